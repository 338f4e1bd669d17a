/** S9 with several servers on one database: each looks for what another one has revoked, and ends its own links. */
import type { Database } from "../db/client";
import { selectRevoked } from "../db/revocations";
import type { Log } from "../log";
import type { Live } from "./live";

/** Milliseconds from one look to the next. */
const EVERY = 3_000;
/** Seconds that are looked at again: what was committed a little later than its time says. */
const OVERLAP = 60;

interface RevocationWatchDeps {
  readonly db: Pick<Database, "aside">;
  readonly live: Pick<Live, "now" | "endRevoked">;
  readonly log: Log;
}

export class RevocationWatch {
  readonly #timer: Timer;
  #looked: number;
  #looking = false;
  #stopped = false;

  constructor(readonly deps: RevocationWatchDeps) {
    this.#looked = deps.live.now();
    this.#timer = setInterval(() => void this.look(), EVERY);
    this.#timer.unref();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** Never rejects: what can't be asked now is asked the next time, as far back as it takes. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const { db, live, log } = this.deps;
    const now = live.now();
    try {
      live.endRevoked(await selectRevoked(db.aside, (now - this.#looked) / 1000 + OVERLAP));
      this.#looked = now;
    } catch (err) {
      if (!this.#stopped) log.warn({ err }, "revocations can't be read");
    } finally {
      this.#looking = false;
    }
  }
}
