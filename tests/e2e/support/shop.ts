/** The whole house as `npm start` puts it up: database, chat, widget, demo shop; on a free port. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Elysia } from "elysia";
import { createDemo, TOKEN_URL, UNSEEN } from "../../../demo/plugin";
import { createApp } from "../../../server/app";
import { keysFrom } from "../../../server/auth/keys";
import { signUser } from "../../../server/auth/tokens";
import { parseConfig } from "../../../server/config";
import { connect } from "../../../server/db/client";
import { createLog } from "../../../server/log";
import { testDatabase } from "../../support/database";
import { builtWidget } from "../../support/widget";

export type Shop = Awaited<ReturnType<typeof openShop>>;

/**
 * @param env settings as the environment would give them
 * @param now the server's clock
 * @param answering whether sellers answer by themselves, and something was said before
 */
export async function openShop(env: Readonly<Record<string, string>> = {}, { now = Date.now, answering = true } = {}) {
  const { folder: widget } = await builtWidget();
  const folder = await mkdtemp(join(tmpdir(), "seller-chat-shop-"));
  const database = await testDatabase();
  const db = connect(database.where);
  const keys = keysFrom("a secret of the tests, thirty-two bytes or more");
  const log = createLog({ logLevel: "silent", logFormat: "json" });
  const config = parseConfig({ DATA_DIR: folder, DASHBOARD_TOKEN_URL: TOKEN_URL, ...env });
  const { plugin, live, pushes, drain } = createApp({ config, db, keys, log, widget, unseen: UNSEEN, now });
  const demo = await createDemo({
    sign: (claims) => signUser(keys, claims),
    staffed: (seller) => live.presence.online(seller),
  });
  const app = new Elysia().use(plugin).use(demo.pages).listen({ port: 0, hostname: "127.0.0.1" });
  const url = `http://localhost:${app.server?.port}`;
  if (answering) await demo.start(url);
  return {
    url,
    /** Not started: tests say when it looks. */
    pushes,
    /** Resolves when what was written can be found. */
    indexed: () => live.searchIndex.idle(),
    /** A token as a store's backend signs it. */
    sign: (claims: Parameters<typeof signUser>[1]) => signUser(keys, claims),
    async close(): Promise<void> {
      await demo.stop();
      await drain();
      await app.stop(true);
      await db.end();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}
