import { Elysia } from "elysia";
import packageJson from "../../package.json";
import type { Database } from "../db/client";
import type { Live } from "../live/live";
import type { Metrics } from "../metrics";
import type { Status } from "../protocol/rest";

export const status = ({ live, db, metrics }: { live: Live; db: Database; metrics: Metrics }) =>
  new Elysia()
    .get(
      "/status",
      (): Status => ({
        status: live.draining ? "draining" : "running",
        connections: live.sessions.size,
        timestamp: live.timestamp(),
        version: packageJson.version,
        uptime: Math.floor(process.uptime()),
      }),
    )
    .get("/metrics", async ({ set }) => {
      metrics.connections.set(live.sessions.size);
      set.headers["content-type"] = metrics.registry.contentType;
      return metrics.registry.metrics();
    })
    .get("/healthz", () => ({ status: "ok" }))
    .get("/readyz", async ({ set }) => {
      const ready = !live.draining && (await db.alive());
      if (!ready) set.status = 503;
      return { status: ready ? "ready" : live.draining ? "draining" : "database unreachable" };
    });
