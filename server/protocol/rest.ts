/** Bodies of the HTTP routes. A fault answers with `Fault` and a 4xx or 5xx. */
import { type Static, Type as t } from "@sinclair/typebox";
import { ERROR_CODES } from "./codes";
import { POLL_FRAMES, POLL_WAIT, TOKEN_LENGTH } from "./limits";
import { Counter, closed, Timestamp } from "./model";

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

/** `GET /status`. `uptime` is seconds. */
export const Status = t.Object({
  status: t.Union([t.Literal("running"), t.Literal("draining")]),
  connections: Counter,
  timestamp: Timestamp,
  version: t.String(),
  uptime: Counter,
});
export type Status = Static<typeof Status>;
