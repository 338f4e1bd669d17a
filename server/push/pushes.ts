/**
 * D8: who is away and was written to is notified, once in an absence. The database knows what is due and who has it in
 * hand; this node only has in mind where to look first. So another one finds what it had in mind when it died, and
 * what it had in hand runs out.
 */
import type { Statements } from "../db/client";
import {
  type Candidate,
  type Claim,
  claimPushes,
  type Finished,
  finishPushes,
  type Letter,
  selectForgotten,
  selectLetters,
  selectWaiting,
} from "../db/pushes";
import type { Log } from "../log";
import type { Metrics } from "../metrics";
import type { Side } from "../protocol/model";
import { Candidates } from "./candidates";
import { again, type Sent } from "./outcome";
import { compose } from "./payload";
import type { Sender } from "./sender";
import type { Vapid } from "./vapid";

interface PushesOptions {
  readonly sql: Statements;
  readonly sender: Pick<Sender, "send">;
  readonly vapid: Pick<Vapid, "keys">;
  /** Signs what a notification may do. */
  readonly act: (letter: Pick<Letter, "subscription" | "conversation" | "seq">) => string;
  /** Where a seller's click leads when nothing else is known. */
  readonly inbox: string | undefined;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "pushesPrepared" | "pushes" | "subscriptionsDropped">;
  readonly now: () => number;
  readonly random?: () => number;
}

/** How long a message has to be received before anybody is called (ms). */
const DELAY = 5_000;
/** How long a claim is good for (ms): whoever sends longer than that may find another doing the same. */
const LEASE = 60_000;
const LOOK = 1_000;
/** How often somebody looks for what a dead server had in mind. */
const SWEEP = 60_000;
/** How far back: a sweep, and a start. */
const RECENT = 900_000;
const LONG_AGO = 3 * 86_400_000;
/** Sides in one claim; each has a few browsers. */
const CLAIM = 64;
/** Candidates that the database looks at in one statement. */
const CHUNK = 500;
/** Pushes at a time in a batch, and batches at a time. */
const AT_ONCE = 64;
const BATCHES = 8;
/** Nothing got through to a browser for so long: it is forgotten (seconds). */
const DEAD = 5 * 86_400;

export class Pushes {
  readonly #candidates = new Candidates(DELAY);
  readonly #stopping = new AbortController();
  /** Batches that are being sent: a service that hangs holds up those few, and nobody else. */
  readonly #underWay = new Set<Promise<void>>();
  #timer: Timer | undefined;
  #looking: Promise<void> | undefined;
  #sweepAt = 0;
  /** One line for an outage, not one a second. */
  #away = false;
  #sweepFrom: number | undefined;

  constructor(readonly options: PushesOptions) {}

  /** A message was stored for this side. */
  note(conversation: string, side: Side, seq: number): void {
    this.#candidates.note(conversation, side, seq, this.options.now());
  }

  /** A side has received up to `seq`. */
  received(conversation: string, side: Side, seq: number): void {
    this.#candidates.received(conversation, side, seq);
  }

  /** From now on by itself. */
  start(): void {
    this.#timer ??= setInterval(() => void this.#once(), LOOK);
    this.#timer.unref();
  }

  /** Resolves when nothing is under way; what wasn't sent is another's to send at once. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#looking;
    await Promise.all(this.#underWay);
  }

  /** Sends all that is due now. Never rejects: what fails is due again. */
  async look(): Promise<void> {
    await this.#once();
    await Promise.all(this.#underWay);
  }

  #once(): Promise<void> {
    this.#looking ??= this.#look()
      .then(
        () => {
          this.#away = false;
        },
        (err: unknown) => {
          if (!this.#away) this.options.log.warn({ err }, "pushes have to wait");
          this.#away = true;
        },
      )
      .finally(() => {
        this.#looking = undefined;
      });
    return this.#looking;
  }

  async #look(): Promise<void> {
    const { sql, now } = this.options;
    const known = this.#candidates.take(now());
    const waiting = await selectWaiting(sql, new Date(now()), CHUNK);
    await this.#handle([...known, ...waiting, ...(await this.#forgotten())]);
  }

