/** seller-chat as a library: `new Elysia().use(await sellerChat({ databaseUrl, authSecret }))`. */
/// <reference path="./db/sql.d.ts" />
/// <reference path="./push/web-push.d.ts" />
import { createApp } from "./app";
import { keysFrom } from "./auth/keys";
import type { Config } from "./config";
import { configFrom } from "./config/options";
import { connect, connectOwner } from "./db/client";
import { migrate } from "./db/migrate";
import { StartError } from "./errors";
import { createLog, type Log } from "./log";

export type SellerChatOptions = Partial<Omit<Config, "port" | "host" | "demo">> & {
  /** `postgres://…`; migrated when the plugin is made. */
  readonly databaseUrl: string;
  /** At least 32 bytes. */
  readonly authSecret: string;
  /** For people's files, unless `s3` names a bucket; `.data`. */
  readonly dataDir?: string;
  readonly log?: Log;
};

/**
 * An Elysia plugin with all routes of the chat. Options are what the environment's variables are (docs/operating.md), and
 * refused with the same sentences. `app.stop(true)` closes its links and the database's connections (without `true` Bun
 * waits for every open socket). @throws StartError with one sentence for the operator.
 */
export async function sellerChat({ log, ...options }: SellerChatOptions) {
  const config = configFrom(options, process.env.NODE_ENV);
  // What is empty counts as unset; the program then makes one of its own, which a library doesn't.
  if (!config.databaseUrl || !config.authSecret)
    throw new StartError("`databaseUrl` and `authSecret` (at least 32 bytes long) must be set.");
  const owner = connectOwner(options.databaseUrl);
  await migrate(owner).finally(() => owner.end());
  const db = connect(options.databaseUrl);
  const { plugin, pushes, drain } = createApp({
    config,
    db,
    keys: keysFrom(options.authSecret),
    log: log ?? createLog(config),
  });
  pushes.start();
  return plugin.onStop(async () => {
    await drain();
    await db.end();
  });
}
