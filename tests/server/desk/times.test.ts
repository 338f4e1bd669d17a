/** Working hours, as buyers are told of them. Clocks are the tests' own. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { SellerSettings } from "../../../server/protocol/rest";
import { startServer, type TestServer } from "../../support/server";
import type { Wire } from "../../support/wire";

const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** Nine to six, every day, UTC. */
const OFFICE: SellerSettings = {
  replies: [],
  hours: { zone: "UTC", days: Array.from({ length: 7 }, () => ({ from: 540, to: 1080 })) },
  away: "Ответим утром, с девяти.",
};
const PETR = { sub: "petr", name: "Пётр", sellers: ["svet"] };

let server: TestServer;
let other: TestServer;
let now: number;
/** Of tomorrow: minutes since midnight. */
const clock = (minutes: number) => {
  now = (Math.floor(Date.now() / DAY) + 1) * DAY + minutes * MINUTE;
};
const nine = () =>
  new Date((Math.floor(now / DAY) + (now % DAY >= 1080 * MINUTE ? 1 : 0)) * DAY + 540 * MINUTE).toISOString();

beforeEach(async () => {
  clock(1140); // 19:00
  server = await startServer({ now: () => now });
  other = await startServer({ now: () => now, database: server.database });
});
afterEach(async () => {
  await other.stop();
  await server.stop();
});

async function put(settings: Partial<SellerSettings>, at: TestServer = server): Promise<void> {
  const token = await server.token(PETR, WEEK / 1000);
  const response = await fetch(`${at.url}/v1/sellers/svet/settings`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ ...OFFICE, ...settings }),
  });
  expect(response.status).toBe(200);
}

/** Signed in for longer than the clock is moved. */
async function enter(
  claims: { sub: string; name?: string; sellers?: string[] },
  at: TestServer = server,
): Promise<Wire> {
  const wire = await at.connect();
  wire.send({ type: "hello", v: 1, token: await server.token(claims, WEEK / 1000) });
  await wire.next("welcome");
  return wire;
}
const anna = (at?: TestServer) => enter({ sub: "anna", name: "Анна" }, at);
const spoken = async (wire: Wire, conversation: string) =>
  (await wire.ask({ type: "history", conversation }, "page")).messages.map(({ side, text }) => `${side}: ${text}`);
/** Everything under way on both servers has come to the database. */
const quiet = async (...wires: Wire[]) => {
  for (let turn = 0; turn < 3; turn++) {
    await Promise.all([server.db.writes`select 1`, other.db.writes`select 1`]);
    await Promise.all(wires.map((wire) => wire.settled()));
  }
};

describe("presence", () => {
  test("says until when the seller is closed, and nothing without hours or while they work", async () => {
    const wire = await anna();
    await wire.open("svet");
    expect(await wire.next("presence")).toEqual({ type: "presence", seller: "svet", online: false });
    await put({});
    expect(await wire.next("presence")).toEqual({ type: "presence", seller: "svet", online: false, until: nine() });
    await put({ hours: null });
    expect(await wire.next("presence")).toEqual({ type: "presence", seller: "svet", online: false });
  });

  test("is told again when a boundary passes, and only then", async () => {
    clock(539);
    await put({});
    const wire = await anna();
    await wire.open("svet");
    expect(await wire.next("presence")).toMatchObject({ until: nine() });
    now += 30_000;
    server.live.sweep();
    await wire.settled();
    expect(wire.frames).toEqual([]);
    now += 30_000;
    server.live.sweep();
    expect(await wire.next("presence")).toEqual({ type: "presence", seller: "svet", online: false });
    clock(1079.5);
    await wire.settled();
    now += 30_000;
    server.live.sweep();
    expect(await wire.next("presence")).toMatchObject({ until: nine() });
  });

  test("somebody who comes or goes takes nothing of it away", async () => {
    await put({});
    const wire = await anna();
    await wire.open("svet");
    await wire.next("presence");
    await enter(PETR);
    expect(await wire.next("presence")).toEqual({ type: "presence", seller: "svet", online: true, until: nine() });
  });

  test("another server hears of new hours within a minute, with one question for everybody there", async () => {
    const wires = await Promise.all(["vera", "ivan"].map((sub) => enter({ sub }, other)));
    for (const wire of wires) {
      await wire.open("svet");
      await wire.next("presence");
    }
    await put({});
    now += MINUTE;
    other.live.sweep();
    for (const wire of wires) expect(await wire.next("presence")).toMatchObject({ until: nine() });
  });

  test("a poll is told, too", async () => {
    await put({});
    const token = await server.token({ sub: "anna" }, WEEK / 1000);
    const response = await fetch(`${server.url}/v1/poll`, {
      method: "POST",
      body: JSON.stringify({
        frames: [
          { type: "hello", v: 1, token },
          { type: "open", ref: 1, seller: "svet" },
        ],
        wait: 0,
      }),
    });
    const { frames } = (await response.json()) as { frames: { type: string }[] };
    expect(frames.find(({ type }) => type === "presence")).toMatchObject({ until: nine() });
  });
});

