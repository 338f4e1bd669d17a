import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres, { type Sql } from "postgres";
import { unlessDeadlocked } from "../../server/db/deadlock";
import { type TestDatabase, testDatabase } from "../support/database";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = postgres({ ...database.where, max: 4, onnotice: () => {} });
  await sql`create table pair (id integer primary key, touched integer not null default 0)`;
  await sql`insert into pair values (1), (2)`;
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

test("of two that wait for each other both get through, each once", async () => {
  const first = { 1: Promise.withResolvers<void>(), 2: Promise.withResolvers<void>() };
  let tries = 0;
  const touch = (one: 1 | 2, other: 1 | 2) =>
    unlessDeadlocked(() =>
      sql.begin(async (tx) => {
        tries++;
        await tx`update pair set touched = touched + 1 where id = ${one}`;
        first[one].resolve();
        await first[other].promise; // each holds its own
        await tx`update pair set touched = touched + 1 where id = ${other}`;
      }),
    );
  await Promise.all([touch(1, 2), touch(2, 1)]);
  expect(tries).toBeGreaterThan(2);
  expect((await sql`select touched from pair`).map(({ touched }) => touched)).toEqual([2, 2]);
});

test("any other fault is the caller's, at once", async () => {
  let tries = 0;
  const wrong = () => {
    tries++;
    return sql`select 1 / 0`;
  };
  await expect(unlessDeadlocked(wrong)).rejects.toThrow("division by zero");
  expect(tries).toBe(1);
});
