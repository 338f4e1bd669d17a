/** What happens when something is too slow, away, or too much. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { type Socket, connect as tcp } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { connect, connectOwner } from "../../server/db/client";
import { startPostgres } from "../../server/db/embedded";
import { migrate } from "../../server/db/migrate";
import { readPostmaster } from "../../server/db/postmaster";
import { testDatabase } from "../support/database";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ config: { rateLimits: false } });
});
afterAll(() => server.stop());

const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await condition())) await Bun.sleep(5);
};

/** Masks are asked for by RFC 6455, and zero is one. */
function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126 ? [0x81, 0x80 | payload.length] : [0x81, 0xfe, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]);
}

/** A client on a bare socket, which can stop reading. */
async function bareClient(url: string, hello: object): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = tcp({ host: hostname, port: Number(port) });
  const answer = new Promise((resolve) => socket.once("data", resolve));
  socket.on("error", () => {});
  socket.write(
    `GET /v1/ws HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
  );
  await answer;
  socket.write(frame(JSON.stringify(hello)));
  return socket;
}

test("D7 a client that reads too slowly is closed with 4503, and has everything after it came back", async () => {
  const buyer = { sub: "slow", name: "Медленный" };
  const agent = await server.signIn({ sub: "fast", sellers: ["svet"] });
  const wire = await server.signIn(buyer);
  const { conversation } = await wire.open("svet");
  await wire.say(conversation.id, "начало");
  wire.close();
  await wire.closed;

  const socket = await bareClient(server.url, { type: "hello", v: 1, token: await server.token(buyer) });
  await until(() => server.live.hub.size("buyer slow") === 1);
  socket.pause();
  const text = "ж".repeat(4000);
  let sent = 1;
  while (server.live.hub.size("buyer slow") === 1) {
    await agent.say(conversation.id, text);
    sent++;
    expect(sent).toBeLessThan(5_000);
  }
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toContain('seller_chat_links_closed_total{code="4503"} 1');
  socket.destroy();

  const back = await server.connect();
  back.send({
    type: "hello",
    v: 1,
    token: await server.token(buyer),
    cursors: { [conversation.id]: Math.max(1, sent - 400) },
  });
  await back.next("resumed");
  const seqs = back.frames.flatMap((got) => (got.type === "message" ? [got.message.seq] : []));
  expect(seqs.at(-1)).toBe(sent);
  expect(seqs).toEqual(seqs.map((_, n) => (seqs[0] ?? 0) + n));
}, 30_000);

test("frames above the queue of one link are refused as rate_limited, the others are answered", async () => {
  const wire = await server.signIn({ sub: "eager" });
  const { conversation } = await wire.open("svet");
  for (let n = 0; n < 2_000; n++) wire.send({ type: "history", ref: n, conversation: conversation.id });
  await until(() => wire.frames.filter((got) => got.type === "page" || got.type === "error").length === 2_000);
  const refused = wire.frames.filter((got) => got.type === "error");
  expect(refused.length).toBeGreaterThan(0);
  for (const error of refused) expect(error).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
  await wire.say(conversation.id, "и снова");
});

test("D1 a database that goes away and comes back: sends are refused meanwhile, and flow again without a restart", async () => {
  const directory = mkdtempSync(join(tmpdir(), "seller-chat-away-"));
  let database = await startPostgres({ directory: join(directory, "data"), durable: false, leash: true });
  const where = { host: database.folder, user: database.user, database: "postgres" };
  const owner = connectOwner(where);
  await migrate(owner);
  await owner.end();
  const shaky = await startServer({ database: { where, drop: async () => {} }, config: { rateLimits: false } });
  const wire = await shaky.signIn({ sub: "anna" });
  const { conversation } = await wire.open("svet");
  await wire.say(conversation.id, "до");

  process.kill(readPostmaster(join(directory, "data"))?.pid ?? 0, "SIGKILL");
  await until(async () => (await fetch(`${shaky.url}/readyz`)).status === 503);
  const id = crypto.randomUUID();
  wire.send({ type: "send", id, conversation: conversation.id, text: "во время" });
  expect(await wire.next("error")).toMatchObject({ code: "unavailable", id, retryAfter: expect.any(Number) });
  expect(await wire.ask({ type: "history", conversation: conversation.id }, "error")).toMatchObject({
    code: "unavailable",
  });
  expect((await fetch(`${shaky.url}/healthz`)).status).toBe(200);

  database = await startPostgres({ directory: join(directory, "data"), durable: false, leash: true });
  expect(database.folder).toBe(where.host);
  await until(async () => (await fetch(`${shaky.url}/readyz`)).status === 200);
  await wire.say(conversation.id, "во время", id);
  const { messages } = await wire.ask({ type: "history", conversation: conversation.id }, "page");
  expect(messages.map(({ text }) => text)).toEqual(["до", "во время"]);
  await shaky.stop();
  await database.stop();
  rmSync(directory, { recursive: true, force: true });
}, 30_000);

/** porsager/postgres #1210: a `begin` that fills a connection's pipeline leaves it in the pool inside an open transaction. */
test.each([99, 100, 101])(
  "D1 %d statements in flight and a transaction beside them lose nothing that is acknowledged after",
  async (flood) => {
    const { where, drop } = await testDatabase();
    const db = connect(where, { writers: 1, readers: 1 });
    await db.writes`select 1`; // connected, and the statement known
    const inFlight = Array.from({ length: flood }, () => db.writes`select 1`.then(() => {}));
    const transaction = db.as({ id: "anna", sellers: [] }, (tx) => tx`select 1`).catch(() => {});
    await Promise.all(inFlight);
    const names = Array.from({ length: 12 }, (_, n) => `setting ${n}`);
    const inserts = names.map((name) =>
      Promise.resolve(db.writes`insert into chat.setting (name, value) values (${name}, '1')`),
    );
    expect((await Promise.allSettled(inserts)).map(({ status }) => status)).toEqual(names.map(() => "fulfilled"));
    const look = postgres({ ...where, max: 1, onnotice: () => {} });
    const [row] = await look<[{ n: number }]>`select count(*)::int as n from chat.setting`;
    expect(row.n).toBe(12);
    await Promise.race([transaction, Bun.sleep(100)]);
    await Promise.all([look.end(), db.end()]);
    await drop();
  },
);
