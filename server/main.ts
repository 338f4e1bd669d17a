/** The shortest program around the plugin: starts, listens, drains on SIGTERM. */
import { type AnyElysia, Elysia } from "elysia";
import { createApp } from "./app";
import { keptSecret, keysFrom } from "./auth/keys";
import { signUser } from "./auth/tokens";
import { type Config, parseConfig } from "./config";
import { isLoopback } from "./config/variables";
import { connect, connectOwner, type Where } from "./db/client";
import { migrate } from "./db/migrate";
import { startSupervised } from "./db/supervised";
import { codeOf, StartError } from "./errors";
import { home, nothingHere } from "./http/front";
import { createLog, type Log } from "./log";
import { ATTACHMENT_BYTES } from "./protocol/limits";

/** Frames above this never reach the session, which answers everything smaller itself. */
const MOST_FRAME = 1024 * 1024;
/** A file a little above the limit gets a word, not only a status. Routes that take JSON stop at half a MiB. */
const MOST_BODY = 2 * ATTACHMENT_BYTES;

async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const log = createLog(config);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.reverse().splice(0)) await each();
  };
  const stopping = onSignals(stop, log);
  try {
    await start(config, log, stops);
  } catch (error) {
    if (stopping.aborted) return; // what was being started found the rest stopped
    await stop();
    throw error;
  }
}

async function start(config: Config, log: Log, stops: (() => Promise<unknown>)[]): Promise<void> {
  tryPort(config); // before anything is made or migrated
  const keys = keysFrom(config.authSecret ?? (await keptSecret(config.dataDir)));
  const where = await database(config, log, stops);
  const owner = connectOwner(where);
  const migrations = await migrate(owner)
    .catch(unreachableDatabase)
    .finally(() => owner.end({ timeout: 1 }));
  if (migrations.length > 0) log.info({ migrations }, "database migrated");
  const db = connect(where);
  stops.push(() => db.end());

  // Loaded only where it is on, so that a production server doesn't even hold it.
  const demo = config.demo ? await import("../demo/plugin") : undefined;
  const { plugin, live, pushes, drain } = createApp({
    config: { ...config, dashboardTokenUrl: config.dashboardTokenUrl ?? demo?.TOKEN_URL },
    db,
    keys,
    log,
    ...(demo ? { unseen: demo.UNSEEN } : {}),
  });
  const app = new Elysia({ websocket: { maxPayloadLength: MOST_FRAME }, serve: { maxRequestBodySize: MOST_BODY } })
    .use(nothingHere())
    .use(plugin);
  stops.push(
    async () => app.server && (await app.stop(true)), // hangs while a socket is open, unless told to close what is left
    drain,
  );
  const shop = await demo?.createDemo({
    sign: (claims) => signUser(keys, { ...claims, iss: config.authIssuer, aud: config.authAudience }),
    staffed: (seller) => live.presence.online(seller),
  });
  app.use(shop?.pages ?? home());
  const url = listen(app, config);
  pushes.start();
  const seen = config.publicUrl ?? url;
  const dashboard = shop || config.dashboardTokenUrl ? `${seen}/dashboard` : "needs DASHBOARD_TOKEN_URL";
  if (!isLoopback(config.host) && !config.allowedOrigins)
    log.warn("ALLOWED_ORIGINS isn't set: only pages of this machine may chat");
  log.info({ url, script: `${seen}/seller-chat.js`, dashboard }, "listening");
  if (!shop) return;
  stops.push(() => shop.stop());
  await quietly(log, () => shop.start(url)).catch((err: unknown) =>
    log.warn({ err }, "the demo's sellers can't answer by themselves"),
  );
  process.stdout.write(
    `\n  Storefront      ${url}/\n  Seller's inbox  ${url}${shop.inbox}, or on its own ${url}/dashboard\n\n`,
  );
}

/** What the demo says to itself would bury the addresses. `LOG_LEVEL=trace` shows it. */
async function quietly(log: Log, work: () => Promise<void>): Promise<void> {
  const { level } = log;
  if (level === "debug" || level === "info") log.level = "warn";
  await work().finally(() => {
    log.level = level;
  });
}

async function database(config: Config, log: Log, stops: (() => Promise<unknown>)[]): Promise<Where> {
  if (config.databaseUrl) return config.databaseUrl;
  const postgres = await startSupervised({ directory: `${config.dataDir}/postgres` }, log);
  const where = { host: postgres.folder, user: postgres.user, database: "postgres" };
  stops.push(() => postgres.stop());
  log.info({ adopted: postgres.adopted }, "embedded database runs");
  return where;
}

const unreachableDatabase = (error: unknown): never => {
  if (error instanceof StartError) throw error;
  const reason = codeOf(error) || String(error);
  throw new StartError(`DATABASE_URL: the database can't be reached or migrated (${reason}).`);
};

function listen(app: AnyElysia, config: Config): string {
  const { port, host } = config;
  orWhyNot(config, () => app.listen({ port, hostname: host, reusePort: false }));
  return `http://${host === "127.0.0.1" ? "localhost" : host}:${app.server?.port}`;
}

function tryPort(config: Config): void {
  const { port, host: hostname } = config;
  orWhyNot(config, () => Bun.listen({ port, hostname, socket: { data() {} } }).stop(true));
}

function orWhyNot({ port, host }: Config, take: () => void): void {
  try {
    take();
  } catch (error) {
    throw new StartError(whyNot(codeOf(error), port, host));
  }
}

function whyNot(code: string, port: number, host: string): string {
  if (code === "EADDRINUSE")
    return `PORT ${port} on ${host} is taken; choose another one, for instance PORT=${port === 65_535 ? port - 1 : port + 1}.`;
  if (code === "EACCES") return `PORT ${port} needs more rights than this process has; choose one above 1023.`;
  return `HOST ${host} is not an address of this machine that can be listened on (PORT ${port}, ${code}).`;
}

/** Stops once, at the first signal; then the process ends. The result tells whether that has begun. */
function onSignals(stop: () => Promise<void>, log: Log): AbortSignal {
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, async () => {
      if (stopping.signal.aborted) return;
      stopping.abort();
      log.info({ signal }, "stopping");
      await stop();
      process.exit(0);
    });
  }
  return stopping.signal;
}

main().catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
