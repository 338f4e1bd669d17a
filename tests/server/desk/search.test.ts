/** Search in a seller's inbox, and in a buyer's own list. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import postgres, { type Sql } from "postgres";
import { excerpt } from "../../../server/chat/excerpt";
import { SearchIndex, waitsOn } from "../../../server/chat/search-index";
import type { Statements } from "../../../server/db/client";
import { createLog } from "../../../server/log";
import { startServer, type TestServer } from "../../support/server";
import type { Wire } from "../../support/wire";

const PETR = { sub: "petr", name: "Пётр", sellers: ["svet"] };
const OLGA = { sub: "olga", name: "Ольга", sellers: ["keramika"] };

let server: TestServer;
let owner: Sql;
let petr: Wire;
let olga: Wire;
beforeAll(async () => {
  server = await startServer({ config: { rateLimits: false } });
  owner = postgres({ ...server.database.where, max: 1, onnotice: () => {} });
  [petr, olga] = (await Promise.all([PETR, OLGA].map((each) => server.signIn(each)))) as [Wire, Wire];
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const indexed = () => server.live.searchIndex.idle();
async function find(query: string, more: object = {}, by: Wire = petr) {
  const request = {
    type: "inbox",
    query,
    ...(by === petr ? { seller: "svet" } : by === olga ? { seller: "keramika" } : {}),
  };
  const { items, found } = await by.ask({ ...request, ...more }, "inbox");
  return { ids: items.map(({ id }) => id), found };
}

/** Somebody new says these lines to a seller. */
let people = 0;
async function talk(
  lines: string[],
  { name = "", seller = "svet", title }: { name?: string; seller?: string; title?: string } = {},
) {
  const sub = `buyer${++people}`;
  const wire = await server.signIn({ sub, name });
  const { conversation } = await wire.open(seller, title ? { id: "p", title } : undefined);
  for (const line of lines) await wire.say(conversation.id, line);
  await indexed();
  return { id: conversation.id, wire, sub };
}

