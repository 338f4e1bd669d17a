/** What of `navigator.locks` is used here. */
export interface Locks {
  /** Holds the lock until the promise that `held` returns is settled. Rejects when it is stolen, or given up waiting for. */
  request(
    name: string,
    options: { readonly steal?: boolean; readonly signal?: AbortSignal },
    held: () => Promise<void>,
  ): Promise<void>;
}

/** Runs `work` while no other tab runs it under this name. Without Web Locks it just runs. */
export const exclusively = async <T>(locks: Locks | undefined, name: string, work: () => Promise<T>): Promise<T> => {
  if (!locks) return work();
  const results: { readonly value: T }[] = [];
  await locks.request(name, {}, async () => {
    results.push({ value: await work() });
  });
  const [result] = results;
  if (!result) throw new Error(`the lock ${name} was lost`);
  return result.value;
};
