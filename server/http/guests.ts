import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Elysia } from "elysia";
import type { Gate } from "../auth/gate";
import { signGuest } from "../auth/tokens";
import type { Database } from "../db/client";
import { claimGuest } from "../db/people";
import { revoke } from "../db/revocations";
import { ChatError } from "../errors";
import type { Live } from "../live/live";
import type { Log } from "../log";
import { type ClaimAnswer, ClaimRequest, type GuestAnswer } from "../protocol/rest";
import { addressOf } from "./address";
import { jsonBody } from "./body";

const claimRequest = TypeCompiler.Compile(ClaimRequest);

interface GuestDeps {
  readonly gate: Gate;
  readonly db: Database;
  readonly live: Live;
  readonly log: Log;
  /** Whether visitors may write without signing in. */
  readonly guests: boolean;
  readonly trustProxy: boolean;
}

export const guests = ({ gate, db, live, log, ...config }: GuestDeps) => {
  return new Elysia()
    .post("/v1/guests", async ({ request, server }): Promise<GuestAnswer> => {
      if (!config.guests) throw new ChatError("forbidden", "Guests can't write here; please sign in to the store.");
      live.rates.guests.take(addressOf(request, server, config.trustProxy));
      const guest = await signGuest(gate.trust);
      log.info({ person: guest.id }, "guest created");
      return guest;
    })
    .post(
      "/v1/guests/claim",
      async ({ request, server }): Promise<ClaimAnswer> => {
        live.rates.guests.take(addressOf(request, server, config.trustProxy));
        const body = await jsonBody(request, claimRequest, "{guest, token}");
        const user = await gate.admit(body.token);
        const guest = await gate.admitClaimable(body.guest);
        if (user.guest) throw new ChatError("forbidden", "A guest can only be claimed by a user.");
        live.end(guest.id, "signed in"); // what they began while this goes on would not go along
        const moved = await claimGuest(db.writes, guest.id, user.id);
        for (const conversation of moved) {
          live.parties.forget(conversation);
          live.searchIndex.add(conversation); // the buyer has a name now
        }
        live.end(guest.id, "signed in");
        await revoke(db.writes, guest.id); // ends the guest's links on other servers too
        log.info({ guest: guest.id, person: user.id, conversations: moved }, "guest claimed");
        return { conversations: moved.length };
      },
      { parse: "none" },
    );
};
