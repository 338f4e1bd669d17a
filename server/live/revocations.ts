/** S9 with several servers on one database: each looks for what another one has revoked, and ends its own links. */
import type { Database } from "../db/client";
import { selectRevoked } from "../db/revocations";
import type { Log } from "../log";
import type { Live } from "./live";

/** Milliseconds from one look to the next. */
const EVERY = 3_000;
/** Seconds that are looked at again: what was committed a little later than its time says. */
const OVERLAP = 60;

export interface RevocationWatchDeps {
  readonly db: Pick<Database, "writes">;
  readonly live: Pick<Live, "now" | "endRevoked">;
  readonly log: Log;
}

export class RevocationWatch {
  readonly #db: Pick<Database, "writes">;
  readonly #live: Pick<Live, "now" | "endRevoked">;
  readonly #log: Log;
  readonly #timer: Timer;
  #looked: number;
  #looking = false;

  constructor({ db, live, log }: RevocationWatchDeps) {
    this.#db = db;
    this.#live = live;
    this.#log = log;
    this.#looked = live.now();
    this.#timer = setInterval(() => void this.look(), EVERY);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Never rejects: what can't be asked now is asked the next time, as far back as it takes. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const now = this.#live.now();
    try {
      this.#live.endRevoked(await selectRevoked(this.#db.writes, (now - this.#looked) / 1000 + OVERLAP));
      this.#looked = now;
    } catch (err) {
      this.#log.warn({ err }, "revocations can't be read");
    } finally {
      this.#looking = false;
    }
  }
}
