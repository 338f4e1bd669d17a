/** Makes what the elements show out of what the core holds. The same input gives the same object: Lit renders less. */

import type { Blobs, Bytes } from "./blobs";
import { otherSide } from "./conversations";
import type { Model } from "./model";
import type { Replica } from "./replica";
import type { Conversation, Delivery, InboxList, Message, ShownMessage, Side, Thread, WaitingFile } from "./state";
import type { QueuedFile, Waiting } from "./storage";

type Stored = Extract<ShownMessage, { kind: "stored" }>;
/** Who is here, and which messages of theirs the server has masked. */
type Own = Pick<Model, "me" | "masked">;
const shown = new WeakMap<Message, Stored>();

const storedMessage = (
  message: Message,
  side: Side,
  conversation: Conversation | undefined,
  { me, masked: allMasked }: Own,
): Stored => {
  const ours = message.side === side;
  const own = ours && message.sender.id === me;
  const masked = allMasked.has(message.id);
  const delivery = ours ? deliveryOf(message.seq, otherSide(side), conversation) : undefined;
  const before = shown.get(message);
  if (before?.own === own && before.delivery === delivery && (before.masked ?? false) === masked) return before;
  const next: Stored = { kind: "stored", message, own, ...(delivery && { delivery }), ...(masked && { masked }) };
  shown.set(message, next);
  return next;
};

const deliveryOf = (seq: number, other: Side, conversation: Conversation | undefined): Delivery => {
  if (conversation && conversation.read[other] >= seq) return "read";
  return conversation && conversation.received[other] >= seq ? "delivered" : "sent";
};

const shownWaiting = new WeakMap<Waiting, ShownMessage>();

export const waitingMessage = (item: Waiting, bytes: Pick<Bytes, "get">): ShownMessage => {
  const { id, text, at, replyTo, files, refused } = item;
  const before = shownWaiting.get(item);
  if (before) return before;
  const next: ShownMessage = {
    kind: "waiting",
    id,
    text,
    submittedAt: new Date(at).toISOString(),
    ...(replyTo !== undefined && { replyTo }),
    ...(files && { files: files.map((file) => waitingFile(file, bytes.get(file.id))) }),
    ...(refused && { refused }),
  };
  shownWaiting.set(item, next);
  return next;
};

const waitingFile = ({ uploaded, ...file }: QueuedFile, blob: Blob | undefined): WaitingFile => ({
  ...file,
  ...(blob && { blob }),
});

/** The log, and after it what still waits. */
export const shownMessages = (
  replica: Replica | undefined,
  waiting: readonly Waiting[],
  blobs: Blobs,
  side: Side,
  conversation: Conversation | undefined,
  model: Own,
): readonly ShownMessage[] =>
  joined(
    (replica?.messages ?? []).map((message) => storedMessage(message, side, conversation, model)),
    waiting.map((item) => waitingMessage(item, blobs)),
  );

/** Whatever is in the log waits no more, also if nobody has told its tab yet. */
export const joined = (stored: readonly ShownMessage[], waiting: readonly ShownMessage[]): readonly ShownMessage[] => {
  if (waiting.length === 0) return stored;
  const ids = new Set(stored.map(idOf));
  return [...stored, ...waiting.filter((shown) => !ids.has(idOf(shown)))];
};

export const idOf = (shown: ShownMessage): string => (shown.kind === "stored" ? shown.message.id : shown.id);

/** The previous thread if nothing in it changed. `messages` count as changed if any of them is another object. */
export const sameThread = (before: Thread | undefined, next: Thread): Thread => {
  if (!before) return next;
  const kept = sameItems(before.messages, next.messages) ? { ...next, messages: before.messages } : next;
  const fields = Object.keys({ ...before, ...kept }) as readonly (keyof Thread)[];
  return fields.every((field) => before[field] === kept[field]) ? before : kept;
};

/** As `sameThread`. */
export const sameList = (before: InboxList | undefined, next: InboxList): InboxList =>
  before &&
  before.unread === next.unread &&
  before.more === next.more &&
  before.loading === next.loading &&
  before.found === next.found &&
  before.refused === next.refused &&
  sameItems(before.items, next.items)
    ? before
    : next;

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
