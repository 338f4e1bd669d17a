/** Pure: from messages to the rows of a conversation. */
import type { Delivery, Message, Party, ShownMessage, Side } from "../client/state";
import type { BubbleFile } from "./bubble-file";
import type { StoredMessage } from "./message-events";
import { bySeq, type Quote, quoteOf } from "./quoted";

type Waiting = Extract<ShownMessage, { kind: "waiting" }>;

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly at: Date }
  | { readonly kind: "note"; readonly key: string; readonly text: string }
  | {
      readonly kind: "bubble";
      readonly key: string;
      readonly mine: boolean;
      readonly text: string;
      readonly files: readonly BubbleFile[];
      readonly at: Date;
      readonly removed: boolean;
      readonly refused: boolean;
      readonly sender: Party | "me";
      /** Of a stored message. */
      readonly seq?: number;
      /** As the server has it, and hasn't removed: something can be done with it. */
      readonly stored?: StoredMessage;
      /** What it answers. */
      readonly quote?: Quote;
      /** The same, at the start of a group. */
      readonly author?: Party | "me";
      /** At the start of a group: somebody else of this side wrote before. */
      readonly relieved?: true;
      /** Position in its group: inner corners are tighter. */
      readonly first: boolean;
      readonly last: boolean;
    }
  | {
      readonly kind: "foot";
      readonly key: string;
      readonly mine: boolean;
      readonly at: Date;
      readonly edited: boolean;
      readonly delivery?: Delivery;
      /** The server has hidden contacts in it. */
      readonly masked: boolean;
      /** Of an own message that is stored. */
      readonly seq?: number;
    }
  | { readonly kind: "failed"; readonly key: string; readonly id: string; readonly code: Refusal["code"] };

type Refusal = NonNullable<Waiting["refused"]>;

/** Messages of one person this close together are one group. Milliseconds. */
export const GROUP_GAP = 5 * 60_000;

interface Entry {
  readonly id: string;
  readonly at: Date;
  readonly mine: boolean;
  /** Same sender, same group; `system` never groups. */
  readonly sender: string;
  readonly author: Party | "me" | "system";
  readonly text: string;
  readonly files: readonly BubbleFile[];
  readonly removed: boolean;
  readonly edited: boolean;
  readonly delivery?: Delivery;
  readonly masked?: true;
  readonly seq?: number;
  readonly refused?: Refusal;
  readonly stored?: StoredMessage;
  readonly replyTo?: number;
}

const stored = (shown: StoredMessage, side: Side): Entry => {
  const { message, own, delivery, masked } = shown;
  const removed = message.removedAt !== undefined;
  return {
    id: message.id,
    at: new Date(message.at),
    mine: message.side === side,
    sender: own ? "me" : `${message.side}:${message.sender.id}`,
    author: message.side === "system" ? "system" : own ? "me" : message.sender,
    text: message.text,
    files: removed ? [] : message.attachments,
    removed,
    edited: message.editedAt !== undefined && !removed,
    seq: message.seq,
    ...(delivery && { delivery }),
    ...(masked && { masked }),
    ...(!removed && { stored: shown }),
    ...(!removed && message.replyTo !== undefined && { replyTo: message.replyTo }),
  };
};

const waiting = (message: Waiting): Entry => ({
  id: message.id,
  at: new Date(message.submittedAt),
  mine: true,
  sender: "me",
  author: "me",
  text: message.text,
  files: message.files ?? [],
  removed: false,
  edited: false,
  delivery: "sending",
  ...(message.refused && { refused: message.refused }),
  ...(message.replyTo !== undefined && { replyTo: message.replyTo }),
});

const entry = (shown: ShownMessage, side: Side): Entry =>
  shown.kind === "stored" ? stored(shown, side) : waiting(shown);

const sameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

/** A refused message stands alone, under it what can be done; so does one in which contacts are hidden. The sender's clock may be wrong: a gap has no sign. */
const together = (a: Entry | undefined, b: Entry | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.author !== "system" &&
  b.author !== "system" &&
  a.sender === b.sender &&
  !a.refused &&
  !b.refused &&
  !a.masked &&
  sameDay(a.at, b.at) &&
  Math.abs(b.at.getTime() - a.at.getTime()) <= GROUP_GAP;

/**
 * Rows with keys that last: a bubble's key is its message id, also from outbox to log, so an element is never made twice.
 * Time and status stand once under a group and are those of its last message.
 */
export const timeline = (messages: readonly ShownMessage[], side: Side): Row[] => {
  const entries = messages.map((shown) => entry(shown, side));
  const held = bySeq(messages);
  const rows: Row[] = [];
  let group = "";
  let mine = "me";
  for (const [index, one] of entries.entries()) {
    const before = entries[index - 1];
    if (!before || !sameDay(before.at, one.at)) rows.push({ kind: "day", key: `day ${one.id}`, at: one.at });
    if (one.author === "system") {
      rows.push({ kind: "note", key: one.id, text: one.text });
      continue;
    }
    const first = !together(before, one);
    const last = !together(one, entries[index + 1]);
    if (first) group = one.id;
    const relieved = one.mine && one.sender !== mine;
    if (one.mine) mine = one.sender;
    rows.push({
      kind: "bubble",
      key: one.id,
      mine: one.mine,
      text: one.text,
      files: one.files,
      at: one.at,
      removed: one.removed,
      refused: one.refused !== undefined,
      sender: one.author,
      ...(one.seq !== undefined && { seq: one.seq }),
      ...(one.stored && { stored: one.stored }),
      ...(one.replyTo !== undefined && { quote: quoteOf(one.replyTo, held) }),
      ...(first && { author: one.author }),
      ...(relieved && { relieved }),
      first,
      last,
    });
    if (one.refused) rows.push({ kind: "failed", key: `foot ${group}`, id: one.id, code: one.refused.code });
    else if (last)
      rows.push({
        kind: "foot",
        key: `foot ${group}`,
        mine: one.mine,
        at: one.at,
        edited: one.edited,
        ...(one.delivery && { delivery: one.delivery }),
        masked: one.masked === true,
        ...(one.delivery && one.seq !== undefined && { seq: one.seq }),
      });
  }
  return rows;
};

/** The highest `seq` that the other side wrote; 0 when it hasn't written. */
export const newestTheirs = (messages: readonly ShownMessage[], side: Side): number => {
  for (let index = messages.length - 1; index >= 0; index--) {
    const shown = messages[index];
    if (shown?.kind === "stored" && shown.message.side !== side) return shown.message.seq;
  }
  return 0;
};

/** What the other side wrote above `seq`. */
export const theirsAfter = (messages: readonly ShownMessage[], side: Side, seq: number): Message[] =>
  messages.flatMap((shown) =>
    shown.kind === "stored" && shown.message.side !== side && shown.message.seq > seq ? [shown.message] : [],
  );

export const idOf = (shown: ShownMessage | undefined): string | undefined =>
  shown?.kind === "stored" ? shown.message.id : shown?.id;
