/** S2 What each asker reads and counts in each table, in SQL itself. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Sql } from "postgres";
import type { Asker } from "../../../server/db/client";
import { type TestDatabase, testDatabase } from "../../support/database";
import { as, did, NOBODY, superuser, tables } from "./askers";
import { ANNA, ANNAS, BORIS, EMPTY, fill, OLGA, PETR, STRANGER } from "./people";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = superuser(database.where);
  await fill(sql);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const DENIED = "42501";

/** Rows that each may count. A table that isn't here is nobody's to read. */
const COUNTS: Record<string, Record<string, number>> = {
  //                  the buyer, another, her seller, a stranger
  agent: { anna: 0, boris: 0, petr: 1, gleb: 0 },
  attachment: { anna: 2, boris: 2, petr: 2, gleb: 0 },
  canned_reply: { anna: 0, boris: 0, petr: 1, gleb: 0 },
  conversation: { anna: 2, boris: 1, petr: 1, gleb: 0 },
  conversation_key: { anna: 2, boris: 1, petr: 0, gleb: 0 },
  message: { anna: 2, boris: 2, petr: 2, gleb: 0 },
  mute: { anna: 2, boris: 1, petr: 0, gleb: 0 },
  note: { anna: 0, boris: 0, petr: 1, gleb: 0 },
  // Themselves, every shop's people, and a seller's buyers.
  person: { anna: 3, boris: 3, petr: 3, gleb: 2 },
  position: { anna: 2, boris: 1, petr: 1, gleb: 0 },
  push_attempt: { anna: 2, boris: 1, petr: 1, gleb: 0 },
  push_subscription: { anna: 1, boris: 1, petr: 1, gleb: 0 },
  revocation: { anna: 1, boris: 1, petr: 1, gleb: 0 },
  seller: { anna: 2, boris: 2, petr: 2, gleb: 2 },
};

const count = (asker: Asker, table: string) =>
  as(
    sql,
    { asker },
    async (tx) => (await tx<{ n: number }[]>`select count(*)::int as n from chat.${tx(table)}`)[0]?.n,
  ).catch((error: unknown) => (error instanceof Error && "code" in error ? error.code : error));

test("S2 everybody counts their own rows in every table, and no others", async () => {
  const seen: Record<string, unknown> = {};
  for (const table of await tables(sql)) {
    const row: Record<string, unknown> = {};
    for (const asker of [ANNA, BORIS, PETR, STRANGER]) row[asker.id] = await count(asker, table);
    if (Object.values(row).some((n) => n !== DENIED)) seen[table] = row;
  }
  expect(seen).toEqual(COUNTS);
});

test("S2 every table has rows of others to be found here", async () => {
  for (const table of await tables(sql)) {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from chat.${sql(table)}`;
    expect([table, (row?.n ?? 0) > 0]).toEqual([table, true]);
  }
});

test("S2 without an asker there is nothing in any table", async () => {
  for (const table of await tables(sql))
    expect([table, await count(NOBODY, table)]).toEqual([table, table in COUNTS ? 0 : DENIED]);
});

test("S2 an asker's sellers don't count without the asker's name in what a buyer sees", async () => {
  expect(await count({ id: "", sellers: ["svet"] }, "conversation_key")).toBe(0);
  expect(await count({ id: "", sellers: ["svet"] }, "person")).toBe(0);
});

test("S2 a conversation in which nothing was said is the buyer's alone", async () => {
  const find = (asker: Asker) => did(sql, { asker }, `select from chat.conversation where id = '${EMPTY}'`);
  expect([await find(ANNA), await find(OLGA)]).toEqual([1, 0]);
});

test("S2 the words of others aren't told by an error or a side way either", async () => {
  // A function in the condition sees only rows that the policies have let through.
  expect(
    await did(
      sql,
      { asker: BORIS },
      `select from chat.message where 1 / (case conversation_id when '${ANNAS}' then 0 else 1 end) = 1`,
    ),
  ).toBe(2);
  expect(await did(sql, { asker: BORIS }, "copy chat.message (text) to stdout")).not.toBe(4);
  expect(await did(sql, { asker: BORIS }, `select * from chat.message for update`)).toBe(DENIED);
});

test("S2 the role of functions reads nothing that its functions don't need, and is nobody's to become", async () => {
  expect(await did(sql, { asker: ANNA }, "set local role seller_chat_core; select 1")).not.toBe(DENIED); // a superuser began it
  const [row] = await sql`select pg_has_role('seller_chat_app', 'seller_chat_core', 'member') as may`;
  expect(row?.may).toBe(false);
  expect(await did(sql, { role: "seller_chat_core" }, "select from chat.canned_reply")).toBe(DENIED);
  expect(await did(sql, { role: "seller_chat_core" }, "select from chat.migration")).toBe(DENIED);
});
