/** Closing, giving away, notes: what a seller's side does with a conversation beside writing in it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres, { type Sql } from "postgres";
import { startServer, type TestServer } from "../../support/server";
import type { Wire } from "../../support/wire";

const PETR = { sub: "petr", name: "Пётр", sellers: ["svet"] };
const OLGA = { sub: "olga", name: "Ольга", sellers: ["svet", "keramika"] };
const STRANGER = { sub: "gleb", name: "Глеб", sellers: ["keramika"] };

let server: TestServer;
let owner: Sql;
let [anna, petr, olga, stranger]: Wire[] = [];
let conversation: string;

beforeAll(async () => {
  server = await startServer();
  owner = postgres({ ...server.database.where, max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** Everybody anew, and a conversation in which the buyer has spoken. */
let n = 0;
let buyer: string;
beforeEach(async () => {
  buyer = `anna${++n}`;
  [anna, petr, olga, stranger] = await Promise.all(
    [{ sub: buyer, name: "Анна" }, PETR, OLGA, STRANGER].map((each) => server.signIn(each)),
  );
  conversation = (await wire(anna).open("svet")).conversation.id;
  await wire(anna).say(conversation, "Лампа ещё есть?");
});

const wire = (one: Wire | undefined): Wire => {
  if (!one) throw new Error("nobody is signed in yet");
  return one;
};
const item = async (of: Wire | undefined, seller?: string) =>
  (await wire(of).ask({ type: "inbox", ...(seller ? { seller } : {}) }, "inbox")).items.find(
    ({ id }) => id === conversation,
  );

describe("status", () => {
  test("closes and opens; both sides hear of it, and who was away finds it", async () => {
    const before = new Date().toISOString();
    expect(await wire(petr).ask({ type: "status", conversation, status: "closed" }, "done")).toMatchObject({ rev: 1 });
    for (const one of [anna, olga])
      expect(await wire(one).next("changed")).toEqual({ type: "changed", conversation, status: "closed" });
    await wire(petr).settled();
    expect(wire(petr).frames.filter(({ type }) => type === "changed")).toEqual([]);
    const { items } = await wire(anna).ask({ type: "inbox", since: before }, "inbox");
    expect(items).toMatchObject([{ id: conversation, status: "closed" }]);
    await wire(olga).ask({ type: "status", conversation, status: "open" }, "done");
    expect((await item(petr, "svet"))?.status).toBe("open");
  });

  test("a buyer's message opens it again", async () => {
    await wire(petr).ask({ type: "status", conversation, status: "closed" }, "done");
    await wire(anna).say(conversation, "И ещё вопрос");
    expect((await item(petr, "svet"))?.status).toBe("open");
  });
});

describe("assign", () => {
  test("gives a conversation to an agent and frees it; the buyer learns nothing", async () => {
    await wire(petr).ask({ type: "assign", conversation, agent: "olga" }, "done");
    const assignee = { id: "olga", name: "Ольга" };
    expect(await wire(olga).next("changed")).toEqual({ type: "changed", conversation, assignee });
    expect((await item(petr, "svet"))?.assignee).toEqual(assignee);
    expect((await wire(olga).ask({ type: "inbox", seller: "svet", filter: "mine" }, "inbox")).items).toHaveLength(1);
    expect(await item(anna)).not.toHaveProperty("assignee");
    await wire(olga).ask({ type: "assign", conversation, agent: null }, "done");
    expect((await wire(petr).next("changed")).assignee).toBeNull();
    await wire(anna).settled();
    expect(wire(anna).frames.filter(({ type }) => type === "changed")).toEqual([]);
  });

  test("only to somebody who has signed in for this seller, and still does", async () => {
    for (const agent of ["nobody", buyer, "gleb"])
      expect(await wire(petr).ask({ type: "assign", conversation, agent }, "error")).toMatchObject({
        code: "not_found",
      });
    const iva = await server.signIn({ sub: "iva", sellers: ["svet"] });
    await wire(petr).ask({ type: "assign", conversation, agent: "iva" }, "done");
    await wire(petr).ask({ type: "assign", conversation, agent: null }, "done");
    iva.send({ type: "hello", v: 1, token: await server.token({ sub: "iva" }) });
    await iva.next("welcome");
    expect(await wire(petr).ask({ type: "assign", conversation, agent: "iva" }, "error")).toMatchObject({
      code: "not_found",
    });
  });
});

