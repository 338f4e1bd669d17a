/** What is known about conversations apart from their messages, and how frames change it. */
import { lineOf } from "../../server/protocol/limits";
import type { ServerFrameOf } from "../../server/protocol/server-frames";
import type { Conversation, Message, Side } from "./state";

export interface Positions {
  readonly received: number;
  readonly read: number;
}

export const otherSide = (side: Side): Side => (side === "buyer" ? "seller" : "buyer");

/**
 * @param messages what came next, all of it: one that was changed since stands behind later ones, perhaps twice
 * @param mine the side for which `unread` counts; a removed message doesn't wait to be read
 */
export const withMessages = (conversation: Conversation, messages: readonly Message[], mine: Side): Conversation => {
  const { rev, lastSeq, read } = conversation;
  const news = messages.filter((message) => message.rev > rev).sort((a, b) => a.rev - b.rev);
  const bySeq = [...new Map(news.map((message) => [message.seq, message])).values()].sort((a, b) => a.seq - b.seq);
  let next = conversation;
  for (const message of bySeq) {
    const isNew = message.seq > lastSeq;
    const waits = message.side !== mine && message.seq > read[mine];
    const removed = message.removedAt !== undefined;
    const more = !waits ? 0 : isNew && !removed ? 1 : !isNew && removed ? -1 : 0;
    next = {
      ...next,
      rev: Math.max(next.rev, message.rev),
      lastSeq: Math.max(lastSeq, message.seq),
      lastText: message.seq < lastSeq ? next.lastText : lineOf(message),
      lastAt: isNew ? message.at : next.lastAt,
      unread: Math.max(0, next.unread + more),
      status: isNew && message.side === "buyer" ? "open" : next.status,
    };
  }
  return next;
};

/** Positions only grow. */
export const withPositions = (
  conversation: Conversation,
  side: Side,
  { received, read }: Positions,
  mine: Side,
): Conversation => {
  const next = {
    ...conversation,
    received: { ...conversation.received, [side]: Math.max(conversation.received[side], received, read) },
    read: { ...conversation.read, [side]: Math.max(conversation.read[side], read) },
  };
  return next.read[mine] >= next.lastSeq ? { ...next, unread: 0 } : next;
};

/** What the server says now, without forgetting what arrived here while it was saying it. */
export const refreshed = (held: Conversation | undefined, said: Conversation, mine: Side): Conversation => {
  if (!held) return said;
  const newer =
    said.rev >= held.rev
      ? said
      : {
          ...said,
          rev: held.rev,
          lastSeq: held.lastSeq,
          lastAt: held.lastAt,
          lastText: held.lastText,
          unread: held.unread,
        };
  const sides: readonly Side[] = ["buyer", "seller"];
  return sides.reduce(
    (all, side) => withPositions(all, side, { received: held.received[side], read: held.read[side] }, mine),
    newer,
  );
};

/** Status, assignee or block; absent fields are as they were. */
export const withChange = (
  conversation: Conversation,
  { status, assignee, blocked }: Pick<ServerFrameOf<"changed">, "status" | "assignee" | "blocked">,
): Conversation => {
  const { assignee: before, blocked: did, ...rest } = conversation;
  const given = assignee === undefined ? before : (assignee ?? undefined);
  const shut = blocked ?? did;
  return {
    ...rest,
    status: status ?? rest.status,
    ...(given && { assignee: given }),
    ...(shut && { blocked: true }),
  };
};

/**
 * Where a copy reaches back to what this side has read, it knows what waits: other devices read a part of it, and messages
 * are removed.
 *
 * @param held in ascending `seq`
 * @returns undefined where it doesn't
 */
export const waitingIn = (
  held: readonly Message[],
  { lastSeq, read }: Conversation,
  mine: Side,
): number | undefined => {
  if (held.at(-1)?.seq !== lastSeq) return undefined;
  const known = held.findLastIndex(({ seq }) => seq <= read[mine]);
  if (known < 0 && held[0]?.seq !== 1) return undefined;
  return held.slice(known + 1).filter(({ side, removedAt }) => side !== mine && removedAt === undefined).length;
};
