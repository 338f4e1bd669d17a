import { Elysia } from "elysia";
import type { Keys } from "../auth/keys";
import { signGuest } from "../auth/tokens";
import { ChatError } from "../errors";
import { Rates } from "../live/rates";
import type { Log } from "../log";
import { addressOf } from "./address";

/** New guests from one address: this many at once, then one each this many milliseconds. */
const NEW_GUESTS = { burst: 30, each: 60_000 };

export const guests = (deps: { keys: Keys; log: Log; guests: boolean; rateLimits: boolean; trustProxy: boolean }) => {
  const rates = new Rates(deps.rateLimits ? NEW_GUESTS : { burst: Number.POSITIVE_INFINITY, each: 1 });
  return new Elysia().post("/v1/guests", async ({ request, server }) => {
    if (!deps.guests) throw new ChatError("forbidden", "Guests can't write here; please sign in to the store.");
    rates.take(addressOf(request, server, deps.trustProxy));
    const guest = await signGuest(deps.keys);
    deps.log.info({ person: guest.id }, "guest created");
    return guest;
  });
};
