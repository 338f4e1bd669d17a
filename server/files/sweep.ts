/** Removes the files that nobody gets any more. The file goes first, then its row: after a crash the row is found again. */
import { forgetFiles, selectRemovedFiles, settleFiles } from "../db/attachments";
import type { Database } from "../db/client";
import type { Log } from "../log";
import type { FileStore } from "./store";

interface SweepDeps {
  readonly db: Database;
  readonly store: FileStore;
  readonly log: Log;
  readonly now: () => number;
}

/** How long an upload may wait for its message (ms). */
const WAITS = 86_400_000;
const BATCH = 200;

export class FileSweep {
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(readonly deps: SweepDeps) {}

  /** Uploads of the day before whose message never came, and what an earlier removal has left. */
  async all(): Promise<void> {
    const { db, now } = this.deps;
    const cutoff = new Date(now() - WAITS);
    while ((await settleFiles(db.aside, cutoff, BATCH)) === BATCH);
    await this.removed();
  }

  /** Files of removed messages. Called while it runs, it looks once more. Never rejects: the next call tries again. */
  removed(): Promise<void> {
    if (this.#running) this.#again = true;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** What is left is removed after the next start. Resolves when nothing of it is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #work(): Promise<void> {
    const { db, store, log } = this.deps;
    try {
      do {
        this.#again = false;
        while (!this.#stopped) {
          const ids = await selectRemovedFiles(db.aside, BATCH);
          if (ids.length === 0) break;
          await store.remove(ids);
          await forgetFiles(db.aside, ids);
          log.info({ attachments: ids }, "files removed");
        }
      } while (this.#again && !this.#stopped);
    } catch (err) {
      log.warn({ err }, "files are removed later");
    }
  }
}
