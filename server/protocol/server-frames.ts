/** Every frame the server may send. A client ignores fields and types that it does not know. */
import { type Static, Type as t } from "@sinclair/typebox";
import { Ref } from "./client-frames";
import { ERROR_CODES } from "./codes";
import { BothSides, Conversation, Counter, Message, Note, Party, Side, Status, Timestamp, Uuid } from "./model";

/** What happens to a text that holds phone numbers, addresses or handles. */
export const CONTACT_RULES = ["off", "warn", "mask", "refuse"] as const;

/** Signed in. `limits.file` is bytes of one file, `limits.contacts` what happens to contacts in a text. `heartbeat` is milliseconds; `session` names this session in logs; `sellers` are whom the person may act for. */
export const Welcome = t.Object({
  type: t.Literal("welcome"),
  v: t.Integer(),
  user: t.Object({ id: t.String(), name: t.String(), picture: t.Optional(t.String()), sellers: t.Array(Party) }),
  session: t.String(),
  heartbeat: Counter,
  limits: t.Object({
    text: Counter,
    frame: Counter,
    attachments: Counter,
    file: Counter,
    cursors: Counter,
    contacts: t.Union(CONTACT_RULES.map((rule) => t.Literal(rule))),
  }),
  time: Timestamp,
});

/** A conversation named in `hello` is caught up to `rev`. `reset`: drop the copy and take `history`. */
export const Resumed = t.Object({
  type: t.Literal("resumed"),
  conversation: Uuid,
  rev: Counter,
  received: BothSides,
  read: BothSides,
  reset: t.Optional(t.Literal(true)),
});

/** The conversation that was found or made, with its newest messages in ascending `seq`. */
export const Opened = t.Object({
  type: t.Literal("opened"),
  ref: Ref,
  conversation: Conversation,
  messages: t.Array(Message),
  more: t.Boolean(),
});

/** The message is durable. Goes to the socket that sent it, instead of `message`. `text`: as stored, where a rule changed it. */
export const Ack = t.Object({
  type: t.Literal("ack"),
  id: Uuid,
  conversation: Uuid,
  seq: Counter,
  rev: Counter,
  at: Timestamp,
  text: t.Optional(t.String()),
});

/** A message that is new, edited or removed: its `rev` says. */
export const MessageFrame = t.Object({ type: t.Literal("message"), conversation: Uuid, message: Message });

/** How far a side has received and read. */
export const Receipt = t.Object({
  type: t.Literal("receipt"),
  conversation: Uuid,
  side: Side,
  received: Counter,
  read: Counter,
});

/** Somebody of that side is writing now. */
export const TypingFrame = t.Object({ type: t.Literal("typing"), conversation: Uuid, side: Side, name: t.String() });

/**
 * Whether somebody sits at the seller's inbox; sent for sellers whose conversation was opened here. `usual` is their
 * typical time to a first answer (ms), `until` when they work again, where they have said their hours and are closed.
 */
export const Presence = t.Object({
  type: t.Literal("presence"),
  seller: t.String(),
  online: t.Boolean(),
  usual: t.Optional(Counter),
  until: t.Optional(Timestamp),
});

/** What changed about a conversation beside its log. `assignee` is told to the seller's side, `blocked` to the side that did it. */
export const Changed = t.Object({
  type: t.Literal("changed"),
  conversation: Uuid,
  status: t.Optional(Status),
  assignee: t.Optional(t.Union([Party, t.Null()])),
  blocked: t.Optional(t.Boolean()),
});

/** Where files can be fetched until `expires`; `small` is a picture of at most 512 pixels. */
export const LinksFrame = t.Object({
  type: t.Literal("links"),
  ref: Ref,
  items: t.Array(t.Object({ id: Uuid, url: t.String(), small: t.Optional(t.String()) })),
  expires: Timestamp,
});

/** A new note. Goes to the seller's side. */
export const NoteFrame = t.Object({ type: t.Literal("note"), conversation: Uuid, note: Note });

/** Answers `notes`, ascending. */
export const NotesFrame = t.Object({ type: t.Literal("notes"), ref: Ref, items: t.Array(Note) });

/**
 * Answers `trail`. `pushes` are attempts to notify the other side: `outcome` is `accepted`, or a word that says why not.
 * What has not happened is absent.
 */
export const TrailFrame = t.Object({
  type: t.Literal("trail"),
  ref: Ref,
  stored: Timestamp,
  pushes: t.Array(t.Object({ at: Timestamp, outcome: t.String() })),
  received: t.Optional(Timestamp),
  read: t.Optional(Timestamp),
});

/** Answers `history` and `changes`. `more`: there are further ones in the direction asked. `rev`: the conversation's, when it was read. */
export const Page = t.Object({
  type: t.Literal("page"),
  ref: Ref,
  messages: t.Array(Message),
  more: t.Boolean(),
  rev: Counter,
});

/**
 * Answers `inbox`. `next` goes into `before` for the following page; null at the end. `unread` is of all, not of the page.
 * `found`: with `query`, the newest message of a conversation in which the words are.
 */
export const InboxFrame = t.Object({
  type: t.Literal("inbox"),
  ref: Ref,
  items: t.Array(Conversation),
  next: t.Union([t.String(), t.Null()]),
  unread: Counter,
  found: t.Optional(t.Array(t.Object({ conversation: Uuid, seq: Counter, text: t.String() }))),
});

/** Answers `edit`, `remove`, `block`, `report`, `status`, `assign` and a written `note`. `rev` is the conversation's. */
export const Done = t.Object({ type: t.Literal("done"), ref: Ref, rev: Counter });

/** Answers `ping`. */
export const Pong = t.Object({ type: t.Literal("pong"), time: Timestamp });

/** A refusal; nothing was changed. `ref` or `id` name the request; `retryAfter` (ms) says when it may be tried again. */
export const ErrorFrame = t.Object({
  type: t.Literal("error"),
  code: t.Union(ERROR_CODES.map((code) => t.Literal(code))),
  message: t.String(),
  ref: t.Optional(Ref),
  id: t.Optional(Uuid),
  retryAfter: t.Optional(Counter),
});

/** The server is about to close this link; come back after `retryAfter` ms. */
export const Bye = t.Object({ type: t.Literal("bye"), reason: t.String(), retryAfter: Counter });

export const SERVER_FRAMES = {
  welcome: Welcome,
  resumed: Resumed,
  opened: Opened,
  ack: Ack,
  message: MessageFrame,
  receipt: Receipt,
  typing: TypingFrame,
  presence: Presence,
  changed: Changed,
  links: LinksFrame,
  note: NoteFrame,
  notes: NotesFrame,
  trail: TrailFrame,
  page: Page,
  inbox: InboxFrame,
  done: Done,
  pong: Pong,
  error: ErrorFrame,
  bye: Bye,
} as const;

export type ServerFrameType = keyof typeof SERVER_FRAMES;
export type ServerFrameOf<K extends ServerFrameType> = Static<(typeof SERVER_FRAMES)[K]>;
export type ServerFrame = { [K in ServerFrameType]: ServerFrameOf<K> }[ServerFrameType];
