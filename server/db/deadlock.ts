import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "../errors";

const TRIES = 4;
/** Until the other has what it waited for: whoever comes at once may take it away again (ms). */
const MEANWHILE = 20;

/**
 * Of two statements that wait for each other PostgreSQL ends one. Nothing of it has happened, so `work` is done again. For
 * what locks several conversations: a batch of the writer locks some for its messages, then others for its marks.
 */
export async function unlessDeadlocked<T>(work: () => PromiseLike<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (codeOf(error) !== "40P01" || tried === TRIES) throw error;
      await pause(MEANWHILE);
    }
  }
}
