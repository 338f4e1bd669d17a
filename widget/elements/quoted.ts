/** Pure: which message another one answers. */
import type { Party, ShownMessage } from "../client/state";
import type { StoredMessage } from "./message-events";
import { firstLine } from "./message-line";

/** `absent`: it is further back than what is held here. */
export type Quote =
  | { readonly kind: "held"; readonly seq: number; readonly author: Party | "me" | "system"; readonly line: string }
  | { readonly kind: "removed" | "absent"; readonly seq: number };

/** @param held the messages of the log, by their `seq` */
export const quoteOf = (seq: number, held: ReadonlyMap<number, StoredMessage>): Quote => {
  const original = held.get(seq);
  if (!original) return { kind: "absent", seq };
  const { message, own } = original;
  if (message.removedAt !== undefined) return { kind: "removed", seq };
  const author = message.side === "system" ? "system" : own ? "me" : message.sender;
  return { kind: "held", seq, author, line: firstLine(message) };
};

export const bySeq = (messages: readonly ShownMessage[]): ReadonlyMap<number, StoredMessage> =>
  new Map(messages.flatMap((shown) => (shown.kind === "stored" ? [[shown.message.seq, shown]] : [])));
