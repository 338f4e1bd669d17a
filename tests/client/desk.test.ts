/** What only the seller's side does: status, assignment, notes, trail, who answers. */
import { afterEach, expect, test } from "bun:test";
import { createChatClient } from "../../widget/client/chat-client";
import { bareEnvironment } from "../../widget/client/environment";
import { FakeClock, flush } from "./support/clock";
import { CONVERSATION, conversation, message } from "./support/messages";
import { ScriptedTransport } from "./support/scripted-transport";
import { fakeToken } from "./support/tokens";

const OLGA = { id: "olga", name: "Ольга" };
const PAVEL = { id: "pavel", name: "Павел" };
const AT = "2026-11-02T09:00:00.000Z";

const open = async (answers: Record<string, { status: number; body: unknown }> = {}) => {
  const clock = new FakeClock();
  const transport = new ScriptedTransport();
  const requests: { url: string; method: string; headers: Record<string, string>; body?: string }[] = [];
  const tokens = [fakeToken({ sub: OLGA.id }), fakeToken({ sub: OLGA.id, exp: 4e9 })];
  const chat = createChatClient(
    {
      server: "https://chat.test",
      sides: ["seller"],
      token: () => (tokens.length > 1 ? tokens.shift() : tokens[0]),
      transports: { websocket: transport.open("websocket") },
    },
    {
      ...bareEnvironment(),
      clock,
      fetch: async (url, init) => {
        requests.push({ url, ...init });
        const { status, body } = answers[init.headers.authorization ?? ""] ?? { status: 200, body: { ok: true } };
        return { ok: status < 400, status, json: async () => body };
      },
    },
  );
  stops.push(() => chat.stop());
  chat.list({ seller: "lamps" });
  chat.show(CONVERSATION);
  chat.start("known");
  await flush();
  const sign = () => transport.last.accept({ user: { ...OLGA, sellers: [{ id: "lamps", name: "Lamps" }] } });
  sign();
  await flush();
  const asked = <T extends string>(type: T) => transport.last.sent.filter((frame) => frame.type === type);
  /** Answers the latest request of this type. */
  const answer = async (type: string, frame: object) => {
    const request = asked(type).at(-1);
    if (!request || !("ref" in request)) throw new Error(`no ${type} was asked`);
    transport.last.frame({ ...frame, ref: request.ref } as never);
    await flush();
  };
  await answer("inbox", { type: "inbox", items: [conversation({ lastSeq: 1, rev: 1 })], next: null, unread: 0 });
  await answer("history", { type: "page", messages: [message(1)], more: false, rev: 1 });
  const thread = () => {
    const found = chat.state.threads.get(CONVERSATION);
    if (!found) throw new Error("no thread");
    return found;
  };
  const live = async (frame: object) => {
    transport.last.frame(frame as never);
    await flush();
  };
  return { chat, clock, transport, asked, answer, live, thread, sign, requests };
};

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test("closes and opens again, once the server has done it", async () => {
  const { chat, asked, answer, thread } = await open();
  chat.setStatus(CONVERSATION, "closed");
  await flush();
  expect(asked("status")).toMatchObject([{ conversation: CONVERSATION, status: "closed" }]);
  expect(thread().conversation?.status).toBe("open");
  await answer("status", { type: "done", rev: 1 });
  expect(thread().conversation?.status).toBe("closed");
});

test("assigns to an agent, and to nobody", async () => {
  const { chat, answer, thread, live } = await open();
  chat.assign(CONVERSATION, PAVEL);
  await flush();
  await answer("assign", { type: "done", rev: 1 });
  expect(thread().conversation?.assignee).toEqual(PAVEL);
  await live({ type: "changed", conversation: CONVERSATION, assignee: OLGA });
  expect(thread().conversation?.assignee).toEqual(OLGA);
  chat.assign(CONVERSATION, null);
  await flush();
  await answer("assign", { type: "done", rev: 1 });
  expect(thread().conversation?.assignee).toBeUndefined();
});

test("what a lost link has swallowed is asked once more", async () => {
  const { chat, clock, transport, asked, sign } = await open();
  chat.setStatus(CONVERSATION, "closed");
  await flush();
  transport.last.end();
  await clock.pass(1_000);
  sign();
  await flush();
  expect(asked("status")).toHaveLength(1);
  expect(asked("notes")).toHaveLength(1);
});

