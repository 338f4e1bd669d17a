/** What is done now and then, and nobody waits for: it runs beside the hot path, and what fails is done the next time. */
import { measureAnswerTimes } from "../chat/answer-times";
import { retire } from "../chat/retention";
import type { Database } from "../db/client";
import { forgetEmpty } from "../db/conversations";
import { settle } from "../db/lists";
import { forgetTrails } from "../db/trail";
import type { FileSweep } from "../files/sweep";
import type { Log } from "../log";

interface HousekeepingDeps {
  readonly db: Database;
  readonly sweep: FileSweep;
  readonly log: Log;
  readonly now: () => number;
  /** RETENTION_DAYS. */
  readonly retentionDays: number | undefined;
  /** People who are none, such as a seller that answers by itself. */
  readonly automatic: ReadonlySet<string>;
}

const TEN_MINUTES = 600_000;
const HOUR = 3_600_000;
/** Conversations that are settled in one statement, some 40 ms, for which whoever writes to one of them waits. */
const SETTLED = 1_000;

export class Housekeeping {
  readonly #timers: readonly Timer[];
  #stopped = false;
  /** What changed before is settled, or unread. */
  #restedUntil = new Date(0);

  constructor(readonly deps: HousekeepingDeps) {
    const { db, automatic } = deps;
    this.#timers = [
      this.#every(TEN_MINUTES, () => measureAnswerTimes(db.aside, [...automatic])),
      this.#every(TEN_MINUTES, () => this.#settle()),
      this.#every(HOUR, () => forgetEmpty(db.aside)),
      this.#every(HOUR, () => this.#retire()),
      this.#every(HOUR, () => forgetTrails(db.aside)),
    ];
  }

  /** What is being done then may lose its database; it is done after the next start, and nobody is told. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearInterval(timer);
  }

  #every(ms: number, work: () => PromiseLike<unknown>): Timer {
    const fails = (err: unknown) => {
      if (!this.#stopped) this.deps.log.warn({ err }, "housekeeping: later");
    };
    return setInterval(() => void work().then(() => {}, fails), ms).unref();
  }

  async #settle(): Promise<void> {
    const { db, now } = this.deps;
    const began = now();
    while (!this.#stopped && (await settle(db.aside, this.#restedUntil, SETTLED)) === SETTLED);
    this.#restedUntil = new Date(began - HOUR); // a conversation rests for half of it before it is settled
  }

  /** Words first: their files are swept then. */
  async #retire(): Promise<void> {
    const { db, sweep, log, now, retentionDays } = this.deps;
    if (retentionDays !== undefined) {
      const retired = await retire(db.aside, retentionDays, now());
      log.info({ days: retentionDays, ...retired }, "what was too old to keep is removed");
    }
    await sweep.all();
  }
}
