/** seller-chat as a library: `new Elysia().use(await sellerChat({ databaseUrl, authSecret }))`. */
import { createApp } from "./app";
import { keysFrom } from "./auth/keys";
import { type Config, parseConfig } from "./config";
import { connect, connectOwner } from "./db/client";
import { migrate } from "./db/migrate";
import { StartError } from "./errors";
import { createLog, type Log } from "./log";

export type SellerChatOptions = Partial<Omit<Config, "port" | "host" | "dataDir" | "demo" | "production">> & {
  /** `postgres://…`; migrated when the plugin is made. */
  readonly databaseUrl: string;
  /** At least 32 bytes. */
  readonly authSecret: string;
  readonly log?: Log;
};

/**
 * An Elysia plugin with all routes of the chat. Everything is closed when the app stops.
 * @throws StartError with one sentence for the operator.
 */
export async function sellerChat({ log, ...options }: SellerChatOptions) {
  const config: Config = { ...parseConfig({ DEMO: "off" }), ...options };
  if (Buffer.byteLength(options.authSecret) < 32) throw new StartError("`authSecret` must be at least 32 bytes long.");
  const owner = connectOwner(options.databaseUrl);
  await migrate(owner).finally(() => owner.end());
  const db = connect(options.databaseUrl);
  const { plugin, live } = createApp({ config, db, keys: keysFrom(options.authSecret), log: log ?? createLog(config) });
  return plugin.onStop(async () => {
    await live.drain();
    await db.end();
  });
}
