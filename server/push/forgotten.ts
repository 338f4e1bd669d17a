/** What a server had in mind when it died: all of it at the start, and now and then what another one may have left. */
import type { Statements } from "../db/client";
import { type Candidate, selectForgotten } from "../db/pushes";

/** How often (ms). */
const EVERY = 60_000;
/** How far back: then, and at the start. */
const RECENT = 900_000;
const LONG_AGO = 3 * 86_400_000;

interface ForgottenOptions {
  readonly sql: Statements;
  readonly now: () => number;
  /** How long a message has to be received (ms). */
  readonly delay: number;
  /** Candidates of one look. */
  readonly most: number;
}

export class Forgotten {
  #nextAt = 0;
  /** How far back the next look goes; undefined at the start. */
  #from: number | undefined;

  constructor(readonly options: ForgottenOptions) {}

  /** None, most of the time. As long as there are more than one look takes, the next one goes on. */
  async take(): Promise<readonly Candidate[]> {
    const { sql, now, delay, most } = this.options;
    const moment = now();
    if (moment < this.#nextAt) return [];
    const since = new Date(this.#from ?? moment - LONG_AGO);
    const found = await selectForgotten(sql, { since, now: new Date(moment), delay: delay / 1000, most });
    if (found.length < most) {
      // What is too fresh at the start is due when the second look comes.
      this.#nextAt = moment + (this.#from === undefined ? delay : EVERY);
      this.#from = moment - RECENT;
    }
    return found;
  }
}
