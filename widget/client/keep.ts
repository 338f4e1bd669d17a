/** A few short words that survive a reload, read at once: `localStorage`, or what stands in for it. Never throws. */
export interface Keep {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  delete(name: string): void;
}

/** For browsers that deny storage, and for tests. */
export const memoryKeep = (): Keep => {
  const words = new Map<string, string>();
  return {
    get: (name) => words.get(name),
    set: (name, value) => void words.set(name, value),
    delete: (name) => void words.delete(name),
  };
};
