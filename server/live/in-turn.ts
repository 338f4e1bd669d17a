/** One work after another by key: what several change at once is told in the order in which it was changed. */
export class InTurn {
  /** The last of each key's works, which never rejects. */
  readonly #last = new Map<string, Promise<void>>();

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const result = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const done = () => {
      if (this.#last.get(key) === end) this.#last.delete(key);
    };
    const end = result.then(done, done);
    this.#last.set(key, end);
    return result;
  }
}
