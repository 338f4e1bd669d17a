/**
 * An agent closes a conversation while its buyer writes, which opens it again. The two commit on different connections, so
 * either may be told first; the message's `rev` and the one at which the status was set say which was last.
 */
import type { Status } from "../protocol/model";

interface Change {
  /** When it began (ms). */
  readonly at: number;
  /** The highest `rev` of a buyer's message that was told since. */
  spoken: number;
  set: { readonly rev: number; readonly status: Status } | undefined;
}

/** What committed in the same moment is told well within this time (ms). */
const OVER = 5_000;

export class Reopenings {
  readonly #changes = new Map<string, Change>();

  constructor(readonly now: () => number) {}

  /** An agent's change is under way. */
  begin(conversation: string): void {
    this.#changes.set(conversation, { spoken: 0, set: undefined, ...this.#changes.get(conversation), at: this.now() });
  }

  /** It was set when the conversation stood at `rev`. Returns what it is now. */
  set(conversation: string, rev: number, status: Status): Status {
    const change = this.#changes.get(conversation);
    if (!change) return status;
    change.set = { rev, status };
    return change.spoken > rev ? "open" : status;
  }

  /** A buyer's message was told. Returns the status that was set behind it, which has to be told again. */
  spoke(conversation: string, rev: number): Status | undefined {
    const change = this.#changes.get(conversation);
    if (!change) return undefined;
    change.spoken = Math.max(change.spoken, rev);
    return change.set && change.set.rev >= rev ? change.set.status : undefined;
  }

  /** Called now and then. */
  sweep(): void {
    const over = this.now() - OVER;
    for (const [conversation, { at }] of this.#changes) if (at < over) this.#changes.delete(conversation);
  }
}
