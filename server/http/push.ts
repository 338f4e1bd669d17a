import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Elysia } from "elysia";
import type { Acts } from "../auth/acts";
import type { Gate } from "../auth/gate";
import type { Identity } from "../auth/tokens";
import type { Database } from "../db/client";
import { upsertAgent } from "../db/desk";
import { asker } from "../db/people";
import { deleteSubscription, mute, renewSubscription, selectActor, subscribe } from "../db/subscriptions";
import { ChatError, unreachable } from "../errors";
import { markRead, reply } from "../live/act";
import type { Live } from "../live/live";
import { allowedUrl, type OriginRule } from "../live/origins";
import type { Log } from "../log";
import { MUTED, SUBSCRIPTIONS_A_PERSON } from "../protocol/limits";
import {
  PushActionRequest,
  type PushKey,
  PushRenewalRequest,
  PushSubscriptionRequest,
  PushUnsubscribeRequest,
} from "../protocol/rest";
import { isTrusted } from "../push/hosts";
import { assertKeys } from "../push/keys";
import type { Vapid } from "../push/vapid";
import { addressOf } from "./address";
import { jsonBody } from "./body";

const subscription = TypeCompiler.Compile(PushSubscriptionRequest);
const unsubscription = TypeCompiler.Compile(PushUnsubscribeRequest);
const renewal = TypeCompiler.Compile(PushRenewalRequest);
const action = TypeCompiler.Compile(PushActionRequest);

interface PushDeps {
  readonly gate: Gate;
  readonly acts: Acts;
  readonly db: Database;
  readonly live: Live;
  readonly vapid: Vapid;
  readonly allows: OriginRule;
  readonly log: Log;
  /** PUSH_HOSTS. */
  readonly pushHosts: readonly string[];
  readonly trustProxy: boolean;
}

export const push = ({ gate, acts, db, live, vapid, allows, log, pushHosts, trustProxy }: PushDeps) => {
  const assertTrusted = (endpoint: string): void => {
    if (!isTrusted(endpoint, pushHosts))
      throw new ChatError("forbidden", "This push service is not one that the server sends to (PUSH_HOSTS).");
  };
  const person = (request: Request): Promise<Identity> =>
    gate.authenticate(request, ({ id }) => live.rates.subscriptions.take(id));
  return new Elysia()
    .get("/v1/push/key", async (): Promise<PushKey> => ({ key: (await vapid.keys()).publicKey }))
    .post(
      "/v1/push/subscriptions",
      async ({ request, status }) => {
        const identity = await person(request);
        const body = await jsonBody(
          request,
          subscription,
          "{endpoint, keys: {p256dh, auth}, side, locale?, quiet?, page?}",
        );
        const { endpoint, keys, side, locale = "", quiet = false } = body;
        assertTrusted(endpoint);
        assertKeys(keys);
        const who = asker(identity);
        if (side === "seller") {
          if (who.sellers.length === 0) throw new ChatError("forbidden", "Your token doesn't name a seller.");
          await db.as(who, (tx) => upsertAgent(tx, who.id, who.sellers));
        }
        const page = pageOf(body.page, allows);
        const made = { endpoint, ...keys, side, person: who.id, locale, quiet, page };
        if (!(await subscribe(db.aside, made, SUBSCRIPTIONS_A_PERSON)))
          throw new ChatError("forbidden", "This endpoint is another browser's.");
        log.info({ person: who.id, side, service: new URL(endpoint).host }, "subscribed to pushes");
        return status(204);
      },
      { parse: "none" },
    )
    .delete(
      "/v1/push/subscriptions",
      async ({ request, status }) => {
        const identity = await person(request);
        const { endpoint, side } = await jsonBody(request, unsubscription, "{endpoint, side?}");
        await db.as(asker(identity), (tx) => deleteSubscription(tx, endpoint, side));
        log.info({ person: identity.id }, "unsubscribed from pushes");
        return status(204);
      },
      { parse: "none" },
    )
    .post(
      "/v1/push/renewals",
      async ({ request, server, status }) => {
        live.rates.subscriptions.take(addressOf(request, server, trustProxy));
        const { old, endpoint, keys } = await jsonBody(request, renewal, "{old: {endpoint, auth}, endpoint, keys}");
        assertTrusted(endpoint);
        assertKeys(keys);
        if (!(await renewSubscription(db.aside, old, { endpoint, ...keys })))
          throw new ChatError("not_found", "There is no such subscription.");
        return status(204);
      },
      { parse: "none" },
    )
    .post(
      "/v1/push/actions",
      async ({ request, server, status }) => {
        const body = await jsonBody(request, action, "{act, do: reply | read | mute, …}");
        const { conversation, seq, subscription } = acts.check(body.act);
        live.rates.reads.take(subscription); // a notification's token is for one browser
        const actor = await selectActor(db.aside, subscription, conversation, new Date(live.now()));
        if (!actor) throw new ChatError("unauthorized", "This browser isn't subscribed any more.");
        const place = { ...actor, conversation, seq, address: addressOf(request, server, trustProxy) };
        log.info({ person: actor.person, conversation, do: body.do }, "acted from a notification");
        switch (body.do) {
          case "reply":
            await reply(live, place, body);
            break;
          case "read":
            await markRead(live, place);
            break;
          case "mute": {
            const who = { id: actor.person, sellers: actor.side === "seller" ? [actor.seller] : [] };
            await db.as(who, (tx) => mute(tx, conversation, actor.person, new Date(live.now() + MUTED)));
            break;
          }
          default:
            return unreachable(body);
        }
        return status(204);
      },
      { parse: "none" },
    );
};

/** A page without what is somebody's own in its address; null unless its origin is allowed. */
function pageOf(page: string | undefined, allows: OriginRule): string | null {
  const url = allowedUrl(page, allows);
  return url ? url.origin + url.pathname : null;
}
