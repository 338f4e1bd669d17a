/** From values to places, in a straight line. */
export class Scale {
  readonly #from: number;
  readonly #per: number;
  readonly #start: number;

  constructor([from = 0, to = 1]: readonly number[], [start, end]: readonly [number, number]) {
    this.#from = from;
    this.#start = start;
    this.#per = (end - start) / (to - from);
  }

  at(value: number): number {
    return Math.round((this.#start + (value - this.#from) * this.#per) * 10) / 10;
  }
}

/** Powers of ten from below `least` to above `most`. */
export function decades(least: number, most: number): number[] {
  const first = Math.floor(Math.log10(least));
  const last = Math.max(first + 1, Math.ceil(Math.log10(most)));
  return Array.from({ length: last - first + 1 }, (_, n) => 10 ** (first + n));
}
