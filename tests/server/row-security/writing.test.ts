/** S2 What each asker may change, in SQL itself: nothing moves to anybody else, and no counter moves at all. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Sql } from "postgres";
import type { Asker } from "../../../server/db/client";
import { type TestDatabase, testDatabase } from "../../support/database";
import { as, did, NOBODY, superuser, tables } from "./askers";
import { ANNA, ANNAS, BORIS, BORISES, fill, OLGA, PETR, STRANGER } from "./people";

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
const EVERYBODY = [ANNA, BORIS, PETR, OLGA, STRANGER, NOBODY];
const update = (asker: Asker, statement: string) => did(sql, { asker }, `update chat.${statement}`);

/** Columns that some statement of the server changes as its asker. Whatever isn't here can't be changed by anybody. */
const CHANGEABLE = {
  agent: ["seen_at"],
  attachment: ["claimed_at", "message_id"],
  conversation: ["topic"],
  mute: ["conversation_id", "person_id", "until"],
  person: ["agent", "name", "picture", "seen_at"],
  seller: ["away", "hours", "name", "picture"],
};

test("S2 an asker can change these columns and no others", async () => {
  const columns = await sql<{ name: string; columns: string[] }[]>`
    select relname as name, array_agg(attname::text order by attname) as columns
    from pg_attribute a join pg_class c on c.oid = attrelid
    where relnamespace = 'chat'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
      and has_column_privilege('seller_chat_app', attrelid, attnum, 'update')
    group by relname order by relname
  `;
  expect(Object.fromEntries(columns.map((row) => [row.name, row.columns]))).toEqual(CHANGEABLE);
});

test("S2 an asker can delete only what is theirs alone", async () => {
  const deletable = new Map<string, (number | string)[]>();
  for (const table of await tables(sql)) {
    const counts: (number | string)[] = [];
    for (const asker of [ANNA, PETR, STRANGER, NOBODY])
      counts.push(await did(sql, { asker }, `delete from chat.${table}`));
    if (counts.some((n) => n !== DENIED)) deletable.set(table, counts);
  }
  expect(Object.fromEntries(deletable)).toEqual({
    agent: [0, 1, 0, 0],
    canned_reply: [0, 1, 0, 0],
    push_subscription: [1, 1, 0, 0],
  });
});

describe("S2 a conversation", () => {
  const columns = [
    "rev",
    "last_seq",
    "buyer_unread",
    "seller_unread",
    "buyer_read_seq",
    "seller_received_seq",
    "buyer_pushed_seq",
  ];
  test.each(columns)("`%s` is nobody's to set", async (column) => {
    for (const asker of EVERYBODY) expect(await update(asker, `conversation set ${column} = 99`)).toBe(DENIED);
  });

  test.each(["buyer_id", "seller_id", "assignee", "status", "last_text", "buyer_blocks = true, id"])(
    "`%s` is nobody's to set",
    async (column) => {
      for (const asker of EVERYBODY) expect(await update(asker, `conversation set ${column} = null`)).toBe(DENIED);
    },
  );

  test("its topic is the buyer's alone", async () => {
    const set = (asker: Asker) => update(asker, `conversation set topic = '{}' where id = '${ANNAS}'`);
    expect(await Promise.all([set(ANNA)])).toEqual([1]);
    for (const asker of [BORIS, PETR, OLGA, STRANGER, NOBODY]) expect(await set(asker)).toBe(0);
  });

  const begin = (asker: Asker, buyer: string, seller: string, more = "", value = "") =>
    did(
      sql,
      { asker },
      `insert into chat.conversation (id, buyer_id, seller_id, last_at, last_slot, changed_at, changed_slot${more})
       values (gen_random_uuid(), '${buyer}', '${seller}', now(), 0, now(), 0${value})`,
    );

  test("is begun by its buyer, with somebody else's shop, with nothing in it", async () => {
    expect(await begin(ANNA, "anna", "svet")).toBe(1);
    expect(await begin(ANNA, "boris", "svet")).toBe(DENIED);
    expect(await begin(PETR, "petr", "svet")).toBe(DENIED);
    expect(await begin(PETR, "anna", "svet")).toBe(DENIED);
    expect(await begin(NOBODY, "", "svet")).toBe(DENIED);
    for (const column of ["last_seq", "rev", "buyer_unread", "buyer_read_seq"]) {
      expect(await begin(ANNA, "anna", "svet", `, ${column}`, ", 1")).toBe(DENIED);
    }
  });

  test("is found by its buyer's key, which is nobody else's to write", async () => {
    const key = (asker: Asker, buyer: string) =>
      did(sql, { asker }, `insert into chat.conversation_key values ('${buyer}', 'another', '', '${ANNAS}')`);
    expect(await key(ANNA, "anna")).toBe(1);
    expect(await key(ANNA, "boris")).toBe(DENIED);
    expect(await key(PETR, "anna")).toBe(DENIED);
    expect(await key(NOBODY, "")).toBe(DENIED);
  });
});

