import type { Clock } from "../../../widget/client/clock";

/** Lets everything that was promised happen, without waiting for the clock. */
export const flush = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that a test turns by hand. */
export class FakeClock implements Clock {
  #now = Date.parse("2026-11-02T09:00:00.000Z");
  readonly #timers = new Map<symbol, { readonly at: number; readonly task: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const name = Symbol();
    this.#timers.set(name, { at: this.#now + ms, task });
    return () => this.#timers.delete(name);
  }

  /** Timers that somebody still waits for. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Time goes by: each timer fires when it is due, and what follows from it happens before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await flush();
    for (;;) {
      const [name, next] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!name || !next || next.at > end) break;
      this.#now = Math.max(this.#now, next.at);
      this.#timers.delete(name);
      next.task();
      await flush();
    }
    this.#now = end;
  }

  /** The machine sleeps: time goes by and timers stand still. Afterwards they have as long to go as before. */
  sleep(ms: number): void {
    this.#now += ms;
    for (const [name, { at, task }] of this.#timers) this.#timers.set(name, { at: at + ms, task });
  }
}
