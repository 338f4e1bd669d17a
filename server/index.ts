/** seller-chat as a library: `new Elysia().use(await sellerChat({ databaseUrl, authSecret }))`. */
import { createApp } from "./app";
import { keysFrom } from "./auth/keys";
import { type Config, parseConfig } from "./config";
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
 * An Elysia plugin with all routes of the chat. `app.stop(true)` closes its links and the database's connections
 * (without `true` Bun waits for every open socket). @throws StartError with one sentence for the operator.
 */
export async function sellerChat({ log, ...options }: SellerChatOptions) {
  // An empty secret counts as unset in the environment; here it would sign guests with nothing.
  if (Buffer.byteLength(options.authSecret.trim()) < 32) {
    throw new StartError("`authSecret` must be at least 32 bytes long.");
  }
  const { authSecret: AUTH_SECRET, authJwksUrl: AUTH_JWKS_URL, adminKey: ADMIN_KEY } = options;
  const config: Config = { ...parseConfig({ DEMO: "off", AUTH_SECRET, AUTH_JWKS_URL, ADMIN_KEY }), ...options };
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
