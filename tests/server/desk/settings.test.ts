import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import type { SellerSettings } from "../../../server/protocol/rest";
import { startServer, type TestServer } from "../../support/server";

let server: TestServer;
let petr: string;
let olga: string;
let anna: string;
beforeAll(async () => {
  server = await startServer({ config: { rateLimits: false } });
  [petr, olga, anna] = (await Promise.all([
    server.token({ sub: "petr", sellers: ["svet"] }),
    server.token({ sub: "olga", sellers: ["keramika"] }),
    server.token({ sub: "anna" }),
  ])) as [string, string, string];
});
afterAll(() => server.stop());

const work = { from: 540, to: 1080 };
const SETTINGS: SellerSettings = {
  replies: [
    { shortcut: "привет", text: "Здравствуйте, {buyer}!" },
    { shortcut: "bye", text: "Thank you\nand good-bye" },
  ],
  hours: { zone: "Europe/Moscow", days: [work, work, work, work, work, null, null] },
  away: "Ответим утром.",
};
const NOTHING: SellerSettings = { replies: [], hours: null, away: "" };

async function ask(token: string | undefined, method: "GET" | "PUT", seller = "svet", body?: unknown) {
  const response = await fetch(`${server.url}/v1/sellers/${encodeURIComponent(seller)}/settings`, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), "content-type": "application/json" },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer };
}

describe("a seller's settings", () => {
  test("are nothing at first, then what was put, whole and in order", async () => {
    expect(await ask(petr, "GET")).toEqual({ status: 200, body: NOTHING });
    expect(await ask(petr, "PUT", "svet", SETTINGS)).toEqual({ status: 200, body: SETTINGS });
    expect(await ask(petr, "GET")).toEqual({ status: 200, body: SETTINGS });
    const less = { ...NOTHING, replies: [{ shortcut: "bye", text: "Bye" }] };
    await ask(petr, "PUT", "svet", less);
    expect((await ask(petr, "GET")).body).toEqual(less);
    expect((await ask(olga, "GET", "keramika")).body).toEqual(NOTHING);
  });

  test("rivals' replacements never mix", async () => {
    const versions = Array.from({ length: 8 }, (_, i) => ({
      ...NOTHING,
      away: `${i}`,
      replies: Array.from({ length: 20 }, (_, j) => ({ shortcut: `s${j}`, text: `${i}` })),
    }));
    const answers = await Promise.all(versions.map((version) => ask(petr, "PUT", "svet", version)));
    expect(answers.map(({ status }) => status)).toEqual(versions.map(() => 200));
    const { body } = await ask(petr, "GET");
    expect(versions).toContainEqual(body as SellerSettings);
  });

  test.each<[string, unknown]>([
    ["no JSON", "{"],
    ["a part of it", { replies: [] }],
    ["a field more", { ...SETTINGS, more: 1 }],
    ["a zone nobody knows", { ...SETTINGS, hours: { ...SETTINGS.hours, zone: "Europe/Moskau" } }],
    ["an offset", { ...SETTINGS, hours: { ...SETTINGS.hours, zone: "+03:00" } }],
    ["six days", { ...SETTINGS, hours: { zone: "UTC", days: Array(6).fill(null) } }],
    [
      "a day that ends before it begins",
      { ...SETTINGS, hours: { zone: "UTC", days: Array(7).fill({ from: 600, to: 600 }) } },
    ],
    ["minutes beyond a day", { ...SETTINGS, hours: { zone: "UTC", days: Array(7).fill({ from: 0, to: 1441 }) } }],
    ["the same shortcut twice", { ...SETTINGS, replies: [SETTINGS.replies[0], SETTINGS.replies[0]] }],
    ["a shortcut of two words", { ...SETTINGS, replies: [{ shortcut: "a b", text: "x" }] }],
    ["a reply of nothing", { ...SETTINGS, replies: [{ shortcut: "a", text: " " }] }],
    ["a control character", { ...SETTINGS, away: "a\u0000b" }],
    ["half a character", { ...SETTINGS, away: "\ud800" }],
  ])("refuses %s, and nothing changes", async (_, body) => {
    await ask(petr, "PUT", "svet", SETTINGS);
    expect(await ask(petr, "PUT", "svet", body)).toMatchObject({ status: 400, body: { code: "bad_frame" } });
    expect((await ask(petr, "GET")).body).toEqual(SETTINGS);
  });

  test("agents are told, the latest first", async () => {
    const wires = [];
    for (const sub of ["vera", "ivan"]) wires.push(await server.signIn({ sub, name: sub, sellers: ["bolt"] }));
    const response = await fetch(`${server.url}/v1/sellers/bolt/agents`, {
      headers: { authorization: `Bearer ${await server.token({ sub: "vera", sellers: ["bolt"] })}` },
    });
    expect(await response.json()).toEqual({
      agents: [
        { id: "ivan", name: "ivan" },
        { id: "vera", name: "vera" },
      ],
    });
  });
});

describe("S2 nobody but the seller's agents", () => {
  test("reads or replaces them, or learns who the agents are", async () => {
    await ask(petr, "PUT", "svet", SETTINGS);
    for (const [token, status] of [
      [undefined, 401],
      ["x", 401],
      [anna, 403],
      [olga, 403],
    ] as const) {
      expect((await ask(token, "GET")).status).toBe(status);
      expect((await ask(token, "PUT", "svet", NOTHING)).status).toBe(status);
      const agents = await fetch(`${server.url}/v1/sellers/svet/agents`, {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
      expect(agents.status).toBe(status);
    }
    expect((await ask(petr, "GET")).body).toEqual(SETTINGS);
  });

  test("the database: canned replies are their seller's alone", async () => {
    const owner = postgres({ ...server.database.where, max: 1, onnotice: () => {} });
    const as = <T>(asker: string, sellers: string[], work: (tx: postgres.TransactionSql) => Promise<T>) =>
      owner.begin(async (tx) => {
        await tx`select set_config('role', 'seller_chat_app', true), set_config('chat.asker', ${asker}, true),
          set_config('chat.sellers', ${sellers}::text[]::text, true)`;
        return work(tx);
      });
    await ask(petr, "PUT", "svet", SETTINGS);
    for (const [who, sellers] of [
      ["anna", []],
      ["olga", ["keramika"]],
    ] as [string, string[]][]) {
      expect(await as(who, sellers, (tx) => tx`select from chat.canned_reply`)).toHaveLength(0);
      expect(await as(who, sellers, (tx) => tx`delete from chat.canned_reply returning id`)).toHaveLength(0);
      expect(
        await as(who, sellers, (tx) => tx`update chat.seller set away = 'x' where id = 'svet' returning id`),
      ).toHaveLength(0);
      await expect(
        as(who, sellers, (tx) => tx`insert into chat.canned_reply values (gen_random_uuid(), 'svet', 'x', 'x', 1)`),
      ).rejects.toThrow("row-level security");
    }
    await owner.end();
  });
});
