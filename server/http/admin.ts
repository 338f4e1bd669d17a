/** The operator's routes. Without ADMIN_KEY there are none. */
import { createHash, timingSafeEqual } from "node:crypto";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Elysia } from "elysia";
import { bearerOf } from "../auth/bearer";
import { assertFit } from "../chat/text";
import type { Database } from "../db/client";
import { revoke } from "../db/revocations";
import { deleteSubscriptions } from "../db/subscriptions";
import { ChatError } from "../errors";
import type { Live } from "../live/live";
import type { Log } from "../log";
import { RevokeRequest } from "../protocol/rest";
import { addressOf } from "./address";
import { jsonBody } from "./body";

const revokeRequest = TypeCompiler.Compile(RevokeRequest);

interface AdminDeps {
  readonly adminKey: string | undefined;
  readonly db: Database;
  readonly live: Live;
  readonly log: Log;
  readonly trustProxy: boolean;
}

export const admin = ({ adminKey, db, live, log, trustProxy }: AdminDeps) => {
  const routes = new Elysia();
  if (adminKey === undefined) return routes;
  const isKey = keyCheck(adminKey);

  /** @throws ChatError `unauthorized`; `rate_limited` after too many wrong keys, whatever comes next */
  function assertOperator(request: Request, address: string): void {
    const { strangers } = live.rates;
    strangers.check(address);
    const given = bearerOf(request);
    if (given !== undefined && isKey(given)) return;
    strangers.take(address);
    log.warn({ address }, "operator's route: wrong key");
    throw new ChatError("unauthorized", "Send `Authorization: Bearer` with ADMIN_KEY.");
  }

  return routes.post(
    "/v1/admin/revoke",
    async ({ request, server, set }): Promise<void> => {
      assertOperator(request, addressOf(request, server, trustProxy));
      const { person } = await jsonBody(request, revokeRequest, "{person}");
      assertFit(person);
      const before = await revoke(db.writes, person);
      live.endRevoked([{ person, before }]); // here; other servers of this database look for it
      // A lost phone would go on showing what is written, and answering from its notifications.
      await db.as({ id: person, sellers: [] }, (tx) => deleteSubscriptions(tx, person));
      log.info({ person }, "tokens revoked");
      set.status = 204;
    },
    { parse: "none" },
  );
};

/** Digests have one length, and comparing them takes one time. */
function keyCheck(key: string): (given: string) => boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const wanted = digest(key);
  return (given) => timingSafeEqual(digest(given), wanted);
}
