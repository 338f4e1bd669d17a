/** What a push carries to the worker, encrypted: JSON of at most `PUSH_BYTES` in UTF-8. */
import { type Static, Type as t } from "@sinclair/typebox";
import { Counter, Side, Timestamp, Uuid } from "./model";

/**
 * One notification for one absence: from the first message that none of the person's devices has received until one has.
 * A repeated attempt has the same `tag` and `absence`; it replaces the first, and makes no sound again (D8).
 * A worker ignores fields that it doesn't know.
 */
export const PushPayload = t.Object({
  v: t.Literal(1),
  /** Of the notification, one per conversation. */
  tag: t.String(),
  conversation: Uuid,
  /** The seq after the last that was received: with `tag` it names the absence. */
  absence: Counter,
  /** The recipient's side. */
  side: Side,
  title: t.String(),
  /** Empty where the person wants no words (`quiet`). */
  body: t.String(),
  /** The other side's picture. */
  icon: t.Optional(t.String()),
  /** Messages that were missed in this conversation. */
  count: Counter,
  /** Unread messages of the person on this side, in all conversations: the app's badge. */
  unread: Counter,
  /**
   * Their other conversations with unread messages: a notification that still shows one that isn't among them is out of
   * date. Absent where there are too many to say.
   */
  others: t.Optional(t.Array(Uuid)),
  /** The newest message that this speaks of. */
  seq: Counter,
  /** Of that message. */
  at: Timestamp,
  /** Where a click goes when no window has the conversation; absent: the worker's own origin. */
  url: t.Optional(t.String()),
  /** For `POST /v1/push/actions`; good for a day. */
  act: t.String(),
  /** Of the words above, and of the buttons. */
  lang: t.Union([t.Literal("en"), t.Literal("ru")]),
});
export type PushPayload = Static<typeof PushPayload>;
