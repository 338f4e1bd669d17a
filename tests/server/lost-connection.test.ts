/** What postgres.js 3.4.9 does with a connection that ends in the middle of something, and what we make of it. */
import { afterAll, beforeAll, expect, test } from "bun:test";
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

/** Ends every connection but this one, once a statement of ours runs there. */
async function endIt(): Promise<void> {
  const asleep = () => admin`select pid from pg_stat_activity where wait_event = 'PgSleep'`;
  while ((await asleep()).length === 0);
  await admin`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
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
