/**
 * When a side received and read what: told after the commit that moved its positions, and written down together, beside the
 * hot path. A second of them is lost with the server; then a trail knows that, but not when.
 */
import type { MarkedRow } from "../db/batch";
import type { Statements } from "../db/client";
import { insertSteps, type Step } from "../db/trail";
import type { Log } from "../log";

const EVERY = 1_000;

export class Steps {
  /** The latest of a second says all: positions only grow. */
  readonly #noted = new Map<string, Step>();
  #timer: Timer | undefined;

  constructor(readonly options: { readonly sql: Statements; readonly log: Log; readonly now: () => number }) {}

  note({ conversation, side, received, read }: MarkedRow): void {
    const step = { conversation, side, received, read, at: new Date(this.options.now()) };
    this.#noted.set(`${side} ${conversation}`, step);
    this.#timer ??= setTimeout(() => void this.flush(), EVERY);
  }

  /** Resolves when all is written down, or can't be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const steps = [...this.#noted.values()];
    this.#noted.clear();
    if (steps.length === 0) return;
    const { sql, log } = this.options;
    await insertSteps(sql, steps).then(
      () => {},
      (err: unknown) => log.warn({ err, steps: steps.length }, "times of receipts are lost"),
    );
  }
}
