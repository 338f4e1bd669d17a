/** Within one conversation: each side has its own rights, and who is both is the buyer. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { linksOf } from "../../support/files";
import type { Wire } from "../../support/wire";
import { createWorld, overheard, type World } from "./world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

type Frame = { readonly type: string; readonly [field: string]: unknown };

/** What is the seller's side's alone. */
const SELLERS: readonly Frame[] = [
  { type: "note", id: crypto.randomUUID(), text: "x" },
  { type: "notes" },
  { type: "status", status: "closed" },
  { type: "assign", agent: "petr" },
  { type: "assign", agent: null },
];
/** What is the author's alone, or their side's. */
const authors = (seq: number): readonly Frame[] => [
  { type: "edit", seq, text: "x" },
  { type: "remove", seq },
  { type: "trail", seq },
];

/** Refused, unchanged, and nobody hears of it. */
async function expectRefusal(wire: Wire, frame: Frame): Promise<void> {
  const before = await world.digest();
  const { code } = await wire.ask(frame, "error");
  expect(["not_found", "forbidden"]).toContain(code);
  expect(await overheard(world)).toEqual([]);
  expect(await world.digest()).toEqual(before);
}

describe("S2 a buyer is no seller (the second message is Petr's)", () => {
  test.each([...SELLERS, ...authors(2)])("%j", async (frame) => {
    const { anna, theirs } = world;
    await expectRefusal(anna.wire, { conversation: theirs.conversation, ...frame });
  });

  test("nor sees what they set among themselves", async () => {
    const { anna, petr, olga, theirs } = world;
    await petr.wire.ask({ type: "assign", conversation: theirs.conversation, agent: "olga" }, "done");
    await olga.wire.next("changed");
    const { conversation } = await anna.wire.open("svet", { id: "lamp", title: "Лампа" });
    expect(conversation).toMatchObject({ id: theirs.conversation });
    expect(conversation).not.toHaveProperty("assignee");
    await anna.wire.next("presence");
    expect(anna.wire.frames).toEqual([]);
    await expectRefusal(anna.wire, { type: "inbox", seller: "svet" });
  });
});

describe("S2 a seller is no buyer, and one agent is not another", () => {
  test.each(authors(1))("%j of the buyer's message", async (frame) => {
    const { petr, theirs } = world;
    await expectRefusal(petr.wire, { conversation: theirs.conversation, ...frame });
  });

  test.each(authors(2).filter(({ type }) => type !== "trail"))("%j of a colleague's message", async (frame) => {
    const { olga, theirs } = world;
    await expectRefusal(olga.wire, { conversation: theirs.conversation, ...frame });
  });

  test("a file that the buyer has not sent yet is not there", async () => {
    const { petr, theirs } = world;
    expect((await linksOf(petr.wire, theirs.upload, theirs.file)).map(({ id }) => id)).toEqual([theirs.file]);
    const id = crypto.randomUUID();
    const before = await world.digest();
    petr.wire.send({ type: "send", id, conversation: theirs.conversation, attachments: [theirs.upload] });
    expect(await petr.wire.next("error", (error) => error.id === id)).toMatchObject({ code: "not_found" });
    expect(await world.digest()).toEqual(before);
  });

  test("a note's id in another shop's conversation tells nothing of the note", async () => {
    const { attackers, theirs } = world;
    const { wire, own: conversation } = attackers["another's seller"];
    const before = await world.digest();
    const answer = await wire.ask({ type: "note", id: theirs.note, conversation, text: "x" }, "error");
    expect(answer).toMatchObject({ code: "conflict", message: "Another note has this id." });
    expect(await world.digest()).toEqual(before);
  });
});

describe("S2 who is both is the buyer", () => {
  let both: Wire;
  let conversation: string;
  beforeAll(async () => {
    const vera = await world.server.signIn({ sub: "vera", name: "Вера" });
    const answering = await world.server.signIn({ sub: "agent", name: "Продавец", sellers: ["vaza"] });
    conversation = (await vera.open("vaza")).conversation.id;
    await vera.say(conversation, "Здравствуйте");
    await answering.say(conversation, "Добрый день");
    both = await world.server.signIn({ sub: "vera", name: "Вера", sellers: ["vaza"] });
  });

  test.each([...SELLERS, ...authors(2)])("%j", async (frame) => {
    await expectRefusal(both, { conversation, ...frame });
  });

  test("what they write, and how far they read, is the buyer's", async () => {
    const { seq } = await both.say(conversation, "Это я же");
    both.send({ type: "read", conversation, seq });
    await both.settled();
    await world.server.live.writer.idle();
    const { messages } = await both.ask({ type: "history", conversation }, "page");
    expect(messages.at(-1)).toMatchObject({ side: "buyer", sender: { id: "vera" } });
    const { items } = await both.ask({ type: "inbox" }, "inbox");
    expect(items.find(({ id }) => id === conversation)?.read).toEqual({ buyer: seq, seller: 0 });
    expect(await both.ask({ type: "open", seller: "vaza" }, "error")).toMatchObject({ code: "forbidden" });
  });
});

test("S2 presence says of a seller whether somebody is there, and not who; to those who opened, and to nobody else", async () => {
  const { server, anna, attackers } = world;
  const buyer = await server.signIn({ sub: "zoya" });
  await buyer.open("okno");
  expect(await buyer.next("presence")).toEqual({ type: "presence", seller: "okno", online: false });
  await server.signIn({ sub: "oleg", name: "Олег", sellers: ["okno"] });
  expect(await buyer.next("presence")).toEqual({ type: "presence", seller: "okno", online: true });
  for (const wire of [anna.wire, attackers["another's seller"].wire]) {
    await wire.settled();
    expect(wire.frames.filter(({ type }) => type === "presence")).toEqual([]);
  }
});

test("S2 a buyer's first words are the first that a seller hears of them", async () => {
  const { server, petr, anna, empty } = world;
  const olga = world.olga.wire;
  await anna.wire.open("svet", { id: "vase", title: "Ваза" });
  anna.wire.send({ type: "typing", conversation: empty });
  anna.wire.send({ type: "read", conversation: empty, seq: 5 });
  await anna.wire.settled();
  await server.live.writer.idle();
  for (const wire of [petr.wire, olga]) {
    await wire.settled();
    expect(wire.frames).toEqual([]);
  }
  await anna.wire.say(empty, "Здравствуйте");
  expect(await olga.next("message")).toMatchObject({ conversation: empty });
  olga.send({ type: "typing", conversation: empty });
  expect(await anna.wire.next("typing")).toMatchObject({ conversation: empty, side: "seller" });
});
