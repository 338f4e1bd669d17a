/** S2 What holds for every table, function and role of the schema, also for those that come later. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Sql } from "postgres";
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

test("S2 every table has row-level security, enabled and forced", async () => {
  const open = await sql`
    select relname from pg_class where relnamespace = 'chat'::regnamespace and relkind in ('r', 'p', 'm', 'v', 'f')
      and not (relrowsecurity and relforcerowsecurity)
  `;
  expect([...open]).toEqual([]);
});

test("S2 a function that acts with its owner's rights has a fixed search path, and isn't everybody's to call", async () => {
  const loose = await sql`
    select p.proname from pg_proc p where p.pronamespace = 'chat'::regnamespace and p.prosecdef
      and (
        not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)
        or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0)
      )
  `;
  expect([...loose]).toEqual([]);
});

test("S2 such a function belongs to the role that can't bypass the policies, and never to the one that migrates", async () => {
  const owned = await sql`
    select proname, rolname from pg_proc join pg_roles r on r.oid = proowner
    where pronamespace = 'chat'::regnamespace and prosecdef and rolname <> 'seller_chat_core'
  `;
  expect([...owned]).toEqual([]);
});

test("S2 an asker may call only what asks who they are", async () => {
  const rows = await sql<{ name: string }[]>`
    select distinct proname as name from pg_proc
    where pronamespace = 'chat'::regnamespace and prosecdef and has_function_privilege('seller_chat_app', oid, 'execute')
    order by 1
  `;
  expect(rows.map(({ name }) => name)).toEqual(["assign", "count_unread", "list", "rewrite", "search", "set_status"]);
});

test("S2 no role can sign in, bypass the policies, own a table, or become another", async () => {
  const roles = await sql`
    select rolname, rolcanlogin, rolbypassrls, rolsuper,
      (select count(*)::int from pg_class where relowner = r.oid) as owns,
      (select count(*)::int from pg_auth_members where member = r.oid) as becomes
    from pg_roles r where rolname like 'seller_chat%' order by rolname
  `;
  const harmless = { rolcanlogin: false, rolbypassrls: false, rolsuper: false, owns: 0, becomes: 0 };
  expect(roles.map((role) => ({ ...role }))).toEqual(
    ["seller_chat_app", "seller_chat_core"].map((rolname) => ({ rolname, ...harmless })),
  );
});

test("S2 nobody has been given anything by the way of `public`", async () => {
  const given = await sql`
    select relname, privilege_type from pg_class, aclexplode(relacl)
    where relnamespace = 'chat'::regnamespace and grantee = 0
  `;
  expect([...given]).toEqual([]);
});
