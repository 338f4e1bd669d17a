/** Counts by key, and forgets a key at nothing. */
export class Tally {
  readonly #counts = new Map<string, number>();

  /** Returns the count with this one. */
  up(key: string): number {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }

  /** Returns what is left. */
  down(key: string): number {
    const left = Math.max(0, (this.#counts.get(key) ?? 0) - 1);
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
    return left;
  }

  has(key: string): boolean {
    return this.#counts.has(key);
  }
}
