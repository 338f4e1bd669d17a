import { Elysia } from "elysia";
import packageJson from "../../package.json";
import type { Database } from "../db/client";
import type { FileHealth } from "../files/health";
import type { Live } from "../live/live";
import type { Metrics } from "../metrics";
import type { Status } from "../protocol/rest";

interface StatusDeps {
  readonly live: Live;
  readonly db: Database;
  readonly metrics: Metrics;
  readonly files: Pick<FileHealth, "state">;
}

export const status = ({ live, db, metrics, files }: StatusDeps) => {
  let asking: Promise<boolean> | undefined;
  /** Anybody may ask for it, and it stands in front of commits: one question at a time answers all. */
  const alive = (): Promise<boolean> => {
    asking ??= db.alive().finally(() => {
      asking = undefined;
    });
    return asking;
  };
  return new Elysia()
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
      const ready = !live.draining && (await alive());
      if (!ready) set.status = 503;
      // Without files people still talk: that is told, and no reason to take the server out.
      return { status: ready ? "ready" : live.draining ? "draining" : "database unreachable", files: files.state };
    });
};