  /** At the start all that is missed and recent enough; then now and then what another server's end may have left. */
  async #forgotten(): Promise<readonly Candidate[]> {
    const { sql, now } = this.options;
    const moment = now();
    if (moment < this.#sweepAt) return [];
    const since = this.#sweepFrom ?? moment - LONG_AGO;
    const found = await selectForgotten(sql, {
      since: new Date(since),
      now: new Date(moment),
      delay: DELAY / 1000,
      most: CHUNK,
    });
    // As long as there are more than one look takes, the next look goes on.
    if (found.length < CHUNK) {
      // What is too fresh at the start is due when the second look comes.
      this.#sweepAt = moment + (this.#sweepFrom === undefined ? DELAY : SWEEP);
      this.#sweepFrom = moment - RECENT;
    }
    return found;
  }

  async #handle(candidates: readonly Candidate[]): Promise<void> {
    const { sql, vapid, now } = this.options;
    const distinct = [...new Map(candidates.map((each) => [`${each.side} ${each.conversation}`, each])).values()];
    for (let from = 0; from < distinct.length; from += CLAIM) {
      if (this.#stopping.signal.aborted) return;
      if (from === 0) await vapid.keys(); // nothing is claimed that can't be sent
      const claims = await claimPushes(sql, distinct.slice(from, from + CLAIM), {
        now: new Date(now()),
        delay: DELAY / 1000,
        lease: LEASE / 1000,
      });
      for (const { conversation, side, absence, state } of claims) {
        if (state !== "due") this.#candidates.note(conversation, side, absence, now());
      }
      const due = claims.filter(({ state }) => state === "due");
      if (due.length > 0) this.#dispatch(due);
      if (this.#underWay.size >= BATCHES) await Promise.race(this.#underWay);
    }
  }

  #dispatch(claims: readonly Claim[]): void {
    const sending = this.#send(claims)
      // The claims run out, and are sent again.
      .catch((err: unknown) => this.options.log.warn({ err }, "pushes may be repeated"))
      .finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }

  async #send(claims: readonly Claim[]): Promise<void> {
    const { sql, metrics, log, now } = this.options;
    const letters = await selectLetters(sql, claims, new Date(now()));
    metrics.pushesPrepared.inc(letters.length);
    const sent = new Map<Letter, Sent>();
    await inParallel(letters, AT_ONCE, async (letter) => void sent.set(letter, await this.#sendOne(letter)));
    const moment = now();
    const finished = claims.map((claim) => this.#finished(claim, letters, sent, moment));
    const dropped = await finishPushes(sql, finished, { now: new Date(moment), dead: DEAD });
    metrics.subscriptionsDropped.inc(dropped);
    if (dropped > 0) log.info({ dropped }, "subscriptions ended");
  }

  async #sendOne(letter: Letter): Promise<Sent> {
    const { sender, act, inbox, log, metrics } = this.options;
    const { signal } = this.#stopping;
    const { conversation, side, absence, seq, subscription } = letter;
    const sent = await sender.send(letter, compose(letter, act(letter), inbox), signal).catch((err: unknown): Sent => {
      log.error({ err, conversation, subscription }, "a push can't be made");
      return { outcome: "refused" }; // again, it would be the same
    });
    if (signal.aborted && sent.outcome !== "accepted") return sent;
    // S8: the endpoint is an address that only its owner should know.
    log.info({ conversation, side, absence, seq, subscription, outcome: sent.outcome }, "push sent");
    metrics.pushes.inc({ outcome: sent.outcome });
    return sent;
  }

  #finished(claim: Claim, letters: readonly Letter[], sent: ReadonlyMap<Letter, Sent>, moment: number): Finished {
    const { random = Math.random } = this.options;
    const attempts: Finished["attempts"][number][] = [];
    const pauses: number[] = [];
    for (const letter of letters) {
      if (letter.conversation !== claim.conversation || letter.side !== claim.side) continue;
      const { outcome, wait } = sent.get(letter) ?? { outcome: "unreachable" };
      if (this.#stopping.signal.aborted && outcome !== "accepted") {
        pauses.push(0); // cut short: nobody's fault, and another's turn at once
        continue;
      }
      attempts.push({ subscription: letter.subscription, seq: letter.seq, outcome });
      const age = moment - letter.at.getTime();
      const pause = again({ outcome, ...(wait === undefined ? {} : { wait }) }, letter.failures + 1, age, random());
      if (pause !== undefined) pauses.push(pause);
    }
    return { ...claim, attempts, again: pauses.length > 0 ? new Date(moment + Math.min(...pauses)) : null };
  }
}

/** At most `most` at a time. */
async function inParallel<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
}