test("notes: what is there, one's own at once, a colleague's live, each once", async () => {
  const { chat, asked, answer, live, thread } = await open();
  const theirs = { id: "00000000-0000-4000-8000-000000000001", author: PAVEL, text: "Просил скидку", at: AT };
  await answer("notes", { type: "notes", items: [theirs] });
  expect(thread().notes).toEqual([theirs]);

  chat.note(CONVERSATION, "  Дали 5 %  ");
  await flush();
  expect(thread().notes).toMatchObject([theirs, { text: "Дали 5 %", author: OLGA, waits: true }]);
  await answer("note", { type: "done", rev: 1 });
  expect(thread().notes?.[1]).not.toHaveProperty("waits");

  const another = { ...theirs, id: "00000000-0000-4000-8000-000000000002", text: "Позвонить" };
  await live({ type: "note", conversation: CONVERSATION, note: another });
  await live({ type: "note", conversation: CONVERSATION, note: another });
  expect(thread().notes?.map(({ text }) => text)).toEqual(["Просил скидку", "Дали 5 %", "Позвонить"]);
  expect(asked("notes")).toHaveLength(1);
});

test("a note that is refused goes away", async () => {
  const { chat, answer, thread } = await open();
  await answer("notes", { type: "notes", items: [] });
  chat.note(CONVERSATION, "слишком длинно");
  await flush();
  await answer("note", { type: "error", code: "too_long", message: "" });
  expect(thread().notes).toEqual([]);
});

test("the trail of a message, as long as somebody asks", async () => {
  const { chat, answer, thread } = await open();
  chat.trail(CONVERSATION, 1);
  await flush();
  expect(thread().trail).toEqual({ seq: 1 });
  await answer("trail", { type: "trail", stored: AT, pushes: [{ at: AT, outcome: "accepted" }], read: AT });
  expect(thread().trail).toEqual({
    seq: 1,
    steps: { stored: AT, pushes: [{ at: AT, outcome: "accepted" }], read: AT },
  });
  chat.trail(CONVERSATION, 0);
  await flush();
  expect(thread().trail).toBeUndefined();
});

test("a colleague who writes is answering; oneself on another device isn't", async () => {
  const { clock, live, thread } = await open();
  const typing = { type: "typing", conversation: CONVERSATION, side: "seller" };
  await live({ ...typing, name: OLGA.name });
  expect(thread().answering).toBeUndefined();
  await live({ ...typing, name: PAVEL.name });
  expect(thread()).toMatchObject({ answering: "Павел" });
  expect(thread().typing).toBeUndefined();
  await live({ type: "message", conversation: CONVERSATION, message: message(2, { side: "seller", sender: PAVEL }) });
  expect(thread().answering).toBeUndefined();
  await live({ ...typing, name: PAVEL.name });
  await clock.pass(5_000);
  expect(thread().answering).toBeUndefined();
});

test("HTTP goes with the person's token, with another one if that is refused, and tells what went wrong", async () => {
  const [first, second] = [`Bearer ${fakeToken({ sub: OLGA.id })}`, `Bearer ${fakeToken({ sub: OLGA.id, exp: 4e9 })}`];
  const refused = { status: 401, body: { code: "unauthorized", message: "expired" } };
  const { chat, requests } = await open({ [first]: refused });
  expect(await chat.request("PUT", "/v1/x", { a: 1 })).toEqual({ ok: true });
  expect(requests.map(({ headers }) => headers.authorization)).toEqual([first, second]);
  expect(requests[1]).toMatchObject({ url: "https://chat.test/v1/x", method: "PUT", body: '{"a":1}' });

  const never = await open({ [first]: refused, [second]: refused });
  expect(never.chat.request("GET", "/v1/x")).rejects.toMatchObject({ status: 401, fault: { code: "unauthorized" } });
});

test("whoever signs in later is found when the page says so", async () => {
  const transport = new ScriptedTransport();
  let token: string | undefined;
  const chat = createChatClient(
    {
      server: "https://chat.test",
      sides: ["seller"],
      token: () => token,
      transports: { websocket: transport.open("websocket") },
    },
    { ...bareEnvironment(), clock: new FakeClock() },
  );
  stops.push(() => chat.stop());
  chat.start("known");
  await flush();
  expect(chat.state.link).toEqual({ state: "idle" });
  token = fakeToken({ sub: OLGA.id });
  chat.tokenChanged();
  await flush();
  expect(transport.links).toHaveLength(1);
  chat.stop();
  chat.tokenChanged();
  await flush();
  expect(transport.links).toHaveLength(1);
});
