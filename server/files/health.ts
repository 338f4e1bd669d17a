/** Whether files can be stored: looked at with the start, and again while somebody asks whether this server is ready. */

import { codeOf } from "../errors";
import type { Log } from "../log";
import type { FileStore } from "./store";

interface FileHealthDeps {
  readonly store: Pick<FileStore, "place" | "check">;
  readonly log: Log;
  readonly now: () => number;
}

/** From one look to the next (ms). */
const EVERY = 60_000;

export class FileHealth {
  #state: "unknown" | "ok" | "failing" = "unknown";
  #looked = 0;

  constructor(readonly deps: FileHealthDeps) {
    void this.look();
  }

  /** As of the last look: nobody waits for a bucket that doesn't answer. */
  get state(): "unknown" | "ok" | "failing" {
    if (this.deps.now() - this.#looked >= EVERY) void this.look();
    return this.#state;
  }

  /** Never rejects. A failure has one line in the log, with what the store said (`NoSuchBucket`, `AccessDenied` …). */
  async look(): Promise<void> {
    const { store, log, now } = this.deps;
    this.#looked = now();
    try {
      await store.check();
      this.#state = "ok";
    } catch (err) {
      const code = codeOf(err) || String(err);
      if (this.#state !== "failing") log.error({ ...store.place, code }, "files can't be stored here");
      this.#state = "failing";
    }
  }
}
