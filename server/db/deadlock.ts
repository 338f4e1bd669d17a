import { codeOf } from "../errors";

/** Of two statements that wait for each other PostgreSQL ends one. Nothing of it has happened, and the other is through. */
export async function unlessDeadlocked<T>(work: () => PromiseLike<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) !== "40P01") throw error;
    return work();
  }
}
