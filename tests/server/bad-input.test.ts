import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createLog } from "../../server/log";
import type { ErrorCode } from "../../server/protocol/codes";
import { startServer, type TestServer } from "../support/server";
import type { Wire } from "../support/wire";

let server: TestServer;
let clock = Date.now();
beforeAll(async () => {
  server = await startServer({ now: () => clock });
});
afterAll(() => server.stop());

const SOMEWHERE = "00000000-0000-7000-8000-000000000000";
let people = 0;
const signedIn = () => [...server.live.sessions].filter((session) => session.signedIn).length;
const buyer = () => server.signIn({ sub: `buyer-${++people}`, name: "Покупатель" });

/** The frame is refused with `code`, the socket stays, nothing is stored. */
async function refused(wire: Wire, conversation: string, frame: string | object, code: ErrorCode): Promise<void> {
  if (typeof frame === "string") wire.sendRaw(frame);
  else wire.send(frame);
  expect((await wire.next("error")).code).toBe(code);
  await wire.settled();
  const { messages } = await wire.ask({ type: "history", conversation }, "page");
  expect(messages).toEqual([]);
}

describe("S3 a bad frame gets an error, changes nothing, and the socket stays", () => {
  const id = crypto.randomUUID();
  const cases: [string, (conversation: string) => string | object, ErrorCode][] = [
    ["no JSON", () => "{", "bad_frame"],
    ["JSON, but no object", () => "0123", "bad_frame"],
    ["null", () => "null", "bad_frame"],
    ["an unknown frame", () => ({ type: "shout" }), "bad_frame"],
    ["a type from the prototype", () => ({ type: "constructor" }), "bad_frame"],
    ["an unknown field", (conversation) => ({ type: "send", id, conversation, text: "x", admin: true }), "bad_frame"],
    ["a number for a text", (conversation) => ({ type: "send", id, conversation, text: 5 }), "bad_frame"],
    ["no text", (conversation) => ({ type: "send", id, conversation }), "bad_frame"],
    ["nothing that is seen", (conversation) => ({ type: "send", id, conversation, text: "\u200b\u200d" }), "bad_frame"],
    ["white space alone", (conversation) => ({ type: "send", id, conversation, text: " \n\t " }), "bad_frame"],
    [
      "NUL, which PostgreSQL can't store",
      (conversation) => ({ type: "send", id, conversation, text: "a\u0000b" }),
      "bad_frame",
    ],
    [
      "a lone surrogate",
      (conversation) => `{"type":"send","id":"${id}","conversation":"${conversation}","text":"\\ud800"}`,
      "bad_frame",
    ],
    ["too long a text", (conversation) => ({ type: "send", id, conversation, text: "я".repeat(4001) }), "too_long"],
    ["an unknown conversation", () => ({ type: "send", id, conversation: SOMEWHERE, text: "x" }), "not_found"],
    ["a reply to nothing", (conversation) => ({ type: "send", id, conversation, text: "x", replyTo: 7 }), "not_found"],
    [
      "an attachment that isn't there",
      (conversation) => ({ type: "send", id, conversation, attachments: [SOMEWHERE] }),
      "not_found",
    ],
  ];
  test.each(cases)("%s", async (_name, frame, code) => {
    const wire = await buyer();
    const { conversation } = await wire.open("svet");
    await refused(wire, conversation.id, frame(conversation.id), code);
  });

  const unfit: [string, object][] = [
    ["half a character in a seller", { type: "open", ref: 1, seller: "svet\ud800" }],
    ["NUL in a seller", { type: "open", ref: 1, seller: "a\u0000" }],
    ["NUL in a title", { type: "open", ref: 1, seller: "svet", topic: { id: "p", title: "секрет\u0000" } }],
    [
      "half a character in a title",
      { type: "open", ref: 1, seller: "svet", topic: { id: "p", title: "секрет\ud800" } },
    ],
    ["NUL in a query", { type: "inbox", ref: 1, query: "секрет\u0000" }],
    ["the 99th of a month", { type: "inbox", ref: 1, since: "2024-99-99T00:00:00Z" }],
    ["a `before` that is no place", { type: "inbox", ref: 1, before: `2024-01-01T00:00:00Z ${"-".repeat(36)}` }],
  ];
  test.each(unfit)("%s is a bad frame too", async (_name, frame) => {
    const wire = await buyer();
    wire.send(frame);
    expect(await wire.next("error")).toMatchObject({ code: "bad_frame", ref: 1 });
    await wire.settled();
  });

  test("S8 a fault of the database is logged without the values that it quotes", () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: "info", logFormat: "json" }, { write: (line: string) => void lines.push(line) });
    const fault = Object.assign(new Error('invalid input syntax for type json: "секрет"'), {
      name: "PostgresError",
      code: "22P02",
      detail: "секрет",
      where: "секрет",
      query: "секрет",
    });
    log.error({ err: fault }, "a frame failed");
    expect(lines.join()).toContain("22P02");
    expect(lines.join()).not.toContain("секрет");
  });

  test("binary frames are refused as well", async () => {
    const wire = await buyer();
    wire.sendRaw(new Uint8Array([1, 2, 3]));
    expect(await wire.next("error")).toMatchObject({ code: "bad_frame" });
    await wire.settled();
  });

  test("the error names the frame by its ref or id", async () => {
    const wire = await buyer();
    wire.send({ type: "history", ref: "mine", conversation: "nowhere" });
    expect(await wire.next("error")).toMatchObject({ code: "bad_frame", ref: "mine" });
    wire.send({ type: "send", id, conversation: SOMEWHERE, text: "x" });
    expect(await wire.next("error")).toMatchObject({ code: "not_found", id });
    wire.send({ type: "open", ref: 5, seller: "" });
    expect(await wire.next("error")).toMatchObject({ code: "bad_frame", ref: 5 });
  });
});

