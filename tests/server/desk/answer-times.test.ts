import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres, { type Sql } from "postgres";
import { measureAnswerTimes, usualTime } from "../../../server/chat/answer-times";
import { selectTimes } from "../../../server/db/settings";
import { startServer, type TestServer } from "../../support/server";

const MINUTE = 60_000;

describe("the median", () => {
  const answers = (...minutes: number[]) =>
    minutes.map((took) => ({ asked: new Date(0), answered: new Date(took * MINUTE) }));
  test("of an odd and of an even number; nothing below five", () => {
    expect(usualTime(answers(1, 2, 100, 4, 3), null)).toBe(3 * MINUTE);
    expect(usualTime(answers(1, 2, 100, 4, 3, 4), null)).toBe(3.5 * MINUTE);
    expect(usualTime(answers(1, 2, 3, 4), null)).toBeUndefined();
  });
  test("what passes outside the hours is no waiting", () => {
    const night = { asked: new Date("2026-11-22T22:00:00Z"), answered: new Date("2026-11-23T10:00:00Z") };
    const hours = { zone: "UTC", days: Array.from({ length: 7 }, () => ({ from: 540, to: 1080 })) };
    expect(usualTime(Array(5).fill(night), hours)).toBe(60 * MINUTE);
    expect(usualTime(Array(5).fill(night), null)).toBe(720 * MINUTE);
  });
});

describe("of a seller", () => {
  let server: TestServer;
  let owner: Sql;
  beforeAll(async () => {
    server = await startServer();
    owner = postgres({ ...server.database.where, max: 1, onnotice: () => {} });
  });
  afterAll(async () => {
    await owner.end();
    await server.stop();
  });
  beforeEach(async () => {
    await owner`truncate chat.conversation, chat.message, chat.report, chat.seller`;
  });

  /** Says lines `[side, minutes ago, sender?]` in a new conversation. */
  async function talk(lines: [side: "buyer" | "seller" | "system", ago: number, sender?: string][], more: object = {}) {
    const id = Bun.randomUUIDv7();
    await owner`insert into chat.seller (id) values ('svet') on conflict do nothing`;
    await owner`
      insert into chat.conversation ${owner({
        id,
        buyer_id: "anna",
        seller_id: "svet",
        rev: lines.length,
        last_seq: lines.length,
        last_at: new Date(),
        last_slot: 0,
        changed_at: new Date(),
        changed_slot: Math.round(Date.now() / 900_000),
      })}
    `;
    // Blocks are taken over from the pair when a conversation begins, so they are set afterwards.
    if (Object.keys(more).length > 0) await owner`update chat.conversation set ${owner({ ...more })} where id = ${id}`;
    for (const [i, [side, ago, sender = side]] of lines.entries())
      await owner`
        insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
        values (${id}, ${i + 1}, gen_random_uuid(), ${i + 1}, ${side}, ${sender}, 'x', ${new Date(Date.now() - ago * MINUTE)})
      `;
    return id;
  }
  const usual = async () => {
    await owner`update chat.seller set usual_at = null`;
    await measureAnswerTimes(server.db.aside, ["robot"]);
    const [row] = await selectTimes(server.db.writes, ["svet"]);
    return row?.usual == null ? undefined : Math.round(row.usual / MINUTE);
  };

  test("from the first waiting message to the first answer, each time that somebody waited", async () => {
    for (let n = 0; n < 2; n++)
      await talk([
        ["buyer", 100],
        ["buyer", 95],
        ["seller", 80], // 20
        ["seller", 10],
        ["buyer", 9],
        ["seller", 4], // 5
      ]);
    await talk([
      ["seller", 3],
      ["buyer", 2],
    ]);
    expect(await usual()).toBeUndefined(); // four
    await talk([
      ["buyer", 30],
      ["seller", 20],
    ]); // 10
    expect(await usual()).toBe(10);
  });

  test("robots, the system, what is old, removed, blocked or reported doesn't count", async () => {
    for (let n = 0; n < 5; n++)
      await talk([
        ["buyer", 60],
        ["system", 59, ""],
        ["seller", 58, "robot"],
        ["seller", 20],
      ]);
    expect(await usual()).toBe(40);
    for (let n = 0; n < 20; n++) {
      await talk([
        ["buyer", 44_000],
        ["seller", 43_990],
      ]);
      await talk(
        [
          ["buyer", 10],
          ["seller", 9],
        ],
        { seller_blocks: true },
      );
      const reported = await talk([
        ["buyer", 10],
        ["seller", 9],
      ]);
      await owner`insert into chat.report (id, conversation_id, person_id, reason, evidence, created_at)
        values (gen_random_uuid(), ${reported}, 'petr', 'spam', '[]', now())`;
      const removed = await talk([
        ["buyer", 10],
        ["seller", 9],
      ]);
      await owner`update chat.message set removed_at = now() where conversation_id = ${removed} and side = 'seller'`;
    }
    expect(await usual()).toBe(40);
  });

  test("is looked at once an hour, by one server, and only where somebody wrote", async () => {
    for (let n = 0; n < 5; n++)
      await talk([
        ["buyer", 60],
        ["seller", 50],
      ]);
    await owner`insert into chat.seller (id) values ('quiet')`;
    const looks = await Promise.all([1, 2, 3].map(() => measureAnswerTimes(server.db.aside, [])));
    expect(looks.sort()).toEqual([0, 0, 1]);
    await owner`update chat.seller set usual_at = now() - interval '61 minutes'`;
    expect(await measureAnswerTimes(server.db.aside, [])).toBe(1);
  });

  test("buyers are told", async () => {
    for (let n = 0; n < 5; n++)
      await talk([
        ["buyer", 60],
        ["seller", 50],
      ]);
    await usual();
    const anna = await server.signIn({ sub: "vera" });
    await anna.open("svet");
    const { usual: told } = await anna.next("presence");
    expect(Math.round((told ?? 0) / MINUTE)).toBe(10);
  });

  test("S2 nobody who chats may call what measures", async () => {
    const { db } = server;
    const asker = { id: "anna", sellers: ["svet"] };
    for (const work of [
      () => db.as(asker, (tx) => tx`select * from chat.answers('svet', '{}')`),
      () => db.as(asker, (tx) => tx`select * from chat.set_usual('svet', 1)`),
      () => db.as(asker, (tx) => tx`update chat.seller set usual_ms = 1 where id = 'svet'`),
    ])
      await expect(work()).rejects.toThrow("permission denied");
  });
});
