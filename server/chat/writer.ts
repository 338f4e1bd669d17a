/**
 * Group commit: what arrives while a batch commits is the next batch. Conversations are spread over a few writers by a
 * hash, so that two writers never wait for the same row. An outcome is told only after the commit (D1).
 */

import { append, type Mark, type MarkedRow, type NewMessage, needsCare, type StoredRow, store } from "../db/batch";
import { type Statements, WRITERS } from "../db/client";
import { ChatError, isAway } from "../errors";
import type { Log } from "../log";
import type { Metrics } from "../metrics";

export interface Submission extends NewMessage {
  /** Called once, after the commit or the refusal. */
  settle(outcome: StoredRow | ChatError): void;
}

/** A position and the link that told it, which needs no receipt; unknown when several told. */
interface TrackedMark<Origin> extends Mark {
  readonly origin?: Origin | undefined;
}

interface WriterOptions<Origin> {
  readonly log: Log;
  readonly metrics: Pick<Metrics, "batch" | "commit" | "stored">;
  /** Called for each position that moved, after the commit. */
  onMarked(row: MarkedRow, origin: Origin | undefined): void;
  readonly writers?: number;
  /** Messages in one statement. */
  readonly batch?: number;
  /** Messages that may wait for one writer; above it they are refused as `unavailable`. */
  readonly backlog?: number;
}

const RETRY_AFTER = 1000;
const UNSURE = 10_000;

export class GroupCommit<Origin> {
  readonly #writers: Writer<Origin>[];

  constructor(sql: Statements, options: WriterOptions<Origin>) {
    this.#writers = Array.from({ length: options.writers ?? WRITERS }, () => new Writer(sql, options));
  }

  submit(message: Submission): void {
    this.#writer(message.conversation).submit(message);
  }

  mark(mark: TrackedMark<Origin>): void {
    this.#writer(mark.conversation).mark(mark);
  }

  /** Resolves when everything submitted so far is settled. */
  async idle(): Promise<void> {
    await Promise.all(this.#writers.map((writer) => writer.idle()));
  }

  /** The last bytes of a UUID are random in every version. */
  #writer(conversation: string): Writer<Origin> {
    const index = Number.parseInt(conversation.slice(-4), 16) % this.#writers.length;
    return this.#writers[index] as Writer<Origin>;
  }
}

type WriterState = { state: "idle" } | { state: "committing"; done: Promise<void> };

class Writer<Origin> {
  #state: WriterState = { state: "idle" };
  #messages: Submission[] = [];
  #marks = new Map<string, TrackedMark<Origin>>();
  /** Messages of batches whose answer was lost. */
  readonly #unsure = new Set<string>();

  constructor(
    readonly sql: Statements,
    readonly options: WriterOptions<Origin>,
  ) {}

  submit(message: Submission): void {
    if (this.#messages.length >= (this.options.backlog ?? 20_000)) {
      message.settle(new ChatError("unavailable", "The server is busy; please wait a moment.", RETRY_AFTER));
      return;
    }
    this.#messages.push(message);
    this.#wake();
  }

  /** Positions only grow, so the latest of a side says all (at most one waits per side of a conversation). */
  mark(mark: TrackedMark<Origin>): void {
    this.#merge(mark);
    this.#wake();
  }

