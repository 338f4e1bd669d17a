/** A real server on a free port with a database of its own. */
import { Elysia } from "elysia";
import { createApp } from "../../server/app";
import { keysFrom } from "../../server/auth/keys";
import { signUser } from "../../server/auth/tokens";
import { type Config, parseConfig } from "../../server/config";
import { connect } from "../../server/db/client";
import { createLog, type Log } from "../../server/log";
import { type TestDatabase, testDatabase } from "./database";
import { Wire } from "./wire";

export const SECRET = "a secret of the tests, thirty-two bytes or more";
export const KEYS = keysFrom(SECRET);

export type TestServer = Awaited<ReturnType<typeof startServer>>;

/** `database`: share one with another server; it is then not dropped here. */
export async function startServer({
  config,
  database,
  now,
  log = createLog({ logLevel: "silent", logFormat: "json" }),
}: {
  config?: Partial<Config>;
  database?: TestDatabase;
  now?: () => number;
  log?: Log;
} = {}) {
  const own = database ?? (await testDatabase());
  const db = connect(own.where);
  const settings = { ...parseConfig({}), ...config };
  const { plugin, live, revocations, sweep, pushes, drain } = createApp({
    config: settings,
    db,
    keys: KEYS,
    log,
    ...(now ? { now } : {}),
  });
  const app = new Elysia({ websocket: { maxPayloadLength: 1024 * 1024 } })
    .use(plugin)
    .listen({ port: 0, hostname: "127.0.0.1" });
  const url = `http://127.0.0.1:${app.server?.port}`;
  const wires: Wire[] = [];
  return {
    url,
    routes: app.routes.map(({ method, path }) => ({ method, path })),
    live,
    revocations,
    sweep,
    /** Not started: tests say when it looks. */
    pushes,
    db,
    database: own,
    token: (claims: Parameters<typeof signUser>[1], seconds?: number) => signUser(KEYS, claims, seconds),
    /** A socket that has said nothing yet. */
    async connect(headers?: Record<string, string>): Promise<Wire> {
      const wire = await Wire.open(`${url.replace("http", "ws")}/v1/ws`, headers);
      wires.push(wire);
      return wire;
    },
    /** A socket that is signed in. */
    async signIn(claims: Parameters<typeof signUser>[1], hello: object = {}): Promise<Wire> {
      const wire = await this.connect();
      wire.send({ type: "hello", v: 1, token: await signUser(KEYS, claims), ...hello });
      await wire.next("welcome");
      return wire;
    },
    async stop(): Promise<void> {
      for (const wire of wires) wire.close();
      await drain();
      await app.stop(true);
      await db.end();
      if (!database) await own.drop();
    },
  };
}
