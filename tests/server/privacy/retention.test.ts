/** RETENTION_DAYS: what is older is removed, in its place. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres, { type Sql } from "postgres";
import { retire } from "../../../server/chat/retention";
import { type FileServer, form, PDF, pair, post, startFileServer, storedFiles, uploaded } from "../../support/files";

const DAY = 86_400_000;
const DAYS = 30;

let server: FileServer;
let sql: Sql;
beforeAll(async () => {
  server = await startFileServer({ config: { rateLimits: false } });
  sql = postgres({ ...server.database.where, max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await sql.end();
  await server.stop();
});

/** As if what was said up to `seq` had been said so many days ago. */
const age = (conversation: string, seq: number, days: number) => sql`
  update chat.message set created_at = created_at - make_interval(days => ${days})
  where conversation_id = ${conversation} and seq <= ${seq}
`;
const expired = (batch?: number) => retire(server.db.aside, DAYS, Date.now(), batch);

test("what is too old is a removed place for everybody; what isn't, stays", async () => {
  const { anna, svet, conversation, buyer } = await pair(server, "anna", "svet");
  const file = await uploaded(await post(server, buyer, form(conversation, PDF, "a.pdf")));
  anna.send({ type: "send", id: crypto.randomUUID(), conversation, text: "старое", attachments: [file.id] });
  await anna.next("ack");
  const { rev } = await anna.say(conversation, "новое");
  await age(conversation, 2, DAYS + 1);

  expect(await expired()).toMatchObject({ messages: 2, files: 1 });
  const { messages } = await svet.ask({ type: "changes", conversation, after: rev }, "page");
  expect(messages.map(({ seq, rev, text, removedAt }) => [seq, rev, text, removedAt !== undefined])).toEqual([
    [1, rev + 1, "", true],
    [2, rev + 2, "", true],
  ]);
  const { items } = await svet.ask({ type: "inbox", seller: "svet" }, "inbox");
  expect(items[0]).toMatchObject({ lastText: "новое", unread: 1, rev: rev + 2 });
  await server.sweep.all();
  expect(await storedFiles(server)).toEqual([]);
});

test("a second time there is nothing to do", async () => {
  expect(await expired()).toEqual({ messages: 0, files: 0, reports: 0, notes: 0 });
});

test("in steps of any size the same is done, and no step is larger", async () => {
  const talks = await Promise.all([1, 2, 3].map((n) => pair(server, `b${n}`, `s${n}`)));
  for (const { anna, conversation } of talks) {
    for (let n = 0; n < 9; n++) await anna.say(conversation, `слово ${n}`);
    await age(conversation, 7, DAYS + 1);
  }
  expect(await expired(2)).toMatchObject({ messages: 21 });
  for (const { anna, conversation } of talks) {
    const { messages } = await anna.ask({ type: "history", conversation }, "page");
    expect(messages.map(({ removedAt }) => removedAt !== undefined)).toEqual([
      ...Array(7).fill(true),
      ...Array(3).fill(false),
    ]);
    expect(new Set(messages.map(({ rev }) => rev)).size).toBe(10);
  }
});

test("a message that was removed before keeps its rev; earlier texts go with it", async () => {
  const { anna, conversation } = await pair(server, "dina", "klen");
  const { seq } = await anna.say(conversation, "раз");
  await anna.ask({ type: "edit", conversation, seq, text: "два" }, "done");
  const { rev } = await anna.ask({ type: "remove", conversation, seq }, "done");
  await age(conversation, 2, DAYS + 1);
  expect(await expired()).toMatchObject({ messages: 1 });
  const { messages } = await anna.ask({ type: "history", conversation }, "page");
  expect(messages.map(({ rev }) => rev)).toEqual([rev + 1, rev]);
  const [left] = await sql`select count(*)::int as n from chat.message_version where conversation_id = ${conversation}`;
  expect(left?.n).toBe(0);
});

test("reports with their evidence, and notes, go at their own age", async () => {
  const { svet, conversation } = await pair(server, "inna", "yasen");
  await svet.ask({ type: "report", conversation, reason: "spam" }, "done");
  await svet.ask({ type: "note", conversation, id: crypto.randomUUID(), text: "заметка" }, "done");
  expect(await expired()).toMatchObject({ reports: 0, notes: 0 });
  expect(await retire(server.db.aside, DAYS, Date.now() + (DAYS + 1) * DAY)).toMatchObject({ reports: 1, notes: 1 });
});
