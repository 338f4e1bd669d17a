/** Every frame a client may send. One JSON object a frame, `type` first; unknown fields are refused. */
import { type Static, Type as t } from "@sinclair/typebox";
import { ATTACHMENTS, CURSORS, LINKS, PAGE_MOST, REF_LENGTH, REPORT_LENGTH, TOKEN_LENGTH } from "./limits";
import { Counter, closed, ExternalId, Seq, Side, Status, Timestamp, Topic, Uuid } from "./model";

/** A request's mark, made by the client and given back in the answer. */
export const Ref = t.Union([t.String({ minLength: 1, maxLength: REF_LENGTH }), Counter]);

/** Signs in, or renews a live session. Answer: `welcome`, then what was missed and `resumed` for each named conversation. */
export const Hello = t.Object(
  {
    type: t.Literal("hello"),
    v: t.Integer(),
    token: t.String({ maxLength: TOKEN_LENGTH }),
    cursors: t.Optional(t.Record(Uuid, Counter, { ...closed, maxProperties: CURSORS })),
    locale: t.Optional(t.String({ maxLength: 35 })),
    sides: t.Optional(t.Array(Side, { minItems: 1, maxItems: 2 })),
  },
  closed,
);

/** Finds or creates the asker's conversation with a seller about a topic. Answer: `opened`. */
export const Open = t.Object(
  { type: t.Literal("open"), ref: Ref, seller: ExternalId, topic: t.Optional(Topic) },
  closed,
);

/** A new message; `id` makes a repetition harmless. Answer: `ack`, or `error` with that `id`. */
export const Send = t.Object(
  {
    type: t.Literal("send"),
    id: Uuid,
    conversation: Uuid,
    text: t.Optional(t.String()),
    attachments: t.Optional(t.Array(Uuid, { maxItems: ATTACHMENTS })),
    replyTo: t.Optional(Seq),
    /** The sender was warned of the contacts in it (`error` with code `contacts`), and means it. */
    anyway: t.Optional(t.Literal(true)),
  },
  closed,
);

/** Changes the text of one's own message; `anyway` as in `send`. Answer: `done`. */
export const Edit = t.Object(
  {
    type: t.Literal("edit"),
    ref: Ref,
    conversation: Uuid,
    seq: Counter,
    text: t.String(),
    anyway: t.Optional(t.Literal(true)),
  },
  closed,
);

/** Takes one's own message back. Answer: `done`. */
export const Remove = t.Object({ type: t.Literal("remove"), ref: Ref, conversation: Uuid, seq: Counter }, closed);

/** Messages before a `seq`; without it the newest. Answer: `page`, ascending `seq`. */
export const History = t.Object(
  {
    type: t.Literal("history"),
    ref: Ref,
    conversation: Uuid,
    before: t.Optional(Counter),
    limit: t.Optional(t.Integer({ minimum: 1, maximum: PAGE_MOST })),
  },
  closed,
);

/** Messages whose `rev` is above `after`. Answer: `page`, ascending `rev`. */
export const Changes = t.Object({ type: t.Literal("changes"), ref: Ref, conversation: Uuid, after: Counter }, closed);

export const INBOX_FILTERS = ["unread", "waiting", "mine", "closed", "blocked"] as const;
export const INBOX_ORDERS = ["newest", "unread"] as const;

/**
 * A seller's conversations, or without `seller` the asker's own as a buyer; newest first, or those with unread messages
 * before the others. `query` looks for words, the last one by its beginning, in texts, names and titles. Answer: `inbox`.
 */
export const Inbox = t.Object(
  {
    type: t.Literal("inbox"),
    ref: Ref,
    seller: t.Optional(ExternalId),
    before: t.Optional(t.String({ maxLength: 200 })),
    since: t.Optional(Timestamp),
    filter: t.Optional(t.Union(INBOX_FILTERS.map((name) => t.Literal(name)))),
    order: t.Optional(t.Union(INBOX_ORDERS.map((name) => t.Literal(name)))),
    query: t.Optional(t.String({ maxLength: 200 })),
  },
  closed,
);

