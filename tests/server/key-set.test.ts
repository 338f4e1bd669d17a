/** The key server's keys: read when needed, kept while it is away. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { KeySet } from "../../server/auth/key-set";
import { keysFrom } from "../../server/auth/keys";
import { verifyToken } from "../../server/auth/tokens";
import { KeyServer, type SigningKey, sign } from "../support/key-server";

const KEYS = keysFrom("a secret of the tests, thirty-two bytes or more");
const MINUTE = 60_000;

let keyServer: KeyServer;
let first: SigningKey;
let keySet: KeySet;
let now: number;
let warnings: number;
beforeEach(async () => {
  keyServer = new KeyServer();
  first = await keyServer.addKey();
  now = 1_800_000_000_000;
  warnings = 0;
  const log = { info: () => {}, warn: () => void warnings++ };
  keySet = new KeySet(keyServer.url, { log, now: () => now, patience: 1_500 });
});
afterEach(() => keyServer.stop());

const verify = async (key: SigningKey) => (await verifyToken(await sign(key, { sub: "anna" }), { ...KEYS, keySet })).id;

test("is asked once for many, and again after ten minutes", async () => {
  await Promise.all(Array.from({ length: 20 }, () => verify(first)));
  now += 10 * MINUTE;
  await verify(first);
  expect(keyServer.asked).toBe(1);
  now += 1;
  await verify(first);
  expect(keyServer.asked).toBe(2);
});

test("a new key is found at once, by all who come with it", async () => {
  await verify(first);
  now += 5_000;
  const second = await keyServer.addKey();
  expect(await Promise.all([verify(second), verify(second), verify(first)])).toEqual(["anna", "anna", "anna"]);
  expect(keyServer.asked).toBe(2);
});

test("a withdrawn key is refused after ten minutes at the latest", async () => {
  await verify(first);
  keyServer.listed = [];
  const second = await keyServer.addKey();
  now += 10 * MINUTE + 1;
  expect(await verify(second)).toBe("anna");
  now += 5_000;
  await expect(verify(first)).rejects.toMatchObject({ code: "unauthorized" });
});

test("unknown keys make it ask every five seconds at most; in between nobody is refused for good", async () => {
  await verify(first);
  const unknown = { ...first, kid: "unknown" };
  now += 1_000;
  await expect(verify(unknown)).rejects.toMatchObject({ code: "unavailable", retryAfter: 4_000 });
  expect(keyServer.asked).toBe(1);
  now += 4_000;
  await expect(verify(unknown)).rejects.toMatchObject({ code: "unauthorized" });
  now += 1_000;
  for (let n = 0; n < 10; n++) await expect(verify(unknown)).rejects.toMatchObject({ code: "unavailable" });
  expect(keyServer.asked).toBe(2);
});

test.each<[string, NonNullable<KeyServer["answer"]>]>([
  ["answers 500", () => new Response("", { status: 500 })],
  ["hangs", () => new Promise<Response>(() => {})],
  ["answers rubbish", () => new Response("<html>")],
  ["answers something else", () => Response.json({ keys: 7 })],
  ["answers without end", () => new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(65_536)) }))],
  ["answers at length", () => new Response(JSON.stringify({ keys: keyServer.listed }) + " ".repeat(256 * 1024))],
  ["sends elsewhere", ({ url }) => (url.endsWith("?else") ? undefined : Response.redirect(`${keyServer.url}?else`))],
])(
  "when the key server %s, the last keys stay; a key that isn't among them is `unavailable`",
  async (_name, answer) => {
    await verify(first);
    const second = await keyServer.addKey();
    keyServer.answer = answer;
    now += 24 * 60 * MINUTE;
    expect(await verify(first)).toBe("anna");
    expect(warnings).toBe(1);
    await expect(verify(second)).rejects.toMatchObject({ code: "unavailable", retryAfter: 5_000 });
    keyServer.answer = undefined;
    now += 5_000;
    expect(await verify(second)).toBe("anna");
  },
);

test("a server that starts while the key server is away lets people in once it is back", async () => {
  keyServer.answer = () => new Response("", { status: 503 });
  await expect(verify(first)).rejects.toMatchObject({ code: "unavailable", retryAfter: 5_000 });
  keyServer.answer = undefined;
  now += 5_000;
  expect(await verify(first)).toBe("anna");
});
