import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
let conversation: string;
const ANNA = { sub: "anna", name: "Анна" };
const PETR = { sub: "petr", name: "Пётр", sellers: ["svet"] };
const STRANGERS = [
  { sub: "boris", name: "Борис" },
  { sub: "olga", name: "Ольга", sellers: ["keramika"] },
];

beforeAll(async () => {
  server = await startServer();
  const anna = await server.signIn(ANNA);
  conversation = (await anna.open("svet")).conversation.id;
  await anna.say(conversation, "тайна");
});
afterAll(async () => {
  await server.stop();
});

describe("S2 nobody reads or writes a conversation that isn't theirs", () => {
  const attempts: [string, object][] = [
    ["history", { ref: "r" }],
    ["changes", { ref: "r", after: 0 }],
    ["edit", { ref: "r", seq: 1, text: "x" }],
    ["remove", { ref: "r", seq: 1 }],
    ["send", { id: crypto.randomUUID(), text: "x" }],
    ["received", { seq: 1 }],
    ["read", { seq: 1 }],
    ["typing", {}],
  ];
  for (const stranger of STRANGERS) {
    test.each(attempts)(`%s by ${stranger.sub}`, async (type, fields) => {
      const wire = await server.signIn(stranger);
      wire.send({ type, conversation, ...fields });
      expect((await wire.next("error")).code).toBe("not_found");
      await wire.settled();
    });
  }

  test("resume answers `reset` and nothing else", async () => {
    const wire = await server.signIn(STRANGERS[0] as typeof ANNA, { cursors: { [conversation]: 0 } });
    expect(await wire.next("resumed")).toMatchObject({ reset: true, rev: 0 });
    expect(wire.frames).toEqual([]);
  });

  test("an inbox of a seller that the token doesn't name", async () => {
    const wire = await server.signIn(STRANGERS[1] as typeof PETR);
    expect(await wire.ask({ type: "inbox", seller: "svet" }, "error")).toMatchObject({ code: "forbidden" });
    expect((await wire.ask({ type: "inbox", seller: "keramika" }, "inbox")).items).toEqual([]);
  });

  test("one's own shop can't be written to", async () => {
    const wire = await server.signIn(PETR);
    expect(await wire.ask({ type: "open", seller: "svet" }, "error")).toMatchObject({ code: "forbidden" });
  });

  test("a conversation is invisible to the seller before its first message", async () => {
    const [gleb, petr] = await Promise.all([server.signIn({ sub: "gleb" }), server.signIn(PETR)]);
    const { conversation: empty } = await gleb.open("svet");
    expect(await petr.ask({ type: "history", conversation: empty.id }, "error")).toMatchObject({ code: "not_found" });
    petr.send({ type: "send", id: crypto.randomUUID(), conversation: empty.id, text: "Здравствуйте" });
    expect(await petr.next("error")).toMatchObject({ code: "not_found" });
    await gleb.say(empty.id, "Добрый день");
    await petr.next("message", (frame) => frame.conversation === empty.id);
    await petr.say(empty.id, "Здравствуйте");
  });

  test("a token that no longer names the seller loses the inbox at once", async () => {
    const petr = await server.signIn(PETR);
    petr.send({ type: "hello", v: 1, token: await server.token({ sub: "petr" }) });
    await petr.next("welcome");
    expect(await petr.ask({ type: "history", conversation }, "error")).toMatchObject({ code: "not_found" });
    const anna = await server.signIn(ANNA);
    await anna.say(conversation, "ещё");
    await petr.settled();
    expect(petr.frames.filter(({ type }) => type === "message")).toEqual([]);
  });
});
