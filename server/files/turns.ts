import { ChatError } from "../errors";

/** Lets a few do their work at once; the others wait for their turn, and too many are sent away. */
export class Turns {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    readonly atOnce: number,
    readonly mostWaiting: number,
  ) {}

  /** @throws ChatError `unavailable` with `retryAfter` when too many wait */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.atOnce) this.#running++;
    else await this.#wait();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next)
        next(); // the turn is handed on, so that nobody gets in between
      else this.#running--;
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= this.mostWaiting) {
      throw new ChatError("unavailable", "Many files are on their way; please wait a moment.", 5000);
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
