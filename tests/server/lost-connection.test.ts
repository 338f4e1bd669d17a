/** What postgres.js 3.4.9 does with a connection that ends in the middle of something, and what we make of it. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { connect, type Database } from "../../server/db/client";
import { type TestDatabase, testDatabase } from "../support/database";

const ANNA = { id: "anna", sellers: [] };

let database: TestDatabase;
let db: Database;
let admin: Sql;
beforeAll(async () => {
  database = await testDatabase();
  db = connect(database.where, { writers: 1, readers: 1 });
  admin = postgres({ ...database.where, max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await Promise.all([db.end(), admin.end()]);
  await database.drop();
});

/** Ends the connection on which a statement of ours sleeps. */
async function endIt(): Promise<void> {
  const asleep = () => admin`select pid from pg_stat_activity where wait_event = 'PgSleep'`;
  while ((await asleep()).length === 0);
  await admin`
    select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()
  `;
}

const outcome = (query: PromiseLike<unknown>): Promise<string> =>
  Promise.resolve(query).then(
    () => "answered",
    (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : String(error)),
  );

/** porsager/postgres #1208: the library's own `rollback` on a connection that is gone ends the whole process. */
test("a transaction whose connection ends is refused, and the next one runs", async () => {
  const lost = outcome(db.as(ANNA, (tx) => tx`select pg_sleep(20)`));
  await endIt();
  expect(await lost).toBe("CONNECTION_CLOSED");
  expect(await outcome(db.as(ANNA, (tx) => tx`select 1`))).toBe("answered");
});

test("one that fails by itself is rolled back, on a connection that lives on", async () => {
  expect(await outcome(db.as(ANNA, (tx) => tx`select 1 / 0`))).toBe("22012");
  expect(await outcome(db.as(ANNA, (tx) => tx`select 1`))).toBe("answered");
});

/** porsager/postgres #1154: what was half written stays there, and then every attempt to connect times out. */
test("a connection that ends while a statement is prepared is replaced", async () => {
  const lost = outcome(db.writes`select pg_sleep(${20}::int)`);
  await endIt();
  expect(await lost).toBe("CONNECTION_CLOSED");
  expect(await outcome(db.writes`select 1`)).toBe("answered");
  expect(await db.alive()).toBe(true);
});

/** Otherwise the statement is never sent, but postgres.js waits for its answer behind what was sent before: for ever. */
test("a value that is missing by mistake is null, and costs no connection", async () => {
  await db.as(ANNA, (tx) => tx`select 1`); // so that what goes before is prepared, and not waited for
  const missing: string = JSON.parse("{}").text;
  expect(await outcome(db.as(ANNA, (tx) => tx`select ${missing}::text`))).toBe("answered");
  expect(await outcome(db.as(ANNA, (tx) => tx`select 1`))).toBe("answered");
});

/** A PostgreSQL that shuts down when the first connection has asked something, and is there for all others. */
async function shutsDownOnce() {
  const folder = mkdtempSync(join(tmpdir(), "seller-chat-door-"));
  let connections = 0;
  const door = net.createServer((client) => {
    connections += 1;
    const first = connections === 1;
    const server = net.connect(join(database.where.host, ".s.PGSQL.5432"));
    server.pipe(client);
    let asked = 0;
    client.on("data", (chunk) => {
      asked += 1; // the first is the start-up message
      if (first && asked > 1) client.end(SHUTS_DOWN);
      else server.write(chunk);
    });
    client.on("close", () => server.destroy());
  });
  await new Promise<void>((done) => door.listen(join(folder, ".s.PGSQL.5432"), done));
  return {
    where: { ...database.where, host: folder },
    async close() {
      await new Promise((done) => door.close(done));
      rmSync(folder, { recursive: true });
    },
  };
}

const fields = Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0");
const SHUTS_DOWN = Buffer.concat([Buffer.from("E"), Buffer.alloc(4), fields]);
SHUTS_DOWN.writeInt32BE(fields.length + 4, 1);

/** postgres.js asks a new connection for its array types, and catches nothing there: that ended the whole process. */
test("a database that shuts down as soon as a connection is made costs that query alone", async () => {
  const door = await shutsDownOnce();
  const through = connect(door.where, { writers: 1, readers: 1 });
  expect(await outcome(through.writes`select 1`)).toBe("CONNECTION_CLOSED");
  expect(await outcome(through.writes`select 1`)).toBe("answered");
  await through.end();
  await door.close();
});

test("arrays go and come as they are, whatever is in them", async () => {
  const texts = ["", "a", "b, c", '"', "\\", "{}", "NULL", "null", "две\nстроки", null];
  const id = crypto.randomUUID();
  const [row] = await db.writes<[Record<string, unknown>]>`
    select ${texts}::text[] as texts, ${[]}::text[] as nothing, ${[id, null]}::uuid[] as uuids,
      ${[1, 2 ** 52, null]}::bigint[] as bigints, ${[1, null]}::integer[] as integers, ${"{x,y}"}::text[] as written,
      array[true, null] as booleans, array[to_jsonb(${'"'}::text), '{"a":[1,"\\\\"]}'] as jsons,
      array['2026-01-02T03:04:05.678Z'::timestamptz] as times
  `;
  expect(row).toEqual({
    texts,
    nothing: [],
    uuids: [id, null],
    bigints: [1, 2 ** 52, null],
    integers: [1, null],
    written: ["x", "y"],
    booleans: [true, null],
    jsons: ['"', { a: [1, "\\"] }],
    times: [new Date("2026-01-02T03:04:05.678Z")],
  });
});
