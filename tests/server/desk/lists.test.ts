/** A seller's inbox: filters, order, paging. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres, { type Sql } from "postgres";
import { settle } from "../../../server/db/lists";
import type { Conversation } from "../../../server/protocol/model";
import { startServer, type TestServer } from "../../support/server";
import type { Wire } from "../../support/wire";

const PETR = { sub: "petr", name: "Пётр", sellers: ["svet"] };

let server: TestServer;
let owner: Sql;
let petr: Wire;
beforeAll(async () => {
  server = await startServer({ config: { rateLimits: false } });
  owner = postgres({ ...server.database.where, max: 1, onnotice: () => {} });
  petr = await server.signIn(PETR);
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

/** 100 conversations, of two minutes, some within one millisecond; a third of them unread. */
beforeEach(async () => {
  await owner`truncate chat.conversation, chat.message`;
  await owner`
    insert into chat.conversation (id, buyer_id, seller_id, rev, last_seq, last_at, last_slot, last_side, changed_at,
      changed_slot, seller_unread, buyer_unread, status, assignee, seller_blocks)
    select gen_random_uuid(), 'b' || i % 7, case when i % 10 = 9 then 'other' else 'svet' end, 1, 1, at, chat.slot(at),
      case when i % 4 = 0 then 'buyer' else 'seller' end, at, chat.slot(at), case when i % 3 = 0 then i % 5 + 1 else 0 end,
      i % 2, case when i % 6 = 0 then 'closed' else 'open' end, case i % 8 when 0 then 'petr' when 1 then 'olga' end,
      i % 11 = 0
    from generate_series(0, 999) as i, lateral (select timestamptz '2026-11-01T10:14:00Z' + (i / 3) * interval '1 second' as at)
  `;
  // Blocks are taken over from the pair when a conversation begins, so they are set afterwards.
  await owner`update chat.conversation set seller_blocks = true where last_at::text like '%7%'`;
});

const stored = (of = "svet") => owner<{ id: string; unread: boolean; chosen: Record<string, boolean> }[]>`
  select id, seller_unread > 0 as unread, jsonb_build_object(
    'unread', seller_unread > 0, 'waiting', last_side = 'buyer' and status = 'open', 'mine', assignee is not distinct from 'petr',
    'closed', status = 'closed', 'blocked', seller_blocks
  ) as chosen
  from chat.conversation where seller_id = ${of} order by last_at desc, id desc
`;

async function all(
  request: Record<string, string>,
  between?: (page: number) => Promise<void>,
): Promise<Conversation[]> {
  const found: Conversation[] = [];
  let before: string | undefined;
  for (let page = 0; ; page++) {
    const { items, next } = await petr.ask(
      { type: "inbox", seller: "svet", ...request, ...(before ? { before } : {}) },
      "inbox",
    );
    found.push(...items);
    if (next === null) return found;
    expect(items).toHaveLength(30);
    before = next;
    await between?.(page);
  }
}
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

describe("pages hold every conversation once, in order", () => {
  const filters = [undefined, "unread", "waiting", "mine", "closed", "blocked"];
  test.each(
    filters.flatMap(
      (filter) =>
        [
          [filter, "newest"],
          [filter, "unread"],
        ] as const,
    ),
  )("filter %s, order %s", async (filter, order) => {
    const rows = (await stored()).filter(({ chosen }) => !filter || chosen[filter]);
    const expected =
      order === "newest" ? rows : [...rows.filter((row) => row.unread), ...rows.filter((row) => !row.unread)];
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.length).toBeLessThan(filter ? 901 : 1001);
    expect(ids(await all({ order, ...(filter ? { filter } : {}) }))).toEqual(ids(expected));
  });

  test("also while conversations are read on the way: nothing that didn't move is left out", async () => {
    const rows = await stored();
    const read = rows.filter(({ unread }) => unread).slice(35, 45);
    const moved = new Set(ids(read));
    const found = await all({ order: "unread" }, async (page) => {
      if (page === 0) await owner`update chat.conversation set seller_unread = 0 where id = any (${ids(read)}::uuid[])`;
    });
    const still = rows.filter(({ id }) => !moved.has(id));
    expect(new Set(ids(found).filter((id) => !moved.has(id)))).toEqual(new Set(ids(still)));
    expect(new Set(ids(found))).toEqual(new Set(ids(rows))); // those that moved went to the others, further down
  });
});