describe("S2 a message", () => {
  test("can't be written, changed or removed past the functions", async () => {
    for (const asker of EVERYBODY) {
      expect(await update(asker, "message set text = 'x'")).toBe(DENIED);
      expect(await update(asker, `message set sender = '${asker.id}'`)).toBe(DENIED);
      expect(await update(asker, `message set conversation_id = '${ANNAS}'`)).toBe(DENIED);
      expect(await did(sql, { asker }, "insert into chat.message select * from chat.message")).toBe(DENIED);
      expect(await did(sql, { asker }, "select from chat.message_version")).toBe(DENIED);
    }
  });

  const rewrite = (asker: Asker, conversation: string, seq: number, body: string | null = "x") =>
    as(
      sql,
      { asker },
      async (tx) => (await tx`select chat.rewrite(${conversation}, ${seq}, ${body}::text, '') as o`)[0]?.o,
    );

  test("is its author's to change, in a conversation of theirs", async () => {
    await sql`delete from chat.block`;
    await sql`update chat.conversation set buyer_blocks = false, seller_blocks = false`;
    expect(await rewrite(ANNA, ANNAS, 1)).toBe("done");
    expect(await rewrite(PETR, ANNAS, 2, null)).toBe("done");
    expect(await rewrite(ANNA, ANNAS, 2)).toBe("not theirs");
    expect(await rewrite(PETR, ANNAS, 1)).toBe("not theirs");
    for (const asker of [BORIS, OLGA, STRANGER, NOBODY]) {
      for (const body of ["x", null]) expect(await rewrite(asker, ANNAS, 1, body)).toBe("no conversation");
    }
    // Who wrote for a seller and acts for them no more has no right left.
    expect(await rewrite({ id: "petr", sellers: [] }, ANNAS, 2)).toBe("no conversation");
  });

  test("is submitted, marked, claimed and blocked in nobody's name but the server's", async () => {
    const attempts = [
      "select chat.claim('boris', 'anna')",
      `select chat.block('${BORISES}', 'seller', 'keramika', 'anna', true)`,
      `select chat.erase('boris')`,
      `select chat.export('boris')`,
      "select chat.expire(now(), gen_random_uuid(), 1)",
      "select chat.revoke('boris')",
      "select chat.reports('epoch')",
      `select * from chat.mark(array['${BORISES}']::uuid[], '{1}', '{buyer}', '{boris}', '{2}', '{2}')`,
    ];
    for (const attempt of attempts)
      expect([attempt, await did(sql, { asker: ANNA }, attempt)]).toEqual([attempt, DENIED]);
  });
});

