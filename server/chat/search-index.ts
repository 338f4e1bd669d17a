/**
 * Words of new messages get into the search shortly after their commit, in nobody's way: conversations are remembered here
 * and indexed together. What a server that died had remembered is found by the next one's first look, or an hour later.
 */
import type { Statements } from "../db/client";
import { indexMessages, selectUnindexed } from "../db/search-index";
import type { Log } from "../log";

/** After a message, until it is looked at (ms). */
const SOON = 250;
const LATER = 5_000;
const HOUR = 3_600_000;
/** Conversations in one statement, and messages of each: a statement takes some 100 ms at most. */
const BATCH = 100;
const MESSAGES = 50;
/** Conversations of which one look for what was forgotten reads the counters. */
const LOOK = 5_000;
/** Beyond it nothing more is remembered; what is forgotten here, that look finds. */
const MOST = 100_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

export class SearchIndex {
  readonly #waiting = new Set<string>();
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
    else this.#waiting.add(conversation);
    this.#wake(SOON);
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
      void this.#start();
    }, after);
    this.#timer.unref();
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
      for (const { place } of await indexMessages(this.sql, batch, MESSAGES)) this.#waiting.add(place);
    } catch (error) {
      for (const conversation of batch) this.#waiting.add(conversation);
      throw error;
    }
  }

  async #look(behind: string): Promise<void> {
    const { upto, places } = await selectUnindexed(this.sql, behind, LOOK);
    for (const place of places) this.#waiting.add(place);
    this.#looking = upto ?? undefined;
  }
}
