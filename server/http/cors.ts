/** S1 for HTTP: the same exact origins as on the socket. No cookies, so no credentials are allowed. */
import { Elysia } from "elysia";
import { ChatError } from "../errors";
import type { OriginRule } from "../live/origins";
import type { RefusedOrigins } from "../live/refused-origins";

export const cors = (allows: OriginRule, refused: RefusedOrigins) =>
  new Elysia({ name: "seller-chat-cors" })
    .onBeforeHandle({ as: "scoped" }, ({ request, set }) => {
      const origin = request.headers.get("origin");
      if (origin === null) return;
      if (!allows(origin)) {
        refused.tell(origin);
        throw new ChatError("forbidden", "This page's origin is not on the server's list (ALLOWED_ORIGINS).");
      }
      set.headers["access-control-allow-origin"] = origin;
      set.headers.vary = "origin";
    })
    .options("/v1/*", ({ set }) => {
      set.headers["access-control-allow-methods"] = "GET, POST, PUT, DELETE";
      set.headers["access-control-allow-headers"] = "authorization, content-type";
      set.headers["access-control-max-age"] = "86400";
      set.status = 204;
    });
