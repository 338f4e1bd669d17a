/** `node scripts/seller-chat.mjs erase`: nothing of a person stays, and the other side keeps the places. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres, { type Sql } from "postgres";
import type { GuestAnswer } from "../../../server/protocol/rest";
import { type FileServer, form, PDF, pair, post, startFileServer, storedFiles, uploaded } from "../../support/files";
import { begin, run, type } from "./commands";

let server: FileServer;
let sql: Sql;
beforeAll(async () => {
  server = await startFileServer({ config: { rateLimits: false } });
  sql = postgres({ ...server.database.where, max: 2, onnotice: () => {} });
});
afterAll(async () => {
  await sql.end();
  await server.stop();
});

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'chat'::regnamespace and relkind = 'r'
  `;
  const rows = await Promise.all(tables.map(({ name }) => sql`select t::text from chat.${sql(name)} t`));
  return JSON.stringify(rows);
}

test("a buyer's words, files, name and keys are gone; a seller who is there sees the places turn removed", async () => {
  const { anna, svet, conversation, buyer } = await pair(server, "anna-k", "svet");
  const file = await uploaded(await post(server, buyer, form(conversation, PDF, "passport-of-anna.pdf")));
  anna.send({
    type: "send",
    id: crypto.randomUUID(),
    conversation,
    text: "мой адрес: Лесная, 7",
    attachments: [file.id],
  });
  const { seq } = await anna.next("ack");
  await anna.ask({ type: "edit", conversation, seq, text: "адрес потом" }, "done");
  const { rev: before } = await svet.say(conversation, "Хорошо, жду");
  await anna.ask({ type: "report", conversation, reason: "other", text: "жалоба Анны" }, "done");
  expect(await storedFiles(server)).toHaveLength(1);

  const receipt = await run(server, "erase", "--yes", "--person", "anna-k");
  expect(receipt).toMatchObject({
    ...{ erased: "anna-k", person: true, conversations: 1, messages: 2, earlierTexts: 1 },
    ...{ reports: 1, files: 1, filesLeftToTheServer: 0 },
  });

  const { messages } = await svet.ask({ type: "changes", conversation, after: before }, "page");
  expect(
    messages.map(({ seq, text, attachments, removedAt }) => [seq, text, attachments, removedAt !== undefined]),
  ).toEqual([
    [1, "", [], true],
    [seq, "", [], true],
  ]);
  const { items } = await svet.ask({ type: "inbox", seller: "svet" }, "inbox");
  expect(items[0]).toMatchObject({ id: conversation, lastText: "Хорошо, жду", buyer: { name: "" } });
  expect(items[0]?.buyer.id).toBe(`erased:${conversation}`);
  const { messages: kept } = await svet.ask({ type: "history", conversation }, "page");
  expect(kept.at(-1)?.text).toBe("Хорошо, жду");

  const left = await everything();
  for (const word of ["Лесная", "адрес потом", "passport", "жалоба", "Анна"]) expect(left).not.toContain(word);
  // What refuses their old tokens is all that still names them.
  expect(left.replaceAll(/\(anna-k,[^)]*\)/g, "")).not.toContain("anna-k");
  expect(await storedFiles(server)).toEqual([]);
});

test("S9 tokens from before count no more, and who comes back is a stranger", async () => {
  const { conversation } = await pair(server, "vera", "keramika");
  const old = await server.token({ sub: "vera" });
  await run(server, "erase", "--yes", "--person", "vera");
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token: old });
  expect((await wire.closed).code).toBe(4401);
  await Bun.sleep(1000 - (Date.now() % 1000)); // a token's `iat` counts whole seconds
  const again = await server.signIn({ sub: "vera", name: "Вера" });
  expect((await again.ask({ type: "inbox" }, "inbox")).items).toEqual([]);
  expect((await again.ask({ type: "history", conversation }, "error")).code).toBe("not_found");
});

test("an agent's messages become removed ones too, and nobody has their conversations", async () => {
  const { anna, svet, conversation, agent } = await pair(server, "gleb", "sosna");
  await svet.say(conversation, "секрет агента");
  await svet.ask({ type: "assign", conversation, agent: agent.sub }, "done");
  const note = { type: "note", conversation, id: crypto.randomUUID(), text: "заметка агента" };
  await svet.ask(note, "done");
  await run(server, "erase", "--yes", "--person", agent.sub);
  const { messages } = await anna.ask({ type: "history", conversation }, "page");
  expect(messages.map(({ text, removedAt }) => [text, removedAt !== undefined])).toEqual([
    ["Добрый день", false],
    ["", true],
  ]);
  const left = await everything();
  for (const word of ["секрет агента", "заметка агента"]) expect(left).not.toContain(word);
  expect((await sql`select assignee from chat.conversation where id = ${conversation}`)[0]?.assignee).toBeNull();
});

test("of a report by the other side only the places stay", async () => {
  const { svet, conversation } = await pair(server, "boris", "dub");
  await svet.say(conversation, "слова продавца");
  await svet.ask({ type: "report", conversation, reason: "spam" }, "done");
  const receipt = await run(server, "erase", "--yes", "--person", "boris");
  expect(receipt).toMatchObject({ evidence: 1 });
  const [row] = await sql`select evidence from chat.report where conversation_id = ${conversation}`;
  expect(row?.evidence).toMatchObject([
    { seq: 1, sender: "erased", text: "" },
    { seq: 2, text: "слова продавца" },
  ]);
});

test("what a guest said is erased with the user who claimed it, and the guest's token stays nobody's", async () => {
  const made = (await (await fetch(`${server.url}/v1/guests`, { method: "POST" })).json()) as GuestAnswer;
  const guest = await server.connect();
  guest.send({ type: "hello", v: 1, token: made.token });
  await guest.next("welcome");
  const { conversation } = await guest.open("olha");
  await guest.say(conversation.id, "слова гостя");
  await fetch(`${server.url}/v1/guests/claim`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ guest: made.token, token: await server.token({ sub: "olga" }) }),
  });
  await run(server, "erase", "--yes", "--person", "olga");
  expect(await everything()).not.toContain("слова гостя");
  const again = await server.connect();
  again.send({ type: "hello", v: 1, token: made.token });
  expect((await again.closed).code).toBe(4401);
});

test("of whom nothing is known, nothing is erased: the second time, too", async () => {
  const { conversation } = await pair(server, "dina", "klen");
  await run(server, "erase", "--yes", "--person", "dina");
  const look = () => sql`select rev, last_seq, changed_at from chat.conversation where id = ${conversation}`;
  const before = [...(await look())];
  await expect(run(server, "erase", "--yes", "--person", "dina")).rejects.toThrow(/^Nothing is known of dina\.\n$/);
  expect([...(await look())]).toEqual(before);
  await expect(run(server, "erase", "--yes", "--person", "dinna")).rejects.toThrow("Nothing is known of dinna.");
  expect(await everything()).not.toContain("dinna");
});

test("a person at a terminal types the id again; a script says --yes", async () => {
  const { conversation } = await pair(server, "rita", "vyaz");
  const text = async () => (await sql`select text from chat.message where conversation_id = ${conversation}`)[0]?.text;
  await expect(run(server, "erase", "--person", "rita")).rejects.toThrow("--yes is needed");
  expect(await type(server, ["erase", "--person", "rita"], "anna\r")).toMatchObject({
    code: 1,
    shown: expect.stringContaining("Nothing was erased."),
  });
  expect(await text()).toBe("Добрый день");
  expect(await type(server, ["erase", "--person", "rita"], "rita\r")).toMatchObject({ code: 0 });
  expect(await text()).toBe("");
});

test("one that dies in the middle has done nothing", async () => {
  const { conversation } = await pair(server, "inna", "yasen");
  // Notes come after the messages: there it waits.
  const held = await sql.reserve();
  await held`begin`;
  await held`lock table chat.note in share mode`;
  const child = begin(server, ["erase", "--yes", "--person", "inna"]);
  const waiting = () => sql<{ pid: number }[]>`
    select pid from pg_stat_activity where query like '%chat.erase%' and wait_event_type = 'Lock'
  `;
  let pids: { pid: number }[] = [];
  while (pids.length === 0) pids = [...(await waiting())];
  child.kill("SIGKILL");
  await child.exited;
  for (const { pid } of pids) await sql`select pg_terminate_backend(${pid})`;
  while ((await waiting()).length > 0);
  await held`rollback`;
  held.release();
  const [row] = await sql`
    select text, removed_at, sender, buyer_id, c.rev
    from chat.message m join chat.conversation c on c.id = conversation_id where c.id = ${conversation}
  `;
  expect({ ...row }).toEqual({ text: "Добрый день", removed_at: null, sender: "inna", buyer_id: "inna", rev: "1" });
});

test("what is missing is said in one sentence", async () => {
  await expect(run(server, "erase")).rejects.toThrow("--person is needed");
  await expect(run({ ...server, dataDir: "/tmp" }, "erase", "--person", "x", "--force")).rejects.toThrow("--force");
});
