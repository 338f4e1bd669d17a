/** The contact guard on the wire: `warn`, `mask`, `refuse`; never silent. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { ContactGuard } from "../../server/config";
import type { ServerFrame } from "../../server/protocol/server-frames";
import { type TestDatabase, testDatabase } from "../support/database";
import { startServer, type TestServer } from "../support/server";
import type { Wire } from "../support/wire";

let database: TestDatabase;
let servers: Record<ContactGuard, TestServer>;
beforeAll(async () => {
  database = await testDatabase();
  const start = (contactGuard: ContactGuard) => startServer({ database, config: { contactGuard } });
  servers = {
    off: await start("off"),
    warn: await start("warn"),
    mask: await start("mask"),
    refuse: await start("refuse"),
  };
});
afterAll(async () => {
  for (const server of Object.values(servers)) await server.stop();
  await database.drop();
});

const NUMBER = "Звоните: 8 916 123-45-67";
const MASKED = "Звоните: ••••••••";
let pairs = 0;

async function pair(rule: ContactGuard) {
  const seller = `guard-${++pairs}`;
  const buyer = { sub: `buyer-${seller}` };
  const [ann, petr] = await Promise.all([
    servers[rule].signIn(buyer),
    servers[rule].signIn({ sub: `agent-${seller}`, sellers: [seller] }),
  ]);
  const { conversation } = await ann.open(seller);
  await ann.say(conversation.id, "Здравствуйте");
  await petr.next("message");
  return { ann, petr, buyer, seller, id: conversation.id };
}

const refused = (wire: Wire, frame: { id: string; conversation: string; text: string; anyway?: true }) => {
  wire.send({ type: "send", ...frame });
  return wire.next("error", (error) => error.id === frame.id);
};
const send = (wire: Wire, frame: { id: string; conversation: string; text: string; anyway?: true }) => {
  wire.send({ type: "send", ...frame });
  return wire.next("ack", (ack) => ack.id === frame.id);
};
const texts = async (wire: Wire, conversation: string) =>
  (await wire.ask({ type: "history", conversation }, "page")).messages.map(({ text }) => text);
const count = async (rule: ContactGuard, outcome: string) => {
  const metrics = await (await fetch(`${servers[rule].url}/metrics`)).text();
  return Number(new RegExp(`seller_chat_contacts_total\\{outcome="${outcome}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0);
};

test("each rule is told in `welcome`", async () => {
  for (const rule of ["off", "warn", "mask", "refuse"] as const) {
    const wire = await servers[rule].connect();
    wire.send({ type: "hello", v: 1, token: await servers[rule].token({ sub: "who" }) });
    expect((await wire.next("welcome")).limits.contacts).toBe(rule);
  }
});

test("off: a text is a text", async () => {
  const { ann, petr, id } = await pair("off");
  expect(await ann.say(id, NUMBER)).not.toHaveProperty("text");
  expect((await petr.next("message")).message.text).toBe(NUMBER);
});

describe("warn", () => {
  test("nothing is stored before its sender says so, then it is, as it was written", async () => {
    const { ann, petr, id } = await pair("warn");
    const frame = { id: crypto.randomUUID(), conversation: id, text: NUMBER };
    expect(await refused(ann, frame)).toMatchObject({ code: "contacts" });
    expect(await texts(petr, id)).toEqual(["Здравствуйте"]);
    expect(await send(ann, { ...frame, anyway: true })).not.toHaveProperty("text");
    expect((await petr.next("message")).message.text).toBe(NUMBER);
    expect(await count("warn", "warned")).toBeGreaterThan(0);
    expect(await count("warn", "sent anyway")).toBeGreaterThan(0);
  });

  test("D2 what is stored is acked again, also without `anyway`", async () => {
    const { ann, id } = await pair("warn");
    const frame = { id: crypto.randomUUID(), conversation: id, text: NUMBER };
    const { seq } = await send(ann, { ...frame, anyway: true });
    expect((await send(ann, frame)).seq).toBe(seq);
  });

  test("the seller's side and edits are warned, too", async () => {
    const { ann, petr, id } = await pair("warn");
    expect(await refused(petr, { id: crypto.randomUUID(), conversation: id, text: "t.me/petr_svet" })).toMatchObject({
      code: "contacts",
    });
    const edit = { type: "edit", conversation: id, seq: 1, text: NUMBER };
    expect(await ann.ask(edit, "error")).toMatchObject({ code: "contacts" });
    expect(await texts(petr, id)).toEqual(["Здравствуйте"]);
    await ann.ask({ ...edit, anyway: true }, "done");
    expect((await petr.next("message")).message.text).toBe(NUMBER);
  });

  test("D3 what comes behind a refused message keeps its order", async () => {
    const { ann, petr, id } = await pair("warn");
    const words = ["раз", NUMBER, "два", "anna@mail.ru", "три"];
    for (const text of words) ann.send({ type: "send", id: crypto.randomUUID(), conversation: id, text });
    for (let n = 0; n < 3; n++) await ann.next("ack");
    expect(await texts(petr, id)).toEqual(["Здравствуйте", "раз", "два", "три"]);
  });
});

describe("mask", () => {
  test("what is stored, acked and told has dots in it", async () => {
    const { ann, petr, seller, id } = await pair("mask");
    expect(await ann.say(id, NUMBER)).toMatchObject({ text: MASKED });
    expect((await petr.next("message")).message.text).toBe(MASKED);
    expect(await texts(petr, id)).toEqual(["Здравствуйте", MASKED]);
    const { items } = await petr.ask({ type: "inbox", seller }, "inbox");
    expect(items.map(({ lastText }) => lastText)).toEqual([MASKED]);
    expect(await count("mask", "masked")).toBeGreaterThan(0);
  });

  test("a text without contacts is acked without one", async () => {
    const { ann, id } = await pair("mask");
    expect(await ann.say(id, "Сколько стоит? 12 400 ₽?")).not.toHaveProperty("text");
  });

  test("D2 an id that is sent again gets the same text, on any way, to any server, whatever the rule is there", async () => {
    const { ann, buyer, id } = await pair("mask");
    const message = crypto.randomUUID();
    const { seq, text } = await ann.say(id, NUMBER, message);
    expect(text).toBe(MASKED);
    expect(await ann.say(id, NUMBER, message)).toMatchObject({ seq, text: MASKED });
    const frames = [
      { type: "hello", v: 1, token: await servers.mask.token(buyer) },
      { type: "send", id: message, conversation: id, text: NUMBER },
    ];
    const polled = await fetch(`${servers.mask.url}/v1/poll`, {
      method: "POST",
      body: JSON.stringify({ frames, wait: 0 }),
    });
    expect(((await polled.json()) as { frames: ServerFrame[] }).frames).toContainEqual(
      expect.objectContaining({ type: "ack", seq, text: MASKED }),
    );
    for (const rule of ["warn", "refuse"] as const) {
      const elsewhere = await servers[rule].signIn(buyer);
      expect(await elsewhere.say(id, NUMBER, message)).toMatchObject({ seq, text: MASKED });
    }
  });

  test("an edit is masked as well", async () => {
    const { ann, petr, id } = await pair("mask");
    await ann.ask({ type: "edit", conversation: id, seq: 1, text: NUMBER }, "done");
    expect((await petr.next("message")).message.text).toBe(MASKED);
  });
});

describe("refuse", () => {
  test("neither a message nor an edit gets through, `anyway` or not", async () => {
    const { ann, petr, id } = await pair("refuse");
    const frame = { id: crypto.randomUUID(), conversation: id, text: NUMBER };
    expect(await refused(ann, frame)).toMatchObject({ code: "contacts" });
    expect(await refused(ann, { ...frame, anyway: true })).toMatchObject({ code: "contacts" });
    const edit = { type: "edit", conversation: id, seq: 1, text: NUMBER, anyway: true };
    expect(await ann.ask(edit, "error")).toMatchObject({ code: "contacts" });
    expect(await texts(petr, id)).toEqual(["Здравствуйте"]);
    expect(await count("refuse", "refused")).toBe(3);
  });

  test("S2 whose message it is, is asked before anything is said of it", async () => {
    const { id } = await pair("refuse");
    const stranger = await servers.refuse.signIn({ sub: "stranger" });
    const one = await refused(stranger, { id: crypto.randomUUID(), conversation: id, text: NUMBER });
    const none = await refused(stranger, { id: crypto.randomUUID(), conversation: crypto.randomUUID(), text: NUMBER });
    expect(one.code).toBe(none.code);
  });
});