describe("a link that does not behave is closed with a code", () => {
  test("S3 4400 after 20 bad frames in a minute", async () => {
    const wire = await buyer();
    for (let n = 0; n < 20; n++) wire.sendRaw("{");
    expect((await wire.closed).code).toBe(4400);
  });

  test("S4 4413 for a frame of more than 16 KiB", async () => {
    const wire = await buyer();
    wire.sendRaw(`{"type":"ping","x":"${"x".repeat(16_384)}"}`);
    expect(await wire.next("error")).toMatchObject({ code: "too_large" });
    expect((await wire.closed).code).toBe(4413);
  });

  test("S4 4408 without hello for 5 s", async () => {
    const wire = await server.connect();
    wire.sendRaw("{");
    await wire.next("error");
    clock += 5_001;
    server.live.sweep();
    expect((await wire.closed).code).toBe(4408);
  });

  test("D6 4408 after 62.5 s of silence, and not while it pings", async () => {
    const [quiet, alive] = await Promise.all([buyer(), buyer()]);
    clock += 40_000;
    await alive.settled();
    clock += 22_501;
    server.live.sweep();
    expect((await quiet.closed).code).toBe(4408);
    await alive.settled();
  });

  test("S9 4401 when the token expires, unless it was renewed on the live socket", async () => {
    const short = { sub: `buyer-${++people}` };
    const wire = await server.connect();
    const renewed = await server.connect();
    wire.send({ type: "hello", v: 1, token: await server.token(short, 60) });
    renewed.send({ type: "hello", v: 1, token: await server.token(short, 60) });
    await Promise.all([wire.next("welcome"), renewed.next("welcome")]);
    renewed.send({ type: "hello", v: 1, token: await server.token(short, 3600) });
    await renewed.next("welcome");
    clock += 61_000;
    await renewed.settled();
    server.live.sweep();
    expect((await wire.closed).code).toBe(4401);
    await renewed.settled();
  });

  test("4401 for a token that is not ours, and for a frame before hello", async () => {
    const stranger = await server.connect();
    stranger.send({ type: "hello", v: 1, token: "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIn0." });
    expect(await stranger.next("error")).toMatchObject({ code: "unauthorized" });
    expect((await stranger.closed).code).toBe(4401);
    const eager = await server.connect();
    eager.send({ type: "inbox", ref: "r" });
    expect(await eager.next("error")).toMatchObject({ code: "unauthorized", ref: "r" });
    expect((await eager.closed).code).toBe(4401);
  });

  test("4400 for another version of the wire", async () => {
    const wire = await server.connect();
    wire.send({ type: "hello", v: 2, token: "x" });
    expect((await wire.closed).code).toBe(4400);
  });

  test("S1 4403 for a page that is not on the list; loopback pages and programs without an origin are welcome", async () => {
    const evil = await server.connect({ origin: "https://evil.example" });
    expect((await evil.closed).code).toBe(4403);
    const local = await server.connect({ origin: "http://localhost:8080" });
    local.send({ type: "hello", v: 1, token: await server.token({ sub: "x" }) });
    await local.next("welcome");
  });

  test("S4 4429 for more than 500 frames at once, signed in or not", async () => {
    const stranger = await server.connect();
    const person = await buyer();
    for (const wire of [stranger, person]) {
      for (let n = 0; n < 501; n++) wire.send({ type: "ping" });
      expect((await wire.closed).code).toBe(4429);
      expect(wire.frames.at(-1)).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
    }
  });

  test("S4 4429 for the 51st link from an address on which nobody has signed in", async () => {
    const links = await Promise.all(Array.from({ length: 50 }, () => server.connect()));
    const wire = await server.connect();
    expect((await wire.closed).code).toBe(4429);
    expect(wire.frames).toEqual([expect.objectContaining({ code: "rate_limited", retryAfter: expect.any(Number) })]);
    links[0]?.close();
    await links[0]?.closed;
    while (server.live.sessions.size > 49 + signedIn()) await Bun.sleep(1);
    await buyer();
    for (const link of links) link.close();
    await Promise.all(links.map((link) => link.closed));
  });

  test("S4 `typing` is passed on once a second", async () => {
    const anna = await buyer();
    const petr = await server.signIn({ sub: "petr", sellers: ["svet"] });
    const { conversation } = await anna.open("svet");
    await anna.say(conversation.id, "Добрый день");
    for (let n = 0; n < 20; n++) anna.send({ type: "typing", conversation: conversation.id });
    await anna.settled();
    clock += 1_000;
    anna.send({ type: "typing", conversation: conversation.id });
    await anna.settled();
    await petr.settled();
    expect(petr.frames.filter(({ type }) => type === "typing")).toHaveLength(2);
  });

  test("S2 a `sub` that PostgreSQL would take for another's is refused", async () => {
    for (const sub of ["u\ud800", "u\u0000", "u\n"]) {
      const wire = await server.connect();
      wire.send({ type: "hello", v: 1, token: await server.token({ sub }) });
      expect((await wire.closed).code).toBe(4401);
    }
  });

  test("S5 a topic's addresses reach the seller only where their origin is allowed", async () => {
    const wire = await buyer();
    const evil = { url: "https://evil.example/login", image: "javascript:alert(1)" };
    const shop = { url: "http://localhost:8080/lamp", image: "http://127.0.0.1/lamp.jpg" };
    const topic = async (id: string, more: object) =>
      (await wire.open("svet", { id, title: "Лампа", ...more })).conversation.topic;
    expect(await topic("a", evil)).toEqual({ id: "a", title: "Лампа" });
    expect(await topic("b", shop)).toEqual({ id: "b", title: "Лампа", ...shop });
  });

  test("S8 what a bad frame held is not repeated", async () => {
    const wire = await buyer();
    wire.send({ type: "send", "<b>secret</b>": 1 });
    expect((await wire.next("error")).message).not.toContain("secret");
  });

  test("S4 links that went away before they were signed in don't count for their person", async () => {
    const hasty = { sub: "hasty" };
    const token = await server.token(hasty);
    for (let n = 0; n < 25; n++) {
      const wire = await server.connect();
      wire.send({ type: "hello", v: 1, token, cursors: { [SOMEWHERE]: 1 } });
      wire.send({ type: "open", ref: 1, seller: "svet" });
      wire.close();
      await wire.closed;
    }
    while (server.live.hub.size("person hasty") > 0) await Bun.sleep(1);
    const sitting = server.live.hub.size("presence svet");
    await server.signIn(hasty);
    expect(server.live.hub.size("presence svet")).toBe(sitting);
  });

  test("S4 4429 for the 21st link of one person", async () => {
    const crowd = { sub: "crowd" };
    for (let n = 0; n < 20; n++) await server.signIn(crowd);
    const wire = await server.connect();
    wire.send({ type: "hello", v: 1, token: await server.token(crowd) });
    expect(await wire.next("error")).toMatchObject({ code: "rate_limited" });
    expect((await wire.closed).code).toBe(4429);
  });
});

describe("S4 limits answer with retryAfter", () => {
  test("the 101st send of a burst", async () => {
    const wire = await buyer();
    const { conversation } = await wire.open("svet");
    for (let n = 0; n < 101; n++)
      wire.send({ type: "send", id: crypto.randomUUID(), conversation: conversation.id, text: `${n}` });
    const error = await wire.next("error");
    expect(error).toMatchObject({ code: "rate_limited" });
    expect(error.retryAfter).toBeGreaterThan(0);
    clock += error.retryAfter ?? 0;
    await wire.say(conversation.id, "later");
  });

  test("the 31st new conversation of an hour, while the known ones still open", async () => {
    const wire = await buyer();
    for (let n = 0; n < 30; n++) await wire.open(`seller-${n}`);
    wire.send({ type: "open", ref: "one more", seller: "seller-30" });
    expect(await wire.next("error")).toMatchObject({ code: "rate_limited", ref: "one more" });
    await wire.open("seller-7");
  });
});
