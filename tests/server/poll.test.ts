import { afterAll, beforeAll, expect, test } from "bun:test";
import { poll } from "../../server/live/poll";
import type { ServerFrame } from "../../server/protocol/server-frames";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const ANNA = { sub: "anna", name: "Анна" };
const PETR = { sub: "petr", name: "Пётр", sellers: ["svet"] };

async function post(body: unknown): Promise<{ status: number; frames: ServerFrame[]; code?: string }> {
  const response = await fetch(`${server.url}/v1/poll`, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, ...((await response.json()) as { frames: ServerFrame[]; code?: string }) };
}
const hello = async (claims: typeof ANNA, more: object = {}) => ({
  type: "hello",
  v: 1,
  token: await server.token(claims),
  ...more,
});
const types = (frames: ServerFrame[]) => frames.map(({ type }) => type);

test("a poll runs the same frames and answers at once when it has answers", async () => {
  const { frames } = await post({ frames: [await hello(ANNA), { type: "open", ref: "o", seller: "svet" }] });
  expect(types(frames)).toEqual(["welcome", "opened", "presence"]);
  const opened = frames[1];
  if (opened?.type !== "opened") throw new Error("not opened");
  const send = { type: "send", id: crypto.randomUUID(), conversation: opened.conversation.id, text: "по опросу" };
  const answer = await post({ frames: [await hello(ANNA), send] });
  expect(answer.frames.at(-1)).toMatchObject({ type: "ack", seq: 1 });
  expect((await post({ frames: [await hello(ANNA), send] })).frames.at(-1)).toMatchObject({ type: "ack", seq: 1 }); // D2
});

test("with nothing new it holds until a message comes", async () => {
  const petr = await server.signIn(PETR);
  const anna = await server.signIn(ANNA);
  const { conversation } = await anna.open("svet", { id: "p", title: "П" });
  await anna.say(conversation.id, "1");
  const held = post({ frames: [await hello(ANNA, { cursors: { [conversation.id]: 1 } })] });
  let done = false;
  held.then(() => (done = true));
  while (server.live.hub.size("buyer anna") < 2) await Bun.sleep(1);
  expect(done).toBe(false);
  await petr.say(conversation.id, "ответ");
  // Before `resumed` when it came while the session was still reading, after it otherwise.
  expect(types((await held).frames).sort()).toEqual(["message", "presence", "resumed", "welcome"]);
});

test("`wait: 0` never holds", async () => {
  expect(types((await post({ frames: [await hello(ANNA)], wait: 0 })).frames)).toEqual(["welcome"]);
});

test("a poll that is not signed in says so, and a bad body is a 4xx with a code", async () => {
  expect((await post({ frames: [{ type: "inbox", ref: 1 }] })).frames).toMatchObject([
    { type: "error", code: "unauthorized" },
  ]);
  expect((await post({ frames: [{ type: "hello", v: 1, token: "x" }] })).frames).toMatchObject([
    { type: "error", code: "unauthorized" },
  ]);
  expect(await post({ frames: [] })).toMatchObject({ status: 400, code: "bad_frame" });
  expect(await post("{")).toMatchObject({ status: 400, code: "bad_frame" });
  expect(await post({ frames: ["x".repeat(600_000)] })).toMatchObject({ status: 413, code: "too_large" });
});

test("S4 one `hello` a poll, an end to what an answer holds, and no waiting for strangers", async () => {
  const { frames } = await post({ frames: [await hello(ANNA), await hello(ANNA)], wait: 0 });
  expect(types(frames)).toEqual(["welcome", "error"]);
  expect(types((await post({ frames: [{ type: "ping" }] })).frames)).toEqual(["pong"]);

  const anna = await server.signIn(ANNA);
  const { conversation } = await anna.open("svet", { id: "long", title: "Длинное" });
  for (let n = 0; n < 99; n++) await anna.say(conversation.id, "ж".repeat(4000));
  const ask = { type: "history", conversation: conversation.id, limit: 100 };
  const answer = await post({
    frames: [await hello(ANNA), ...Array.from({ length: 20 }, (_, ref) => ({ ...ask, ref }))],
    wait: 0,
  });
  expect(new Set(types(answer.frames))).toEqual(new Set(["welcome", "page", "error"]));
  expect(answer.frames.at(-1)).toMatchObject({ code: "rate_limited", ref: 19 });
}, 20_000);

test("S4 a body that never says how long it is ends at 512 KiB", async () => {
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
  });
  const answer = await fetch(`${server.url}/v1/poll`, { method: "POST", body: endless }).catch(() => undefined);
  expect(answer?.status ?? 413).toBe(413);
  expect(sent).toBeLessThan(16 * 1024 * 1024);
});

test("it leaves no session behind", async () => {
  const before = server.live.sessions.size;
  await post({ frames: [await hello(ANNA)], wait: 0 });
  expect(server.live.sessions.size).toBe(before);
});

test("whoever goes while they are signed in is not waited for", async () => {
  const before = server.live.sessions.size;
  const gone = new AbortController();
  const frames = [await hello(ANNA), { type: "ping" }];
  const answered = poll(server.live, { frames, wait: 25_000 }, "::1", gone.signal);
  gone.abort(); // the token is still being looked at
  await answered;
  expect(server.live.sessions.size).toBe(before);
}, 4_000);