  #merge(mark: TrackedMark<Origin>): void {
    const key = markKey(mark);
    const waiting = this.#marks.get(key);
    this.#marks.set(key, waiting ? furthest(waiting, mark) : mark);
  }

  async idle(): Promise<void> {
    while (this.#state.state === "committing") await this.#state.done;
  }

  #wake(): void {
    if (this.#state.state === "committing") return;
    // A turn of the event loop first: everything that the sockets hold already joins the batch.
    const turn = new Promise<void>((resolve) => setImmediate(resolve));
    this.#state = { state: "committing", done: turn.then(() => this.#drain()) };
  }

  async #drain(): Promise<void> {
    while (this.#messages.length > 0 || this.#marks.size > 0) {
      const messages = this.#take(this.options.batch ?? 512);
      const marks = this.#marks;
      this.#marks = new Map();
      if ((await this.#commit(messages, marks)) === "away") break;
    }
    this.#state = { state: "idle" };
    if (this.#messages.length > 0) this.#wake(); // came while the refusals were told
  }

  /** The next batch: an id once, and one party to a side of a conversation. What repeats waits for the batch after. */
  #take(most: number): Submission[] {
    const ids = new Set<string>();
    const parties = new Map<string, string>();
    const batch: Submission[] = [];
    const later: Submission[] = [];
    const held = new Set<string>(); // conversations whose order would be lost otherwise (D3)
    for (const message of this.#messages.splice(0, most)) {
      const [key, place] = [keyOf(message), markKey(message)];
      if (ids.has(key) || (parties.get(place) ?? message.party) !== message.party) held.add(message.conversation);
      if (held.has(message.conversation)) {
        later.push(message);
        continue;
      }
      ids.add(key);
      parties.set(place, message.party);
      batch.push(message);
    }
    if (later.length > 0) this.#messages.unshift(...later);
    return batch;
  }

  async #commit(messages: readonly Submission[], marks: Marks<Origin>): Promise<"done" | "away"> {
    const { metrics, onMarked } = this.options;
    const committed = metrics.commit.startTimer();
    const outcome = await this.#write(messages, [...marks.values()]).catch((error: unknown) => ({ error }));
    if ("error" in outcome) {
      const { error } = outcome;
      return isAway(error) ? this.#away(messages, marks, error) : this.#split(messages, marks, error);
    }
    const { stored, marked } = outcome;
    committed();
    metrics.batch.observe(messages.length);
    metrics.stored.inc(stored.filter((row) => row.outcome === "stored").length);
    for (const row of stored) {
      const message = messages[row.n - 1];
      message?.settle(this.#told(message, row));
    }
    for (const row of marked) onMarked(row, marks.get(markKey(row))?.origin);
    return "done";
  }

  /** Nearly always everything is new. Where it isn't, the fast way has changed nothing. */
  async #write(messages: readonly Submission[], marks: readonly Mark[]) {
    try {
      return await append(this.sql, messages, marks);
    } catch (error) {
      if (!needsCare(error)) throw error;
    }
    const stored = await store(this.sql, messages);
    const { marked } = await append(this.sql, [], marks);
    return { stored, marked };
  }

  /** A repeat of what was committed without our learning of it is news: nobody was told yet. */
  #told(message: NewMessage, row: StoredRow): StoredRow {
    return this.#unsure.delete(keyOf(message)) && row.outcome === "repeat" ? { ...row, outcome: "stored" } : row;
  }

  /** Whether the batch was committed is unknown: the senders try again with the same ids (D2). Positions try by themselves. */
  #away(messages: readonly Submission[], marks: Marks<Origin>, error: unknown): "away" {
    for (const message of messages) this.#unsure.add(keyOf(message));
    if (this.#unsure.size > UNSURE) this.#unsure.clear(); // their other readers find them when they look again
    const refused = [...messages, ...this.#messages.splice(0)];
    this.options.log.warn({ err: error, messages: refused.length }, "database away");
    const refusal = new ChatError("unavailable", "The message can't be stored right now; try again.", RETRY_AFTER);
    for (const message of refused) message.settle(refusal);
    const newer = this.#marks;
    this.#marks = new Map(marks);
    for (const mark of newer.values()) this.#merge(mark);
    if (this.#marks.size > 0) setTimeout(() => this.#wake(), RETRY_AFTER).unref();
    return "away";
  }

  /** A row that breaks the batch is found by splitting it, and fails alone. */
  async #split(messages: readonly Submission[], marks: Marks<Origin>, error: unknown): Promise<"done" | "away"> {
    const { log } = this.options;
    if (messages.length + marks.size <= 1) {
      log.error({ err: error, message: messages[0]?.id }, "can't be stored");
      for (const message of messages) message.settle(new ChatError("internal", "The message can't be stored."));
      return "done";
    }
    log.warn({ err: error, messages: messages.length, marks: marks.size }, "batch failed; splitting it");
    const half = Math.ceil(messages.length / 2);
    const entries = [...marks];
    const parts: [readonly Submission[], Marks<Origin>][] =
      messages.length > 0 && marks.size > 0
        ? [
            [messages, new Map()],
            [[], marks],
          ]
        : [
            [messages.slice(0, half), new Map(entries.slice(0, Math.ceil(entries.length / 2)))],
            [messages.slice(half), new Map(entries.slice(Math.ceil(entries.length / 2)))],
          ];
    let outcome: "done" | "away" = "done";
    for (const [someMessages, someMarks] of parts) outcome = await this.#commit(someMessages, someMarks);
    return outcome;
  }
}

type Marks<Origin> = ReadonlyMap<string, TrackedMark<Origin>>;

const keyOf = ({ conversation, id }: NewMessage) => conversation + id;

const markKey = ({ conversation, side }: { conversation: string; side: string }) => `${conversation} ${side}`;

const furthest = <Origin>(a: TrackedMark<Origin>, b: TrackedMark<Origin>): TrackedMark<Origin> => ({
  ...b,
  received: Math.max(a.received, b.received),
  read: Math.max(a.read, b.read),
  origin: a.origin === b.origin ? a.origin : undefined,
});