describe("what is found", () => {
  test("words in any form, Russian and English, in texts, names and titles", async () => {
    const { id } = await talk(["Здравствуйте! Лампы ещё есть?", "Do you ship lamps to Lisbon?"], {
      name: "Аделаида Кузнецова",
      title: "Торшер «Полдень»",
    });
    for (const query of [
      "лампа",
      "ЛАМПАМИ",
      "lamp",
      "shipping",
      "аделаида",
      "торшеры",
      "полдень",
      "есть ли лампы",
      "еще лампа",
    ])
      expect([query, (await find(query)).ids]).toEqual([query, [id]]);
    for (const query of ["лампочка", "Мадрид", "лампа Мадрид", "аделаида лампа"])
      expect([query, (await find(query)).ids]).toEqual([query, []]);
  });

  test("the last word as it is typed, letter by letter", async () => {
    const { id } = await talk(["Когда доставите заказ? Готовность и приём", "My e-mail is vera@shop.example"]);
    for (const word of ["доставите", "готовность", "прием", "vera@shop.example"])
      for (let n = 2; n <= word.length; n++)
        expect([word.slice(0, n), (await find(word.slice(0, n))).ids]).toEqual([word.slice(0, n), [id]]);
    expect((await find("готов заказ")).ids).toEqual([]); // only the last one is a beginning
    expect((await find("заказ готов")).ids).toEqual([id]);
  });

  test("`found` is the newest message that has it; a name or a title has none", async () => {
    const { id } = await talk(["Ваза синяя", "Ваза зелёная", "Спасибо"], { title: "Кувшин" });
    expect((await find("ваза")).found).toEqual([{ conversation: id, seq: 2, text: "Ваза зелёная" }]);
    expect(await find("кувшин")).toEqual({ ids: [id], found: [] });
  });

  test("an edit and a removal count at once, also before the message was indexed", async () => {
    const { id, wire } = await talk(["Ничего"]);
    const { seq } = await wire.say(id, "Абажур");
    await wire.ask({ type: "edit", conversation: id, seq, text: "Светильник" }, "done");
    await indexed();
    expect([(await find("абажур")).ids, (await find("светильник")).ids]).toEqual([[], [id]]);
    await wire.ask({ type: "edit", conversation: id, seq, text: "Гирлянда" }, "done");
    expect([(await find("светильник")).ids, (await find("гирлянда")).ids]).toEqual([[], [id]]);
    await wire.ask({ type: "remove", conversation: id, seq }, "done");
    expect((await find("гирлянда")).ids).toEqual([]);
  });

  test("an edit in the middle of indexing is what is found", async () => {
    const { id, wire } = await talk(["Первое"]);
    const other = postgres({ ...server.database.where, max: 1, onnotice: () => {} });
    await server.live.searchIndex.stop();
    const { seq } = await wire.say(id, "Канделябр");
    // One has read the text and not committed; the edit waits for it.
    let edited: Promise<unknown> | undefined;
    await other.begin(async (tx) => {
      await tx`select * from chat.index_messages(${[id]}::uuid[], 50)`;
      edited = wire.ask({ type: "edit", conversation: id, seq, text: "Подсвечник" }, "done");
      for (;;) {
        const waiting =
          await owner`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
        if (waiting.length > 0) break;
      }
    });
    await edited;
    expect([(await find("канделябр")).ids, (await find("подсвечник")).ids]).toEqual([[], [id]]);
    await other.end();
  });
});

describe("keeping up", () => {
  test("names and titles follow: another topic, another name", async () => {
    const restarted = await startServer({ config: { rateLimits: false }, database: server.database });
    const say = async (wire: Wire, topic: object) => {
      const { conversation } = await wire.open("svet", topic);
      if (conversation.lastSeq === 0) await wire.say(conversation.id, "Привет");
      await restarted.live.searchIndex.idle();
      return conversation.id;
    };
    const wire = await restarted.signIn({ sub: "zinaida", name: "Зинаида" });
    const id = await say(wire, { id: "p", title: "Фонарь" });
    expect((await find("фонарь")).ids).toEqual([id]);
    await say(wire, { id: "p", title: "Прожектор" });
    expect([(await find("фонарь")).ids, (await find("прожектор")).ids]).toEqual([[], [id]]);
    await restarted.signIn({ sub: "zinaida", name: "Инна Львовна" });
    expect([(await find("зинаида")).ids, (await find("львовна")).ids]).toEqual([[], [id]]);
    await restarted.stop();
  });

  test("what a dead server left is found by the next one's first look", async () => {
    const wire = await server.signIn({ sub: "late" });
    const { conversation } = await wire.open("svet");
    await server.live.searchIndex.stop();
    await wire.say(conversation.id, "Опоздавшее");
    expect((await find("опоздавшее")).ids).toEqual([]);
    const index = new SearchIndex(server.db.aside, createLog({ logLevel: "silent", logFormat: "json" }));
    await index.idle();
    await index.idle(); // with nothing to do it ends, too
    await index.stop();
    expect((await find("опоздавшее")).ids).toEqual([conversation.id]);
  });

  // messages, in how many ms, the oldest waits for so many ms
  test.each([
    [1, 250, 250, false],
    [50, 250, 250, false],
    [51, 250, 250, true],
    [5_000, 250, 9_999, true],
    [5_000, 250, 10_000, false],
    [51, 2_500, 2_500, false], // after a long statement the pace counts, too
  ])(
    "words wait for a quiet moment, below 200 messages/s, and for 10 s: %d in %d ms, waiting for %d: %p",
    (...given) => {
      const [added, elapsed, waited, on] = given;
      expect(waitsOn(added, elapsed, waited)).toBe(on);
    },
  );

  test("while many messages come nothing is asked of the database, and soon after it is", async () => {
    let asked = 0;
    const aside: Statements = (strings, ...values) => {
      asked += 1;
      return server.db.aside(strings, ...values);
    };
    const index = new SearchIndex(aside, createLog({ logLevel: "silent", logFormat: "json" }));
    await index.idle(); // the first look
    asked = 0;
    for (let turn = 0; turn < 150; turn++) {
      for (let n = 0; n < 200; n++) index.add(crypto.randomUUID());
      await Bun.sleep(5);
    }
    expect(asked).toBe(0);
    while (asked === 0) await Bun.sleep(5);
    await index.stop();
  });

  test("erased words and names are nobody's to find", async () => {
    const index = new SearchIndex(server.db.aside, createLog({ logLevel: "silent", logFormat: "json" }));
    const { id, sub } = await talk(["Шандал"], { name: "Гликерия", title: "Жирандоль" });
    index.add(id);
    await index.idle();
    await index.stop();
    for (const query of ["шандал", "гликерия", "жирандоль"]) expect((await find(query)).ids).toEqual([id]);
    await server.db.aside`select chat.erase(${sub})`;
    for (const query of ["шандал", "гликерия", "жирандоль"]) expect((await find(query)).ids).toEqual([]);
    expect(await owner`select from chat.conversation_search where buyer_id = ${sub}`).toHaveLength(0);
  });
});

describe("many", () => {
  const index = async () => {
    const [row] = await owner<
      { ids: string[] }[]
    >`select array_agg(id) as ids from chat.conversation where seller_id = 'many'`;
    for (const id of row?.ids ?? []) await owner`select * from chat.index_messages(${[id]}::uuid[], 100)`;
  };
  let maria: Wire;
  beforeAll(async () => {
    maria = await server.signIn({ sub: "maria", sellers: ["many"] });
    // 300 conversations of 40 messages: one word in each third, one in a few old ones, one in the second oldest alone.
    await owner`
      insert into chat.conversation (id, buyer_id, seller_id, rev, last_seq, last_at, last_slot, changed_at, changed_slot,
        seller_unread, status)
      select ('00000000-0000-0000-0000-' || lpad(i::text, 12, '0'))::uuid, 'm' || i, 'many', 40, 40, at, chat.slot(at), at,
        chat.slot(at), i % 4, case when i % 5 = 0 then 'closed' else 'open' end
      from generate_series(1, 300) as i, lateral (select timestamptz '2026-11-01' + i * interval '1 minute' as at) t
    `;
    await owner`
      insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
      select c.id, n, gen_random_uuid(), n, 'buyer', c.buyer_id, case
        when n = 7 and i % 3 = 0 then 'часто' when n = 9 and i <= 45 then 'редко' when n = 11 and i = 2 then 'однажды'
        else 'прочее' end, c.last_at
      from chat.conversation c, lateral (select substr(buyer_id, 2)::integer as i) k, generate_series(1, 40) as n
      where seller_id = 'many'
    `;
    await index();
  });
  const numbers = async (query: string, more: object = {}) => {
    const found: number[] = [];
    for (let before: string | null | undefined; before !== null; ) {
      const page = await maria.ask(
        { type: "inbox", seller: "many", query, ...more, ...(before ? { before } : {}) },
        "inbox",
      );
      found.push(...page.items.map(({ id }) => Number(id.slice(-12))));
      before = page.next;
    }
    return found;
  };
  const all = Array.from({ length: 300 }, (_, i) => 300 - i);

  test("what is frequent and what is rare: each conversation once, newest first, over all pages", async () => {
    expect(await numbers("часто")).toEqual(all.filter((i) => i % 3 === 0));
    expect(await numbers("редко")).toEqual(all.filter((i) => i <= 45));
    expect(await numbers("однажды")).toEqual([2]);
    expect(await numbers("никогда")).toEqual([]);
  });

  test("in a conversation of any length, by its seller and by its buyer", async () => {
    const [long, seller] = [crypto.randomUUID(), { sub: "tikhon", sellers: ["long"] }];
    await owner`
      insert into chat.conversation (id, buyer_id, seller_id, rev, last_seq, last_at, last_slot, changed_at, changed_slot)
      values (${long}, 'leo', 'long', 2500, 2500, now(), chat.slot(now()), now(), chat.slot(now()))
    `;
    await owner`
      insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
      select ${long}, n, gen_random_uuid(), n, 'buyer', 'leo', case n when 3 then 'вначале' when 2400 then 'недавно' else 'и' end, now()
      from generate_series(1, 2500) as n
    `;
    await owner`select * from chat.index_messages(${[long]}::uuid[], 3000)`;
    for (const [wire, of] of [
      [await server.signIn(seller), { seller: "long" }],
      [await server.signIn({ sub: "leo" }), {}],
    ] as const)
      for (const [query, seq] of [
        ["вначале", 3],
        ["недавно", 2400],
      ] as const)
        expect((await wire.ask({ type: "inbox", ...of, query }, "inbox")).found).toEqual([
          { conversation: long, seq, text: query },
        ]);
  });

  test("with a filter, and with unread ones first", async () => {
    for (const [word, has] of [
      ["часто", (i: number) => i % 3 === 0],
      ["редко", (i: number) => i <= 45],
    ] as const) {
      expect(await numbers(word, { filter: "closed" })).toEqual(all.filter((i) => has(i) && i % 5 === 0));
      const hits = all.filter(has);
      expect(await numbers(word, { order: "unread" })).toEqual([
        ...hits.filter((i) => i % 4 > 0),
        ...hits.filter((i) => i % 4 === 0),
      ]);
    }
  });
});

describe("whatever is typed", () => {
  test("no input is an operator or an error", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: "binary", maxLength: 60 }),
          fc.string({ unit: fc.constantFrom(..."'\\:*&|!<->() \"ab"), maxLength: 30 }),
        ),
        async (typed) => {
          const text = typed.replaceAll("\u0000", "");
          await owner`select chat.search_query('k''\\:', ${text}), chat.words('k''\\:', ${text})`;
        },
      ),
      { numRuns: 200 },
    );
  });

  test("a text is found by any of its words, and by the beginning of the last", async () => {
    const letters = fc.string({
      unit: fc.constantFrom(..."абвгежиостуэюяё", ..."abcdeinostz", ..."059"),
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(letters, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        async (words, from, cut) => {
          const some = words.slice(from % words.length);
          const last = some.at(-1) ?? "";
          const typed = [...some.slice(0, -1), last.slice(0, 1 + (cut % last.length))].join("  ");
          const [row] = await owner<{ sought: boolean; hit: boolean }[]>`
          select q is not null as sought, chat.words('k:', ${words.join(" ")}) @@ q as hit
          from chat.search_query('k:', ${typed}) as q
        `;
          // What every text has stands in no index: a last word such as "the" is only found with others.
          const [{ stop = false } = {}] = await owner<{ stop: boolean }[]>`
          select cardinality(tsvector_to_array(to_tsvector('chat.whole', chat.plain(${last})))) = 0 as stop
        `;
          expect(stop || row?.hit === true).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("over the wire, too; nothing typed is no search", async () => {
    for (const query of [
      "' or 1=1 --",
      "a & !b",
      "лампа:*",
      "\\",
      "«»",
      "!",
      "<->",
      "the",
      "и",
      "x".repeat(200),
      "я".repeat(200),
      `лампа ${"я".repeat(190)}`,
    ])
      expect((await petr.ask({ type: "inbox", seller: "svet", query }, "inbox")).type).toBe("inbox");
    expect((await petr.ask({ type: "inbox", seller: "svet", query: "  " }, "inbox")).found).toBeUndefined();
    expect(await petr.ask({ type: "inbox", seller: "svet", query: "a\u0000" }, "error")).toMatchObject({
      code: "bad_frame",
    });
  });
});

describe("S2 nobody finds what isn't theirs", () => {
  test("sellers find their own alone, buyers their own alone, by the seller's name too", async () => {
    const index = new SearchIndex(server.db.aside, createLog({ logLevel: "silent", logFormat: "json" }));
    await server.signIn({ sub: "olga", name: "Ольга", sellers: [{ id: "keramika", name: "Керамика Ольги" }] });
    const one = await talk(["секретное слово"], { name: "Первая" });
    const two = await talk(["секретное слово"], { name: "Вторая", seller: "keramika" });
    await index.idle();
    await index.stop();
    expect((await find("секретное")).ids).toEqual([one.id]);
    expect((await find("секретное", {}, olga)).ids).toEqual([two.id]);
    expect((await find("секретное", {}, one.wire)).ids).toEqual([one.id]);
    expect((await find("секр", {}, two.wire)).found).toEqual([
      { conversation: two.id, seq: 1, text: "секретное слово" },
    ]);
    expect((await find("керамика", {}, two.wire)).ids).toEqual([two.id]);
    expect((await find("вторая", {}, two.wire)).ids).toEqual([]);
    expect(await one.wire.ask({ type: "inbox", seller: "svet", query: "секретное" }, "error")).toMatchObject({
      code: "forbidden",
    });
  });

  test("the database: the function asks who asks, and the words are in no table that a person may read", async () => {
    const { id } = await talk(["тайна"]);
    const index = new SearchIndex(server.db.aside, createLog({ logLevel: "silent", logFormat: "json" }));
    await index.idle();
    await index.stop();
    const search = (asker: { id: string; sellers: string[] }, shop: string | null) =>
      server.db.as(
        asker,
        (tx) =>
          tx`select conversation from chat.search(${shop}::text, 'тайна', null, null, false, null, null, null, 9)`,
      );
    expect([...(await search({ id: "petr", sellers: ["svet"] }, "svet"))]).toEqual([{ conversation: id }]);
    for (const [asker, shop] of [
      [{ id: "olga", sellers: ["keramika"] }, "svet"],
      [{ id: "anna", sellers: [] }, "svet"],
      [{ id: "anna", sellers: [] }, null],
      [{ id: "", sellers: [] }, null],
    ] as const)
      expect(await search({ ...asker, sellers: [...asker.sellers] }, shop)).toHaveLength(0);
    for (const table of ["message_search", "conversation_search"])
      await expect(
        server.db.as({ id: "petr", sellers: ["svet"] }, (tx) => tx`select from chat.${tx(table)}`),
      ).rejects.toThrow("permission denied");
  });

  test("S4 a person searches five times a second", async () => {
    const now = Date.now();
    const limited = await startServer({ database: server.database, now: () => now }); // no time passes
    const wire = await limited.signIn(PETR);
    for (let n = 0; n < 20; n++) await wire.ask({ type: "inbox", seller: "svet", query: "лампа" }, "inbox");
    expect(await wire.ask({ type: "inbox", seller: "svet", query: "лампа" }, "error")).toMatchObject({
      code: "rate_limited",
      retryAfter: expect.any(Number),
    });
    await limited.stop();
  });
});

test("an excerpt holds the first of the words and no half character", () => {
  expect(excerpt("Коротко и ясно", "ясно")).toBe("Коротко и ясно");
  const long = `${"слово ".repeat(100)}Лампочки ещё есть? ${"слово ".repeat(100)}`;
  const part = excerpt(long, "нет лампа");
  expect(part.startsWith("…")).toBe(true);
  expect(part).toContain("Лампочки ещё есть?");
  expect(part.length).toBeLessThanOrEqual(202);
  expect(excerpt("😀".repeat(300), "x").isWellFormed()).toBe(true);
  expect(excerpt(`${"😀".repeat(61)}x${"😀".repeat(200)}`, "x").isWellFormed()).toBe(true);
});
