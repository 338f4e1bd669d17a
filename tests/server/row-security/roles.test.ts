/** S2 A start is refused where the database's roles are not what they were made to be. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Sql } from "postgres";
import { connect, connectOwner } from "../../../server/db/client";
import { migrate } from "../../../server/db/migrate";
import { StartError } from "../../../server/errors";
import { type TestDatabase, testDatabase } from "../../support/database";
import { superuser } from "./askers";

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await testDatabase();
  sql = superuser(database.where);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

/** What the operator reads when the server starts like this; undefined when it starts. */
async function start(user?: string): Promise<string | undefined> {
  const owner = connectOwner(user ? { ...database.where, user } : database.where);
  try {
    await migrate(owner);
    return undefined;
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  } finally {
    await owner.end();
  }
}

// Roles belong to the whole cluster, so each is put back as it was.
test.each([
  ["seller_chat_app", "bypassrls"],
  ["seller_chat_app", "superuser"],
  ["seller_chat_core", "bypassrls"],
])("S2 %s that was made %s", async (role, right) => {
  await sql.unsafe(`alter role ${role} ${right}`);
  const refusal = await start();
  await sql.unsafe(`alter role ${role} nosuperuser nobypassrls`);
  expect(refusal).toContain(`${role} passes over row-level security`);
  expect(refusal).toContain(`Run: alter role ${role} nosuperuser nobypassrls;`);
  expect(await start()).toBeUndefined();
});

test("S2 an asker's role that may become another", async () => {
  await sql`grant seller_chat_core to seller_chat_app`;
  const refusal = await start();
  await sql`revoke seller_chat_core from seller_chat_app`;
  expect(refusal).toContain('Run: revoke "seller_chat_core" from seller_chat_app;');
});

test("S2 a role in DATABASE_URL that can't become the asker's", async () => {
  await sql`create role outsider login`;
  await sql`grant usage, create on schema chat to outsider`;
  await sql`grant create on database ${sql(database.where.database)} to outsider`;
  await sql`alter table chat.migration owner to outsider`;
  await sql`create policy outsider on chat.migration to outsider using (true)`;
  const refusal = await start("outsider");
  await sql`alter table chat.migration owner to ${sql(database.where.user)}`;
  await sql`drop owned by outsider`;
  await sql`drop role outsider`;
  expect(refusal).toContain("grant seller_chat_app to that role;");
});

test("S2 a role in DATABASE_URL that lacks a right is told which", async () => {
  await sql`create role newcomer login`;
  const refusal = await start("newcomer");
  await sql`drop role newcomer`;
  expect(refusal).toMatch(/its role lacks a right \(permission denied for \w+ \S+\)\. It needs CREATE on the database/);
});

test("S2 the server reads under the asker's role, whatever the role in DATABASE_URL may do", async () => {
  const [row] = await sql`select rolsuper from pg_roles where rolname = current_user`;
  expect(row?.rolsuper).toBe(true); // else this shows nothing
  const db = connect(database.where);
  const [asker] = await db.as({ id: "anna", sellers: [] }, (tx) => tx`select current_user as role`);
  await db.end();
  expect(asker?.role).toBe("seller_chat_app");
});
