/** Bodies of the HTTP routes. A fault answers with `Fault` and a 4xx or 5xx. */
import { type Static, Type as t } from "@sinclair/typebox";
import { ERROR_CODES } from "./codes";
import { POLL_FRAMES, POLL_WAIT, TEXT_LENGTH, TOKEN_LENGTH, URL_LENGTH } from "./limits";
import { Counter, closed, ExternalId, Party, Side, Timestamp, Uuid } from "./model";

export const Fault = t.Object({
  code: t.Union(ERROR_CODES.map((code) => t.Literal(code))),
  message: t.String(),
  retryAfter: t.Optional(Counter),
});
export type Fault = Static<typeof Fault>;

/** `POST /v1/poll`: a short session. Frames are checked one by one, as on a socket. `wait` is milliseconds. */
export const PollRequest = t.Object(
  {
    frames: t.Array(t.Object({ type: t.String() }, { additionalProperties: true }), {
      minItems: 1,
      maxItems: POLL_FRAMES,
    }),
    wait: t.Optional(t.Integer({ minimum: 0, maximum: POLL_WAIT })),
  },
  closed,
);
export type PollRequest = Static<typeof PollRequest>;

export const PollAnswer = t.Object({ frames: t.Array(t.Object({ type: t.String() }, { additionalProperties: true })) });
export type PollAnswer = Static<typeof PollAnswer>;

/** `POST /v1/guests`: a new guest. `id` is the token's `sub`. */
export const GuestAnswer = t.Object({ id: t.String(), token: t.String(), expires: Timestamp });
export type GuestAnswer = Static<typeof GuestAnswer>;

/** `POST /v1/guests/claim`: the guest's conversations become the user's. */
export const ClaimRequest = t.Object(
  { guest: t.String({ maxLength: TOKEN_LENGTH }), token: t.String({ maxLength: TOKEN_LENGTH }) },
  closed,
);
export type ClaimRequest = Static<typeof ClaimRequest>;
export const ClaimAnswer = t.Object({ conversations: Counter });
export type ClaimAnswer = Static<typeof ClaimAnswer>;

/** `POST /v1/admin/revoke`: this person's links end, and tokens of theirs that were issued before now are refused. */
export const RevokeRequest = t.Object({ person: ExternalId }, closed);
export type RevokeRequest = Static<typeof RevokeRequest>;

/** `GET /v1/push/key`: the VAPID public key, base64url. */
export const PushKey = t.Object({ key: t.String() });
export type PushKey = Static<typeof PushKey>;

/** As `PushSubscription.toJSON()` has them, base64url: 65 bytes on P-256, and 16 bytes. */
const PushKeys = t.Object({ p256dh: t.String({ maxLength: 100 }), auth: t.String({ maxLength: 40 }) }, closed);
const Endpoint = t.String({ maxLength: URL_LENGTH });

/**
 * `POST /v1/push/subscriptions`: as `PushSubscription.toJSON()` has it. `locale` is BCP 47; `side` is whose page it was
 * made on; `quiet` wants no words of messages in the notification; `page` is where a click leads when the conversation
 * itself names no page.
 */
export const PushSubscriptionRequest = t.Object(
  {
    endpoint: Endpoint,
    keys: PushKeys,
    side: Side,
    locale: t.Optional(t.String({ maxLength: 35 })),
    quiet: t.Optional(t.Boolean()),
    page: t.Optional(t.String({ maxLength: URL_LENGTH })),
  },
  closed,
);
export type PushSubscriptionRequest = Static<typeof PushSubscriptionRequest>;

/** `DELETE /v1/push/subscriptions`. Without `side`, for both. */
export const PushUnsubscribeRequest = t.Object({ endpoint: Endpoint, side: t.Optional(Side) }, closed);
export type PushUnsubscribeRequest = Static<typeof PushUnsubscribeRequest>;

/** `POST /v1/push/renewals`: the browser has replaced a subscription; the old one's secret says that it is the same one. */
export const PushRenewalRequest = t.Object(
  {
    old: t.Object({ endpoint: Endpoint, auth: t.String({ maxLength: 40 }) }, closed),
    endpoint: Endpoint,
    keys: PushKeys,
  },
  closed,
);
export type PushRenewalRequest = Static<typeof PushRenewalRequest>;

const act = t.String({ maxLength: TOKEN_LENGTH });
/**
 * `POST /v1/push/actions`: what a person does in a notification. `act` is the notification's, and names conversation
 * and `seq`. `reply` needs an `id` made once for each text, so that a repetition is the same message; `mute` is for an hour.
 */
export const PushActionRequest = t.Union([
  t.Object({ act, do: t.Literal("reply"), id: Uuid, text: t.String() }, closed),
  t.Object({ act, do: t.Literal("read") }, closed),
  t.Object({ act, do: t.Literal("mute") }, closed),
]);
export type PushActionRequest = Static<typeof PushActionRequest>;

/** A text that a seller's agents keep at hand; `/shortcut` finds it, `{buyer}` and `{product}` are filled in. */
export const CannedReply = t.Object(
  { shortcut: t.String({ minLength: 1, maxLength: 40 }), text: t.String({ minLength: 1, maxLength: TEXT_LENGTH }) },
  closed,
);
export type CannedReply = Static<typeof CannedReply>;

/** Opening hours of one day: minutes since midnight, local time of the seller. */
export const OpenHours = t.Object(
  { from: t.Integer({ minimum: 0, maximum: 1440 }), to: t.Integer({ minimum: 0, maximum: 1440 }) },
  closed,
);
export type OpenHours = Static<typeof OpenHours>;

/**
 * `GET` and `PUT /v1/sellers/:id/settings`. `hours.days` begins with Monday, null is a closed day; `away` is told to a
 * buyer who writes outside them.
 */
export const SellerSettings = t.Object(
  {
    replies: t.Array(CannedReply, { maxItems: 200 }),
    hours: t.Union([
      t.Object(
        {
          zone: t.String({ maxLength: 64 }),
          days: t.Array(t.Union([OpenHours, t.Null()]), { minItems: 7, maxItems: 7 }),
        },
        closed,
      ),
      t.Null(),
    ]),
    away: t.String({ maxLength: 1000 }),
  },
  closed,
);
export type SellerSettings = Static<typeof SellerSettings>;

/** `GET /v1/sellers/:id/agents`: who has signed in for the seller, the latest first; whom `assign` takes. */
export const AgentsAnswer = t.Object({ agents: t.Array(Party) });
export type AgentsAnswer = Static<typeof AgentsAnswer>;

/** `GET /status`. `uptime` is seconds. */
export const Status = t.Object({
  status: t.Union([t.Literal("running"), t.Literal("draining")]),
  connections: Counter,
  timestamp: Timestamp,
  version: t.String(),
  uptime: Counter,
});
export type Status = Static<typeof Status>;
