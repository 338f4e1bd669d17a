/**
 * A conversation's copy, and how server frames change it: pure functions, the cursor rules of DESIGN §5.
 *
 * The copy is a window on the log: `messages` has no hole from its oldest to the newest, and shows every change up to
 * `cursor`. Whatever arrives twice, late or out of turn, the window is the same as a fresh load's.
 */
import type { Message } from "../../server/protocol/model";

export interface Replica {
  /** Ascending `seq` without a hole. */
  readonly messages: readonly Message[];
  /** Older ones exist on the server. */
  readonly more: boolean;
  /** The `rev` up to which everything is applied. */
  readonly cursor: number;
  /** The highest `rev` heard of. Above the cursor: something is missing, `changes` closes the hole. */
  readonly head: number;
  /** Changed messages from below the window: a page of history that was read before the change must not undo it. */
  readonly below: readonly Message[];
}

/** A first copy: what `opened`, or the newest page of `history`, says. `head`: the highest `rev` heard of meanwhile. */
export const loaded = (messages: readonly Message[], more: boolean, rev: number, head: number): Replica => ({
  messages,
  more,
  cursor: rev,
  head: Math.max(rev, head),
  below: [],
});

/** A live `message`, or one's own by its `ack`. The next `rev` moves the cursor, one further ahead only tells of a hole. */
export const live = (replica: Replica, message: Message): Replica => {
  const { cursor, head } = replica;
  if (message.rev <= cursor) return replica;
  if (message.rev > cursor + 1) return { ...replica, head: Math.max(head, message.rev) };
  return caughtUp(replica, [message], message.rev);
};

/** All changes from the cursor to `rev`, in any order: what came before `resumed`, or all pages of `changes`. */
export const caughtUp = (replica: Replica, changes: readonly Message[], rev: number): Replica => {
  const { messages, more, cursor, head, below } = replica;
  const oldest = messages[0]?.seq ?? 0;
  const inside = changes.filter((message) => message.seq >= oldest);
  const outside = changes.filter((message) => message.seq < oldest);
  return {
    messages: inside.length > 0 ? merged(messages, inside) : messages,
    more,
    cursor: Math.max(cursor, rev),
    head: Math.max(head, rev),
    below: outside.length > 0 ? merged(below, outside) : below,
  };
};

/** The page of `history` before the oldest message held. Never moves the cursor. */
export const older = (replica: Replica, page: readonly Message[], more: boolean): Replica => {
  const { messages, below } = replica;
  const oldest = messages[0]?.seq ?? Number.POSITIVE_INFINITY;
  const reached = page[0]?.seq ?? oldest;
  const covered = page.filter(({ seq }) => seq < oldest);
  return {
    ...replica,
    messages: [
      ...merged(
        covered,
        below.filter(({ seq }) => seq >= reached),
      ),
      ...messages,
    ],
    more,
    below: below.filter(({ seq }) => seq < reached),
  };
};

/** Both, ascending by `seq`; of two versions of a message the one with the higher `rev`. */
const merged = (one: readonly Message[], other: readonly Message[]): readonly Message[] => {
  const bySeq = new Map(one.map((message) => [message.seq, message]));
  for (const message of other) {
    const held = bySeq.get(message.seq);
    if (!held || held.rev < message.rev) bySeq.set(message.seq, message);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
};