/** A device of this side holds everything up to `seq`. No answer; the other sockets get `receipt`. */
export const Received = t.Object({ type: t.Literal("received"), conversation: Uuid, seq: Counter }, closed);

/** Somebody of this side has seen everything up to `seq`. No answer; the other sockets get `receipt`. */
export const Read = t.Object({ type: t.Literal("read"), conversation: Uuid, seq: Counter }, closed);

/** Somebody of this side is writing. No answer; repeated every few seconds while it lasts. */
export const Typing = t.Object({ type: t.Literal("typing"), conversation: Uuid }, closed);

/** Where the files of messages can be fetched for a while. Answer: `links`, without those that aren't there for the asker. */
export const Links = t.Object(
  { type: t.Literal("links"), ref: Ref, attachments: t.Array(Uuid, { minItems: 1, maxItems: LINKS }) },
  closed,
);

/** Takes no more messages from the other side, in any conversation with it; or takes them again. Answer: `done`. */
export const Block = t.Object({ type: t.Literal("block"), ref: Ref, conversation: Uuid, on: t.Boolean() }, closed);

export const REPORT_REASONS = ["spam", "fraud", "abuse", "other"] as const;

/** Tells the operator of a conversation; its newest messages are kept as evidence. Answer: `done`. */
export const Report = t.Object(
  {
    type: t.Literal("report"),
    ref: Ref,
    conversation: Uuid,
    reason: t.Union(REPORT_REASONS.map((reason) => t.Literal(reason))),
    text: t.Optional(t.String({ maxLength: REPORT_LENGTH })),
  },
  closed,
);

/** The seller's side is done with a conversation, or takes it up again; a buyer's message opens it, too. Answer: `done`. */
export const SetStatus = t.Object({ type: t.Literal("status"), ref: Ref, conversation: Uuid, status: Status }, closed);

/** Gives a seller's conversation to one of its agents, or to nobody. Answer: `done`. */
export const Assign = t.Object(
  { type: t.Literal("assign"), ref: Ref, conversation: Uuid, agent: t.Union([ExternalId, t.Null()]) },
  closed,
);

/** Writes down what only the seller's side sees; `id` makes a repetition harmless. Answer: `done`. */
export const WriteNote = t.Object(
  { type: t.Literal("note"), ref: Ref, id: Uuid, conversation: Uuid, text: t.String() },
  closed,
);

/** The newest notes of a conversation, ascending. Answer: `notes`. */
export const Notes = t.Object({ type: t.Literal("notes"), ref: Ref, conversation: Uuid }, closed);

/** What became of one's own side's message, and when. Answer: `trail`. */
export const Trail = t.Object({ type: t.Literal("trail"), ref: Ref, conversation: Uuid, seq: Counter }, closed);

/** Proves that the link lives. Answer: `pong`. */
export const Ping = t.Object({ type: t.Literal("ping") }, closed);

export const CLIENT_FRAMES = {
  hello: Hello,
  open: Open,
  send: Send,
  edit: Edit,
  remove: Remove,
  history: History,
  changes: Changes,
  inbox: Inbox,
  received: Received,
  read: Read,
  typing: Typing,
  links: Links,
  block: Block,
  report: Report,
  status: SetStatus,
  assign: Assign,
  note: WriteNote,
  notes: Notes,
  trail: Trail,
  ping: Ping,
} as const;

export type ClientFrameType = keyof typeof CLIENT_FRAMES;
export type ClientFrameOf<K extends ClientFrameType> = Static<(typeof CLIENT_FRAMES)[K]>;
export type ClientFrame = { [K in ClientFrameType]: ClientFrameOf<K> }[ClientFrameType];
export type Ref = Static<typeof Ref>;
