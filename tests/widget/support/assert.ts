/** A few assertions: the browser has none of its own. */

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);

export const ok = (value: unknown, what = "expected something, and there was nothing"): void => {
  if (!value) throw new Error(what);
};

/** Compares by what JSON shows. */
export const same = (actual: unknown, expected: unknown, what = ""): void => {
  if (show(actual) !== show(expected))
    throw new Error(`${what} expected ${show(expected)}, was ${show(actual)}`.trim());
};

export const near = (actual: number, expected: number, by: number, what = ""): void => {
  if (Math.abs(actual - expected) > by) throw new Error(`${what} expected ${expected} ± ${by}, was ${actual}`.trim());
};
