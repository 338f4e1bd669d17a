import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const ANNA = { sub: "anna", name: "Анна" };
const SVET = { sub: "petr", name: "Пётр", sellers: [{ id: "svet", name: "Мастерская света" }] };
const LAMP = { id: "lamp", title: "Лампа «Полдень»", price: "12 400 ₽" };

describe("a buyer and a seller talk", () => {
  test("what one writes is in the other's window at once, and the ack comes back", async () => {
    const [anna, petr] = await Promise.all([server.signIn(ANNA), server.signIn(SVET)]);
    const { conversation } = await anna.open("svet", LAMP);
    expect(conversation).toMatchObject({
      seller: { id: "svet", name: "Мастерская света" },
      buyer: ANNA_PARTY,
      topic: LAMP,
      lastSeq: 0,
    });

    const ack = await anna.say(conversation.id, "Здравствуйте! Лампа ещё в наличии?");
    expect(ack).toMatchObject({ seq: 1, rev: 1, conversation: conversation.id });
    const { message } = await petr.next("message");
    expect(message).toMatchObject({
      seq: 1,
      side: "buyer",
      sender: ANNA_PARTY,
      text: "Здравствуйте! Лампа ещё в наличии?",
      at: ack.at,
    });

    await petr.say(conversation.id, "Добрый день! Да, осталось три.");
    expect((await anna.next("message")).message).toMatchObject({
      seq: 2,
      side: "seller",
      sender: { id: "petr", name: "Пётр" },
    });

    const { items, unread } = await petr.ask({ type: "inbox", seller: "svet" }, "inbox");
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: conversation.id,
      lastText: "Добрый день! Да, осталось три.",
      unread: 1,
      topic: LAMP,
    });
    expect(unread).toBe(1);
  });

  test("the same conversation opens again with its history", async () => {
    const anna = await server.signIn(ANNA);
    const opened = await anna.open("svet", LAMP);
    expect(opened.messages.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(opened.more).toBe(false);
    const other = await anna.open("svet");
    expect(other.conversation.id).not.toBe(opened.conversation.id);
  });

  test.each(["unread", "waiting", "mine", "closed", "blocked"])("an inbox answers the filter %s", async (filter) => {
    const petr = await server.signIn(SVET);
    const { items } = await petr.ask({ type: "inbox", seller: "svet", filter }, "inbox");
    expect(items.every(({ unread }) => filter === "unread" && unread > 0)).toBe(true);
  });

  test("history pages backwards in ascending seq", async () => {
    const boris = await server.signIn({ sub: "boris", name: "Борис" });
    const { conversation } = await boris.open("svet");
    for (let n = 1; n <= 7; n++) await boris.say(conversation.id, `№ ${n}`);
    const newest = await boris.ask({ type: "history", conversation: conversation.id, limit: 3 }, "page");
    expect(newest.messages.map(({ seq }) => seq)).toEqual([5, 6, 7]);
    expect(newest).toMatchObject({ more: true, rev: 7 });
    const oldest = await boris.ask({ type: "history", conversation: conversation.id, before: 5, limit: 10 }, "page");
    expect(oldest.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(oldest.more).toBe(false);
  });

  test("positions reach the other side, only grow, and stop at the last message", async () => {
    const [vera, petr] = await Promise.all([server.signIn({ sub: "vera", name: "Вера" }), server.signIn(SVET)]);
    const { conversation } = await vera.open("svet");
    await vera.say(conversation.id, "Есть кто?");
    await petr.next("message", (frame) => frame.conversation === conversation.id);
    petr.send({ type: "received", conversation: conversation.id, seq: 1 });
    expect(await vera.next("receipt")).toMatchObject({ side: "seller", received: 1, read: 0 });
    petr.send({ type: "read", conversation: conversation.id, seq: 99 });
    expect(await vera.next("receipt")).toMatchObject({ side: "seller", received: 1, read: 1 });
    petr.send({ type: "read", conversation: conversation.id, seq: 0 });
    await petr.settled();
    const again = await vera.open("svet");
    expect(again.conversation).toMatchObject({ received: { buyer: 0, seller: 1 }, read: { buyer: 0, seller: 1 } });
  });

  test("typing and presence are told to the other side", async () => {
    const gleb = await server.signIn({ sub: "gleb", name: "Глеб" });
    const { conversation } = await gleb.open("keramika");
    expect(await gleb.next("presence")).toMatchObject({ seller: "keramika", online: false });
    await gleb.say(conversation.id, "Ау");
    const olga = await server.signIn({ sub: "olga", name: "Ольга", sellers: ["keramika"] });
    expect(await gleb.next("presence")).toMatchObject({ seller: "keramika", online: true });
    olga.send({ type: "typing", conversation: conversation.id });
    const again = await server.signIn({ sub: "gleb", name: "Глеб" }, { cursors: { [conversation.id]: 1 } });
    expect(await again.next("presence")).toMatchObject({ seller: "keramika", online: true });
    expect(await gleb.next("typing")).toMatchObject({ conversation: conversation.id, side: "seller", name: "Ольга" });
  });

  test("a person's other devices see what this one writes", async () => {
    const [phone, laptop] = await Promise.all([
      server.signIn({ sub: "dina", name: "Дина" }),
      server.signIn({ sub: "dina", name: "Дина" }),
    ]);
    const { conversation } = await phone.open("svet");
    await phone.say(conversation.id, "С телефона");
    expect((await laptop.next("message")).message.text).toBe("С телефона");
    await phone.settled();
    expect(phone.frames.filter(({ type }) => type === "message")).toEqual([]);
  });
});

const ANNA_PARTY = { id: "anna", name: "Анна" };
