/**
 * D8: who is away and was written to is notified, once in an absence. The database knows what is due and who has it in
 * hand; this node only has in mind where to look first. So another one finds what it had in mind when it died, and
 * what it had in hand runs out.
 */
import { type Candidate, type Claim, claimPushes, selectWaiting } from "../db/pushes";
import type { Side } from "../protocol/model";
import { Candidates } from "./candidates";
import { Delivery, type DeliveryOptions } from "./delivery";
import { Forgotten } from "./forgotten";
import type { Vapid } from "./vapid";

interface PushesOptions extends DeliveryOptions {
  readonly vapid: Pick<Vapid, "keys">;
}

/** How long a message has to be received before anybody is called (ms). */
const DELAY = 5_000;
/** How long a claim is good for (ms): whoever sends longer than that may find another doing the same. */
const LEASE = 60_000;
const LOOK = 1_000;
/** Sides in one claim; each has a few browsers. */
const CLAIM = 64;
/** Candidates that the database looks at in one statement. */
const CHUNK = 500;
/** Batches that are being sent at a time. */
const BATCHES = 8;

export class Pushes {
  readonly #candidates = new Candidates(DELAY);
  readonly #forgotten: Forgotten;
  readonly #stopping = new AbortController();
  readonly #delivery: Delivery;
  /** Batches that are being sent: a service that hangs holds up those few, and nobody else. */
  readonly #underWay = new Set<Promise<void>>();
  #timer: Timer | undefined;
  #looking: Promise<void> | undefined;
  /** One line for an outage, not one a second. */
  #away = false;

  constructor(readonly options: PushesOptions) {
    this.#forgotten = new Forgotten({ ...options, delay: DELAY, most: CHUNK });
    this.#delivery = new Delivery(options, this.#stopping.signal);
  }

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
    await this.#handle([...known, ...waiting, ...(await this.#forgotten.take())]);
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
    const sending = this.#delivery
      .send(claims)
      // The claims run out, and are sent again.
      .catch((err: unknown) => this.options.log.warn({ err }, "pushes may be repeated"))
      .finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }
}