describe("the away text", () => {
  test("is told to who writes outside hours: to both sides, once in a closed period", async () => {
    await put({});
    const wire = await anna();
    const phone = await anna();
    const { conversation } = await wire.open("svet");
    await wire.say(conversation.id, "Есть кто?");
    for (const one of [wire, phone]) {
      const { message } = await one.next("message", ({ message: { side } }) => side === "system");
      expect(message).toMatchObject({ seq: 2, rev: 2, text: OFFICE.away });
    }
    await wire.say(conversation.id, "Ау");
    await quiet(wire);
    expect(await spoken(wire, conversation.id)).toEqual(["buyer: Есть кто?", `system: ${OFFICE.away}`, "buyer: Ау"]);
    // It goes on waiting for an answer.
    const petr = await enter(PETR);
    expect((await petr.ask({ type: "inbox", seller: "svet", filter: "waiting" }, "inbox")).items).toHaveLength(1);
    petr.close();
  });

  test("is told again in the next closed period", async () => {
    await put({});
    const wire = await anna();
    const { conversation } = await wire.open("svet");
    await wire.say(conversation.id, "Вечером");
    await wire.next("message");
    now += DAY;
    const later = await anna();
    await later.say(conversation.id, "Назавтра");
    expect((await later.next("message")).message).toMatchObject({ side: "system", seq: 4 });
  });

  test("is not told within hours, without a text, without hours, or while somebody is there", async () => {
    const wire = await anna();
    const { conversation } = await wire.open("svet");
    await wire.say(conversation.id, "Часов нет");
    await put({ away: "" });
    await wire.say(conversation.id, "Текста нет");
    await put({});
    const petr = await enter(PETR);
    await wire.say(conversation.id, "Пётр тут");
    clock(600);
    await wire.say(conversation.id, "Днём");
    await quiet(wire, petr);
    expect(await spoken(wire, conversation.id)).toHaveLength(4);
  });

  test("D3 is told exactly once by two servers at once, under repeated sends, and leaves no hole", async () => {
    await put({});
    const [here, there] = await Promise.all([anna(), anna(other)]);
    const { conversation } = await here.open("svet");
    const ids = Array.from({ length: 20 }, () => crypto.randomUUID());
    await Promise.all(
      ids.flatMap((id) => [
        here.say(conversation.id, id, id),
        there.say(conversation.id, id, id),
        here.say(conversation.id, id, id),
      ]),
    );
    await quiet(here, there);
    const { messages } = await here.ask({ type: "history", conversation: conversation.id, limit: 100 }, "page");
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    expect(messages.map(({ rev }) => rev)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1));
    expect(messages.filter(({ side }) => side === "system")).toHaveLength(1);
  });
});
