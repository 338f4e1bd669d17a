/** S2 The policies cost no index: what the server reads is planned as if they weren't there. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres, { type Sql } from "postgres";
import * as chat from "../../../server/chat/conversations";
import { list } from "../../../server/chat/lists";
import { signIn } from "../../../server/chat/sign-in";
import { selectAttachments } from "../../../server/db/attachments";
import { type Asker, type Database, type Transaction, types } from "../../../server/db/client";
import { type TestDatabase, testDatabase } from "../../support/database";

const CONVERSATIONS = 2_000;
const MESSAGES = 200_000;
/** Pages of 8 KiB; the tables have 5,000 and more. */
const BUFFERS = 700;

interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
  readonly Plans?: readonly Node[];
}

let database: TestDatabase;
let sql: ReturnType<typeof open>;
let plans: Node[] = [];

/** Every statement's plan comes back as a notice. */
const open = ({ where }: TestDatabase) =>
  postgres({
    ...where,
    max: 1,
    types,
    fetch_types: false,
    onnotice: ({ message = "" }) => {
      const json = message.split("plan:\n")[1];
      if (json) plans.push(JSON.parse(json).Plan);
    },
  });

beforeAll(async () => {
  database = await testDatabase();
  sql = open(database);
  await fill(sql);
  await sql.unsafe(`
    load 'auto_explain';
    set auto_explain.log_level = notice;
    set auto_explain.log_min_duration = 0;
    set auto_explain.log_format = json;
    set auto_explain.log_analyze = on;
    set auto_explain.log_buffers = on;
    set auto_explain.log_timing = off;
  `);
}, 60_000);
afterAll(async () => {
  await db.end();
  await database.drop();
});

async function fill(to: Sql): Promise<void> {
  await to.unsafe(`
    insert into chat.person (id, name, seen_at) select 'b' || n, 'B', now() from generate_series(0, 399) n;
    insert into chat.seller (id, name) select 's' || n, 'S' from generate_series(0, 9) n;
    insert into chat.conversation (
      id, buyer_id, seller_id, rev, last_seq, last_at, last_slot, changed_at, changed_slot, seller_unread, buyer_unread
    )
    select lpad(to_hex(n), 32, '0')::uuid, 'b' || n % 400, 's' || n % 10, 100, 100, at, chat.slot(at), at, chat.slot(at), 1, 1
    from (select n, now() - n * interval '1 minute' as at from generate_series(0, ${CONVERSATIONS - 1}) n) x;
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
    select c.id, s, gen_random_uuid(), s, 'buyer', c.buyer_id, repeat('x', 100), now()
    from chat.conversation c, generate_series(1, ${MESSAGES / CONVERSATIONS}) s;
    insert into chat.attachment (id, uploader, conversation_id, message_id, name, type, size, created_at)
    select m.id, m.sender, m.conversation_id, m.id, '', 'image/png', 1, now() from chat.message m where m.seq % 10 = 0;
    analyze chat.conversation, chat.message, chat.person, chat.seller, chat.attachment;
  `);
}

const BUYER = { id: "b7", sellers: [] };
const SELLER = { id: "clerk", sellers: ["s7"] };
const CONVERSATION = "00000000-0000-0000-0000-000000000007"; // of the two
const askers: [string, Asker][] = [
  ["the buyer", BUYER],
  ["the seller", SELLER],
];

/** As the server's own connection does it. */
const db: Database = {
  as: async (asker, work, mode = "read write") => {
    const { result } = await sql.begin(mode, async (tx) => {
      await tx`select set_config('role', 'seller_chat_app', true), set_config('chat.asker', ${asker.id}, true),
        set_config('chat.sellers', ${asker.sellers as string[]}::text[]::text, true)`;
      plans = [];
      return { result: await work(tx) };
    });
    return result;
  },
  writes: () => Promise.reject(new Error("only reads are looked at")),
  aside: () => Promise.reject(new Error("only reads are looked at")),
  alive: () => Promise.resolve(true),
  end: () => sql.end(),
};

const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

/** What `work` read, if that was by the indexes. */
async function pagesRead(work: () => Promise<unknown>): Promise<number> {
  await work();
  expect(plans.length).toBeGreaterThan(0);
  let pages = 0;
  for (const plan of plans) {
    for (const node of nodes(plan)) {
      const scan = `${node["Node Type"]} on ${node["Relation Name"]}`;
      expect(scan).not.toMatch(/^(Parallel )?Seq Scan on (message|conversation)$/);
    }
    // Who asks is looked up once, in an InitPlan; in a condition it would be looked up for each row.
    expect(JSON.stringify(plan)).not.toMatch(/asker|current_setting/);
    pages += plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
  }
  return pages;
}

for (const [name, asker] of askers) {
  const seller = asker === SELLER ? { seller: "s7" } : {};
  const reads: [string, () => Promise<unknown>][] = [
    ["the newest page", () => chat.history(db, asker, { conversation: CONVERSATION })],
    ["an older page", () => chat.history(db, asker, { conversation: CONVERSATION, before: 50, limit: 100 })],
    ["what changed", () => chat.changes(db, asker, { conversation: CONVERSATION, after: 60 })],
    ["a list and its unread count", () => list(db, asker, seller)],
    ["what a list missed", () => list(db, asker, { ...seller, since: new Date(Date.now() - 600_000).toISOString() })],
    ["what is unread", () => list(db, asker, { ...seller, filter: "unread" })],
  ];
  test.each(reads)(`S2 %s, read by ${name}`, async (_, read) => {
    const pages = await pagesRead(read);
    expect(pages).toBeLessThan(BUFFERS);
  });
}

test.each(askers)("S2 the files of a page, asked for by %s", async (_, asker) => {
  const ids = await sql<{ id: string }[]>`select id from chat.attachment where conversation_id = ${CONVERSATION}`;
  let found = 0;
  const pages = await pagesRead(async () => {
    found = (
      await db.as(asker, (tx) =>
        selectAttachments(
          tx,
          ids.map(({ id }) => id),
        ),
      )
    ).length;
  });
  expect(found).toBe(10);
  expect(pages).toBeLessThan(BUFFERS);
});

test("S2 coming back to 20 conversations", async () => {
  const cursors = Array.from({ length: 20 }, (_, n): [string, number] => {
    return [`00000000-0000-0000-0000-${(7 + n * 10).toString(16).padStart(12, "0")}`, 90];
  });
  const newcomer = { id: "clerk", name: "", picture: null, sellers: [{ id: "s7" }], issuedAt: Date.now() };
  const back = signIn(db, SELLER, newcomer, cursors);
  let missed = 0;
  const pages = await pagesRead(async () => {
    for (const { messages } of (await back).resumptions) missed += messages.length;
  });
  expect(missed).toBe(200);
  expect(pages).toBeLessThan(20 * 100);
});

test("S2 a look for a pitfall finds one", async () => {
  const whole = () => db.as(BUYER, (tx: Transaction) => tx`select count(*) from chat.message where text = 'x'`);
  await expect(pagesRead(whole)).rejects.toThrow("Seq Scan on message");
});