describe("S2 everything else", () => {
  test("a person's record is their own, and whether a guest was claimed isn't theirs to say", async () => {
    const rename = (asker: Asker) => update(asker, "person set name = 'x'");
    expect([await rename(ANNA), await rename(PETR), await rename(STRANGER), await rename(NOBODY)]).toEqual([
      1, 1, 0, 0,
    ]);
    expect(await update(ANNA, "person set id = 'boris'")).toBe(DENIED);
    expect(await update(ANNA, "person set claimed_by = 'boris'")).toBe(DENIED);
    const appear = (asker: Asker, id: string) =>
      did(sql, { asker }, `insert into chat.person (id, name, seen_at) values ('${id}', '', now())`);
    expect([await appear(STRANGER, "gleb"), await appear(STRANGER, "vera")]).toEqual([1, DENIED]);
  });

  test("a seller's record is their people's; anybody else makes a nameless one", async () => {
    const rename = (asker: Asker) => update(asker, "seller set name = 'x'");
    expect([await rename(PETR), await rename(ANNA), await rename(NOBODY)]).toEqual([1, 0, 0]);
    const make = (asker: Asker, id: string, name: string) =>
      did(sql, { asker }, `insert into chat.seller (id, name) values ('${id}', '${name}')`);
    expect(await make(ANNA, "new", "")).toBe(1);
    expect(await make(ANNA, "new", "Mine")).toBe(DENIED);
    expect(await make(NOBODY, "new", "")).toBe(DENIED);
  });

  test("a file stays with its uploader and its conversation", async () => {
    const use = (asker: Asker) => update(asker, "attachment set claimed_at = now()");
    expect([await use(ANNA), await use(PETR), await use(STRANGER), await use(NOBODY)]).toEqual([1, 1, 0, 0]);
    for (const column of ["uploader = 'boris'", `conversation_id = '${BORISES}'`]) {
      expect(await update(ANNA, `attachment set ${column}`)).toBe(DENIED);
    }
    expect(await update(ANNA, "attachment set removed_at = null")).toBe(DENIED);
    const upload = (uploader: string, conversation: string) =>
      did(
        sql,
        { asker: ANNA },
        `insert into chat.attachment (id, uploader, conversation_id, name, type, size, created_at)
         values (gen_random_uuid(), '${uploader}', '${conversation}', '', '', 1, now())`,
      );
    expect([await upload("boris", ANNAS), await upload("anna", BORISES)]).toEqual([DENIED, DENIED]);
  });

  test("nobody acts for a seller that their token doesn't name", async () => {
    const join = (asker: Asker, person: string, seller: string) =>
      did(sql, { asker }, `insert into chat.agent values ('${seller}', '${person}', now()) on conflict do nothing`);
    expect([await join(ANNA, "anna", "svet"), await join(PETR, "anna", "svet")]).toEqual([DENIED, DENIED]);
    expect(await update(PETR, "agent set seller_id = 'keramika'")).toBe(DENIED);
    expect(await update(PETR, "agent set person_id = 'anna'")).toBe(DENIED);
  });

  test("notes, reports and mutes are written in one's own name, about one's own", async () => {
    const note = (asker: Asker, author: string, place: string) =>
      did(sql, { asker }, `insert into chat.note values (gen_random_uuid(), '${place}', '${author}', 'x', now())`);
    expect(await note(PETR, "petr", ANNAS)).toBe(1);
    expect(await note(PETR, "olga", ANNAS)).toBe(DENIED);
    expect(await note(PETR, "petr", BORISES)).toBe(DENIED);
    expect(await note(ANNA, "anna", ANNAS)).toBe(DENIED);
    const report = (asker: Asker, person: string, place: string) =>
      did(
        sql,
        { asker },
        `insert into chat.report (id, conversation_id, person_id, reason, evidence, created_at)
         values (gen_random_uuid(), '${place}', '${person}', 'spam', '[]', now())`,
      );
    expect(await report(ANNA, "anna", ANNAS)).toBe(1);
    expect(await report(ANNA, "boris", ANNAS)).toBe(DENIED);
    expect(await report(ANNA, "anna", BORISES)).toBe(DENIED);
    const mute = (asker: Asker, person: string, place: string) =>
      did(sql, { asker }, `insert into chat.mute values ('${place}', '${person}', now())`);
    expect([await mute(ANNA, "boris", ANNAS), await mute(ANNA, "anna", BORISES)]).toEqual([DENIED, DENIED]);
    expect(await update(ANNA, `mute set conversation_id = '${BORISES}'`)).toBe(DENIED);
  });
});
