/** The nouns that frames carry. */
import { type Static, Type as t } from "@sinclair/typebox";
import { ATTACHMENTS, ID_LENGTH, PRICE_LENGTH, TITLE_LENGTH, URL_LENGTH } from "./limits";

/** Unknown fields are refused from clients; see client-frames. Servers' frames stay open. */
export const closed = { additionalProperties: false } as const;

/** An id from outside: a user, a seller, a product. */
export const ExternalId = t.String({ minLength: 1, maxLength: ID_LENGTH });

/** A UUID in lower case: message ids (made by the client) and conversation ids (made by the server). */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const Uuid = t.String({ pattern: UUID.source });

/** `seq`, `rev` and positions: whole numbers below 2^53. */
export const Counter = t.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

/** A message's number in its conversation, from 1. */
export const Seq = t.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** ISO 8601 in UTC with milliseconds, made by the server. */
export const Timestamp = t.String({ pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z$" });

export const Side = t.Union([t.Literal("buyer"), t.Literal("seller")]);
export type Side = Static<typeof Side>;

export const Author = t.Union([t.Literal("buyer"), t.Literal("seller"), t.Literal("system")]);
export type Author = Static<typeof Author>;

/** Whoever has a face: a person or a seller. */
export const Party = t.Object({
  id: t.String(),
  name: t.String(),
  picture: t.Optional(t.String()),
});
export type Party = Static<typeof Party>;

/** What a conversation is about: the buyer's claim, shown as such. `price` is a string as shown. */
export const Topic = t.Object(
  {
    id: ExternalId,
    title: t.String({ minLength: 1, maxLength: TITLE_LENGTH }),
    url: t.Optional(t.String({ maxLength: URL_LENGTH })),
    image: t.Optional(t.String({ maxLength: URL_LENGTH })),
    price: t.Optional(t.String({ maxLength: PRICE_LENGTH })),
  },
  closed,
);
export type Topic = Static<typeof Topic>;

/**
 * A file in a message. `width` and `height` are pixels, `size` is bytes; `preview` is a ThumbHash in base64, drawn until
 * the picture is there. The `links` frame tells where the file is.
 */
export const Attachment = t.Object({
  id: Uuid,
  name: t.String(),
  type: t.String(),
  size: Counter,
  width: t.Optional(Counter),
  height: t.Optional(Counter),
  preview: t.Optional(t.String()),
});
export type Attachment = Static<typeof Attachment>;

export const Message = t.Object({
  id: Uuid,
  seq: Counter,
  rev: Counter,
  side: Author,
  sender: Party,
  text: t.String(),
  attachments: t.Array(Attachment, { maxItems: ATTACHMENTS }),
  replyTo: t.Optional(Counter),
  at: Timestamp,
  editedAt: t.Optional(Timestamp),
  removedAt: t.Optional(Timestamp),
});
export type Message = Static<typeof Message>;

/** A number for each side of a conversation. */
export const BothSides = t.Object({ buyer: Counter, seller: Counter });
export type BothSides = Static<typeof BothSides>;

export const Status = t.Union([t.Literal("open"), t.Literal("closed")]);
export type Status = Static<typeof Status>;

/** What only the seller's side sees. */
export const Note = t.Object({ id: Uuid, author: Party, text: t.String(), at: Timestamp });
export type Note = Static<typeof Note>;

/** `unread` counts for the side of the one who asked; `blocked` is what that side did; `assignee` is the seller's side's. */
export const Conversation = t.Object({
  id: Uuid,
  seller: Party,
  buyer: Party,
  topic: t.Optional(Topic),
  rev: Counter,
  lastSeq: Counter,
  lastAt: Timestamp,
  lastText: t.String(),
  unread: Counter,
  received: BothSides,
  read: BothSides,
  status: Status,
  assignee: t.Optional(Party),
  blocked: t.Optional(t.Literal(true)),
});
export type Conversation = Static<typeof Conversation>;