describe("notes", () => {
  test("are the seller's side's, live and in order; a repeat is harmless", async () => {
    const note = { type: "note", id: crypto.randomUUID(), conversation, text: "  Постоянный клиент \r\n" };
    expect(await wire(petr).ask(note, "done")).toMatchObject({ rev: 1 });
    expect((await wire(olga).next("note")).note).toMatchObject({
      id: note.id,
      author: { id: "petr", name: "Пётр" },
      text: "Постоянный клиент",
    });
    await wire(petr).ask(note, "done");
    await wire(olga).ask({ type: "note", id: crypto.randomUUID(), conversation, text: "Скидка 5 %" }, "done");
    const { items } = await wire(petr).ask({ type: "notes", conversation }, "notes");
    expect(items.map(({ text }) => text)).toEqual(["Постоянный клиент", "Скидка 5 %"]);
    await Promise.all([anna, petr, olga].map((one) => wire(one).settled()));
    expect(wire(anna).frames.filter(({ type }) => type === "note")).toEqual([]);
    expect(wire(olga).frames.filter(({ type }) => type === "note")).toEqual([]);
  });

  test("an id of another's note is a conflict; a text is as fit as a message's", async () => {
    const id = crypto.randomUUID();
    await wire(petr).ask({ type: "note", id, conversation, text: "Первая" }, "done");
    expect(await wire(olga).ask({ type: "note", id, conversation, text: "Вторая" }, "error")).toMatchObject({
      code: "conflict",
    });
    for (const [text, code] of [
      ["  ", "bad_frame"],
      ["x\u0000", "bad_frame"],
      ["x".repeat(4001), "too_long"],
    ])
      expect(
        await wire(petr).ask({ type: "note", id: crypto.randomUUID(), conversation, text }, "error"),
      ).toMatchObject({ code });
  });

  test("the newest hundred", async () => {
    await owner`
      insert into chat.note (id, conversation_id, author, text, created_at)
      select gen_random_uuid(), ${conversation}, 'petr', i::text, now() + i * interval '1 second'
      from generate_series(1, 103) as i
    `;
    const { items } = await wire(petr).ask({ type: "notes", conversation }, "notes");
    expect([items.length, items[0]?.text, items.at(-1)?.text]).toEqual([100, "4", "103"]);
  });
});

describe("S2 nobody but the seller's side", () => {
  const attempts: [string, object][] = [
    ["status", { status: "closed" }],
    ["assign", { agent: null }],
    ["assign", { agent: "petr" }],
    ["note", { id: "4b9c1f60-0000-4000-8000-000000000001", text: "x" }],
    ["notes", {}],
  ];
  test.each(attempts)("%s %p", async (type, fields) => {
    for (const one of [anna, stranger])
      expect(await wire(one).ask({ type, conversation, ...fields }, "error")).toMatchObject({ code: "not_found" });
    // Who is both is the buyer: their token names the seller since.
    const both = await server.signIn({ sub: buyer, sellers: ["svet"] });
    expect(await both.ask({ type, conversation, ...fields }, "error")).toMatchObject({ code: "not_found" });
    expect(await item(petr, "svet")).toMatchObject({ status: "open" });
    expect(await owner`select from chat.note where conversation_id = ${conversation}`).toHaveLength(0);
  });

  const as = <T>(asker: string, sellers: string[], work: (tx: postgres.TransactionSql) => Promise<T>) =>
    owner.begin(async (tx) => {
      await tx`select set_config('role', 'seller_chat_app', true), set_config('chat.asker', ${asker}, true),
        set_config('chat.sellers', ${sellers}::text[]::text, true)`;
      return work(tx);
    });

  test("the database: a buyer's role sees no note, writes none, and moves neither status nor assignee", async () => {
    await wire(petr).ask({ type: "note", id: crypto.randomUUID(), conversation, text: "тайна" }, "done");
    const outsiders: [string, string[]][] = [
      [buyer, []],
      [buyer, ["svet"]],
      ["gleb", ["keramika"]],
    ];
    for (const [who, sellers] of outsiders) {
      expect(
        await as(who, sellers, (tx) => tx`select from chat.note where conversation_id = ${conversation}`),
      ).toHaveLength(0);
      expect(await as(who, sellers, (tx) => tx`select * from chat.set_status(${conversation}, 'closed')`)).toHaveLength(
        0,
      );
      expect(await as(who, sellers, (tx) => tx`select * from chat.assign(${conversation}, null)`)).toHaveLength(0);
      await expect(
        as(
          who,
          sellers,
          (tx) => tx`
          insert into chat.note (id, conversation_id, author, text, created_at)
          values (gen_random_uuid(), ${conversation}, ${who}, 'x', now())
        `,
        ),
      ).rejects.toThrow("row-level security");
      for (const column of ["status", "assignee", "buyer_id"])
        await expect(
          as(who, sellers, (tx) => tx`update chat.conversation set ${tx(column)} = 'x' where id = ${conversation}`),
        ).rejects.toThrow("permission denied");
    }
    expect(
      await as("petr", ["svet"], (tx) => tx`select from chat.note where conversation_id = ${conversation}`),
    ).toHaveLength(1);
    expect(await as(buyer, [], (tx) => tx`select from chat.agent`)).toHaveLength(0);
    await expect(as(buyer, [], (tx) => tx`insert into chat.agent values ('svet', ${buyer}, now())`)).rejects.toThrow(
      "row-level security",
    );
  });
});