describe("what came to rest is settled", () => {
  const BEGINNING = new Date(0);
  const age = () =>
    owner`update chat.conversation set changed_at = now() - interval '1 hour', changed_slot = chat.slot(now() - interval '1 hour')`;
  const counted = async () => (await petr.ask({ type: "inbox", seller: "svet" }, "inbox")).unread;

  test("the lists and the count stay what they were", async () => {
    await age();
    const requests = ["unread", "waiting", "mine", "closed", "blocked"].flatMap((filter) =>
      ["newest", "unread"].map((order) => ({ filter, order })),
    );
    const answers = async () => [
      await counted(),
      ...(await Promise.all(requests.map(async (one) => ids(await all(one))))),
    ];
    const before = await answers();
    const [{ read = 0 } = {}] = await owner<
      { read: number }[]
    >`select count(*)::integer as read from chat.conversation where seller_unread = 0`;
    expect(await settle(server.db.aside, BEGINNING, 5)).toBe(5);
    expect(await settle(server.db.aside, BEGINNING, 10_000)).toBe(read - 5);
    expect(await settle(server.db.aside, BEGINNING, 10_000)).toBe(0);
    expect(await answers()).toEqual(before);
  });

  test("a message in a settled conversation is unread at once, and read again", async () => {
    const vera = await server.signIn({ sub: "vera" });
    const { conversation } = await vera.open("svet");
    await vera.say(conversation.id, "Добрый день");
    petr.send({ type: "read", conversation: conversation.id, seq: 1 });
    await vera.next("receipt");
    const before = await counted();
    await age();
    await settle(server.db.aside, BEGINNING, 10_000);
    expect(await counted()).toBe(before);
    await vera.say(conversation.id, "Вы здесь?");
    expect(await counted()).toBe(before + 1);
    expect(ids((await petr.ask({ type: "inbox", seller: "svet", filter: "unread" }, "inbox")).items)[0]).toBe(
      conversation.id,
    );
  });

  test("not what changed in this slot or the one before: somebody may be about to write in it", async () => {
    await owner`update chat.conversation set changed_at = now(), changed_slot = chat.slot(now() - interval '15 minutes')`;
    expect(await settle(server.db.aside, BEGINNING, 10_000)).toBe(0);
  });
});

test("a place that no answer gave is refused", async () => {
  for (const before of [
    "",
    "x",
    "2 2026-11-01T10:14:00.000Z x",
    "0 2026-99-01T10:14:00.000Z 00000000-0000-0000-0000-000000000000",
  ])
    expect(await petr.ask({ type: "inbox", seller: "svet", before }, "error")).toMatchObject({ code: "bad_frame" });
});

test("a buyer's filters are of their own side", async () => {
  const anna = await server.signIn({ sub: "b3", name: "Анна" });
  const own = await owner<{ id: string; unread: boolean; waiting: boolean }[]>`
    select id, buyer_unread > 0 as unread, last_side = 'seller' and status = 'open' as waiting
    from chat.conversation where buyer_id = 'b3' order by last_at desc, id desc
  `;
  const first = async (filter: string) => ids((await anna.ask({ type: "inbox", filter }, "inbox")).items);
  expect(await first("unread")).toEqual(ids(own.filter(({ unread }) => unread).slice(0, 30)));
  expect(await first("waiting")).toEqual(ids(own.filter(({ waiting }) => waiting).slice(0, 30)));
  expect(await first("mine")).toEqual([]);
  expect(await first("blocked")).toEqual([]);
});
