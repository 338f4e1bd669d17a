/** What this node knows of: sides that were written to a moment ago and may not have received it. */
import type { Candidate } from "../db/pushes";
import type { Side } from "../protocol/model";

interface Waiting extends Candidate {
  /** The newest message. */
  readonly seq: number;
  /** When to look: milliseconds since 1970. */
  readonly dueAt: number;
}

/** More than that are found in the database, where all of them are. */
const MOST = 100_000;

export class Candidates {
  /** In the order in which they are due: nothing that waits is moved, only taken out. */
  readonly #waiting = new Map<string, Waiting>();

  /** `delay`: how long a message has to be received (ms). */
  constructor(readonly delay: number) {}

  /** A message was stored for this side. The first of several counts. */
  note(conversation: string, side: Side, seq: number, now: number): void {
    const key = `${side} ${conversation}`;
    const dueAt = this.#waiting.get(key)?.dueAt ?? now + this.delay;
    if (this.#waiting.size < MOST) this.#waiting.set(key, { conversation, side, seq, dueAt });
  }

  /** One of the side's devices has received everything up to `seq`. Cheap, and not needed: the database is asked in the end. */
  received(conversation: string, side: Side, seq: number): void {
    const key = `${side} ${conversation}`;
    if (seq >= (this.#waiting.get(key)?.seq ?? Number.POSITIVE_INFINITY)) this.#waiting.delete(key);
  }

  /** Takes out what is due now. */
  take(now: number): Candidate[] {
    const due: Candidate[] = [];
    for (const [key, { conversation, side, dueAt }] of this.#waiting) {
      if (dueAt > now) break;
      due.push({ conversation, side });
      this.#waiting.delete(key);
    }
    return due;
  }
}
