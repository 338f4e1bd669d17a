/**
 * Words of new messages get into the search shortly after their commit, in nobody's way: conversations are remembered here
 * and indexed together, in a quiet moment if one comes soon. What a server that died had remembered is found by the next
 * one's first look, or an hour later.
 */
import type { Statements } from "../db/client";
import { indexMessages, selectUnindexed } from "../db/search-index";
import type { Log } from "../log";

/** After a message, until it is looked at (ms). */
const SOON = 250;
const LATER = 5_000;
/** Messages a second from which on the processors are the writer's, and how long words wait for fewer (ms). */
const BUSY = 200;
const PATIENCE = 10_000;
const HOUR = 3_600_000;
/** Conversations in one statement, and messages of each: a statement takes some 100 ms at most. */
const BATCH = 100;
const MESSAGES = 20;
/** Conversations of which one look for what was forgotten reads the counters. */
const LOOK = 5_000;
/** Beyond it nothing more is remembered; what is forgotten here, that look finds. */
const MOST = 100_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Whether words go on waiting: `added` messages came in the last `elapsed` ms, and the oldest has waited for `waited` ms. */
export const waitsOn = (added: number, elapsed: number, waited: number): boolean =>
  added * 1000 > BUSY * elapsed && waited < PATIENCE;

export class SearchIndex {
  readonly #waiting = new Set<string>();
  /** When the first of them came, and how many messages since the last look at them. */
  #waitingSince = 0;
  #added = 0;
  #lookedAt = 0;
  #timer: Timer | undefined;
  #working: Promise<void> | undefined;
  #stopped = false;
  /** Where the look for what was forgotten is; undefined between two of them. */
  #looking: string | undefined = FIRST;
  readonly #hourly: Timer;

  constructor(
    readonly sql: Statements,
    readonly log: Log,
  ) {
    this.#hourly = setInterval(() => this.#lookAgain(), HOUR);
    this.#hourly.unref();
    this.#wake(SOON);
  }

  /** A conversation has new messages, another buyer or another topic. */
  add(conversation: string): void {
    if (this.#waiting.size >= MOST) this.#looking ??= FIRST;
    else this.#remember(conversation);
    this.#added += 1;
    this.#wake(SOON);
  }

  #remember(conversation: string): void {
    if (this.#waiting.size === 0) {
      this.#added = 0;
      this.#waitingSince = this.#lookedAt = performance.now();
    }
    this.#waiting.add(conversation);
  }

  /** Resolves when everything that was added is indexed, and what was forgotten. */
  async idle(): Promise<void> {
    do {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      await this.#start();
    } while (this.#isDue);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#hourly);
    clearTimeout(this.#timer);
    await this.#working;
  }

  get #isDue(): boolean {
    return !this.#stopped && (this.#waiting.size > 0 || this.#looking !== undefined);
  }

  #lookAgain(): void {
    this.#looking ??= FIRST;
    this.#wake(SOON);
  }

  #wake(after: number): void {
    if (this.#timer || this.#working || this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#waitsOn()) this.#wake(SOON);
      else void this.#start();
    }, after);
    this.#timer.unref();
  }

  #waitsOn(): boolean {
    const now = performance.now();
    const [added, elapsed] = [this.#added, now - this.#lookedAt];
    this.#added = 0;
    this.#lookedAt = now;
    return waitsOn(added, elapsed, now - this.#waitingSince);
  }

  #start(): Promise<void> {
    this.#working ??= this.#work().then((after) => {
      this.#working = undefined;
      if (this.#isDue) this.#wake(after);
    });
    return this.#working;
  }

  /** One statement. Returns how long to rest: nine times as long, so that under load the writer keeps the processors. */
  async #work(): Promise<number> {
    const began = performance.now();
    try {
      if (this.#waiting.size > 0) await this.#index();
      else if (this.#looking !== undefined) await this.#look(this.#looking);
      return Math.max(SOON, 9 * (performance.now() - began));
    } catch (err) {
      this.log.warn({ err }, "search index: later");
      return LATER;
    }
  }

  async #index(): Promise<void> {
    const batch: string[] = [];
    for (const conversation of this.#waiting) {
      if (batch.push(conversation) === BATCH) break;
    }
    for (const conversation of batch) this.#waiting.delete(conversation);
    try {
      for (const { place } of await indexMessages(this.sql, batch, MESSAGES)) this.#remember(place);
    } catch (error) {
      for (const conversation of batch) this.#remember(conversation);
      throw error;
    }
  }

  async #look(behind: string): Promise<void> {
    const { upto, places } = await selectUnindexed(this.sql, behind, LOOK);
    for (const place of places) this.#remember(place);
    this.#looking = upto ?? undefined;
  }
}
