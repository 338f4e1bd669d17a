/** A second hello on a live link: the newer token counts from then on, and nothing is missed meanwhile. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const AGENT = { sub: "petr", name: "Пётр" };

test("S9 a renewed token that names fewer sellers ends their deliveries and their reads at once", async () => {
  const [agent, buyer] = await Promise.all([
    server.signIn({ ...AGENT, sellers: ["svet", "sosna"] }),
    server.signIn({ sub: "anna" }),
  ]);
  const [lost, kept] = [await buyer.open("svet"), await buyer.open("sosna")];
  for (const { conversation } of [lost, kept]) {
    await buyer.say(conversation.id, "до");
    await agent.next("message", (frame) => frame.conversation === conversation.id);
  }
  agent.send({ type: "hello", v: 1, token: await server.token({ ...AGENT, sellers: ["sosna"] }) });
  expect((await agent.next("welcome")).user.sellers.map(({ id }) => id)).toEqual(["sosna"]);
  await buyer.say(lost.conversation.id, "тайна");
  await buyer.say(kept.conversation.id, "после");
  expect((await agent.next("message")).message.text).toBe("после");
  const conversation = lost.conversation.id;
  expect(await agent.ask({ type: "history", conversation }, "error")).toMatchObject({ code: "not_found" });
  expect(await agent.ask({ type: "inbox", seller: "svet" }, "error")).toMatchObject({ code: "forbidden" });
  agent.send({ type: "send", id: crypto.randomUUID(), conversation, text: "нет" });
  expect(await agent.next("error")).toMatchObject({ code: "not_found" });
});

test("D4 a link that renews its token again and again gets every message once, in order", async () => {
  const [agent, buyer] = await Promise.all([
    server.signIn({ ...AGENT, sellers: ["glina"] }),
    server.signIn({ sub: "vera" }),
  ]);
  const { conversation } = await buyer.open("glina");
  const token = await server.token({ ...AGENT, sellers: ["glina"] });
  for (let n = 1; n <= 40; n++) {
    buyer.send({ type: "send", id: crypto.randomUUID(), conversation: conversation.id, text: `${n}` });
    if (n % 2) agent.send({ type: "hello", v: 1, token });
  }
  await buyer.next("ack", ({ seq }) => seq === 40);
  await agent.next("message", ({ message }) => message.seq === 40);
  await agent.settled();
  const seqs = agent.frames.flatMap((frame) => (frame.type === "message" ? frame.message.seq : []));
  expect(seqs).toEqual(Array.from({ length: 39 }, (_, index) => index + 1));
  expect(agent.frames.filter(({ type }) => type === "welcome")).toHaveLength(20);
});

test("names and pictures come from the newest token of their own person, and from nothing else", async () => {
  const mallory = await server.signIn({ sub: "mallory", name: "Мэллори" });
  const seller = await server.signIn({ sub: "boris", name: "Борис", sellers: ["sedlo"] });
  const { conversation } = await mallory.open("sedlo");
  const id = crypto.randomUUID();
  for (const own of [{ name: "Админ" }, { sender: { id: "boris", name: "Борис" } }, { side: "seller" }]) {
    mallory.send({ type: "send", id, conversation: conversation.id, text: "x", ...own });
    expect(await mallory.next("error")).toMatchObject({ code: "bad_frame" });
  }
  await mallory.say(conversation.id, "привет", id);
  expect((await seller.next("message")).message).toMatchObject({
    side: "buyer",
    sender: { id: "mallory", name: "Мэллори" },
  });
  mallory.send({ type: "hello", v: 1, token: await server.token({ sub: "boris", name: "Борис" }) });
  expect(await mallory.next("error")).toMatchObject({ code: "conflict" });
  await mallory.say(conversation.id, "всё ещё я");
  expect((await seller.next("message")).message.sender).toMatchObject({ id: "mallory", name: "Мэллори" });
});
