/** Sends what was claimed, to every browser of each side, and notes what became of it. */
import type { Statements } from "../db/client";
import { type Claim, type Finished, finishPushes, type Letter, selectLetters } from "../db/pushes";
import type { Log } from "../log";
import type { Metrics } from "../metrics";
import { again, type Sent } from "./outcome";
import { compose } from "./payload";
import type { Sender } from "./sender";

export interface DeliveryOptions {
  readonly sql: Statements;
  readonly sender: Pick<Sender, "send">;
  /** Signs what a notification may do. */
  readonly act: (letter: Pick<Letter, "subscription" | "conversation" | "seq">) => string;
  /** Where a seller's click leads when nothing else is known. */
  readonly inbox: string | undefined;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "pushesPrepared" | "pushes" | "subscriptionsDropped">;
  readonly now: () => number;
  readonly random?: () => number;
}

/** Pushes at a time. */
const AT_ONCE = 64;
/** Nothing got through to a browser for so long: it is forgotten (seconds). */
const DEAD = 5 * 86_400;

export class Delivery {
  /** `stopping`: what wasn't sent until then is another's to send at once. */
  constructor(
    readonly options: DeliveryOptions,
    readonly stopping: AbortSignal,
  ) {}

  async send(claims: readonly Claim[]): Promise<void> {
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
    const { conversation, side, absence, seq, subscription } = letter;
    const sent = await sender
      .send(letter, compose(letter, act(letter), inbox), this.stopping)
      .catch((err: unknown): Sent => {
        log.error({ err, conversation, subscription }, "a push can't be made");
        return { outcome: "refused" }; // again, it would be the same
      });
    if (this.stopping.aborted && sent.outcome !== "accepted") return sent;
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
      if (this.stopping.aborted && outcome !== "accepted") {
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
