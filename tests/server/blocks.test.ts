/** A block is between a buyer and a seller, whatever they talk about; whoever is blocked learns only that a message was not accepted. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { GuestAnswer } from "../../server/protocol/rest";
import type { ServerFrame } from "../../server/protocol/server-frames";
import { startServer, type TestServer } from "../support/server";
import type { Wire } from "../support/wire";

let server: TestServer;
let other: TestServer;
let now = Date.now();
beforeAll(async () => {
  server = await startServer({ now: () => now });
  other = await startServer({ database: server.database, now: () => now });
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});

const LAMP = { id: "lamp", title: "Лампа" };
const NOT_ACCEPTED = { code: "forbidden", message: "The message was not accepted." };
let pairs = 0;

/** A buyer and a seller of their own, who have said something to each other. */
async function pair() {
  const name = `pair-${++pairs}`;
  const buyer = { sub: `buyer-${name}` };
  const agent = { sub: `agent-${name}`, sellers: [name] };
  const [ann, petr] = await Promise.all([server.signIn(buyer), server.signIn(agent)]);
  const { conversation } = await ann.open(name);
  await ann.say(conversation.id, "Здравствуйте");
  await petr.say(conversation.id, "Добрый день");
  await ann.next("message");
  await petr.next("message");
  return { ann, petr, buyer, agent, seller: name, id: conversation.id };
}

const refused = async (wire: Wire, conversation: string, text = "слово") => {
  const id = crypto.randomUUID();
  wire.send({ type: "send", id, conversation, text });
  return wire.next("error", (error) => error.id === id);
};

const texts = async (wire: Wire, conversation: string) =>
  (await wire.ask({ type: "history", conversation }, "page")).messages.map(({ text }) => text);

const block = (wire: Wire, conversation: string, on = true) => wire.ask({ type: "block", conversation, on }, "done");

test("S2 a blocked buyer's message is stored on no way, and the blocker hears nothing", async () => {
  const { ann, petr, buyer, id } = await pair();
  expect(await block(petr, id)).toMatchObject({ rev: 2 });
  expect(await refused(ann, id)).toMatchObject(NOT_ACCEPTED);

  const frames = [
    { type: "hello", v: 1, token: await server.token(buyer) },
    { type: "send", id: crypto.randomUUID(), conversation: id, text: "иначе" },
  ];
  const polled = await fetch(`${server.url}/v1/poll`, { method: "POST", body: JSON.stringify({ frames, wait: 0 }) });
  expect(((await polled.json()) as { frames: ServerFrame[] }).frames).toContainEqual(
    expect.objectContaining({ type: "error", ...NOT_ACCEPTED }),
  );

  const elsewhere = await other.signIn(buyer);
  expect(await refused(elsewhere, id)).toMatchObject(NOT_ACCEPTED);
  await petr.settled();
  expect(petr.frames.filter(({ type }) => type !== "changed")).toEqual([]);
  expect(await texts(petr, id)).toEqual(["Здравствуйте", "Добрый день"]);
});

test("a buyer blocks a seller, and then nobody of theirs gets through", async () => {
  const { ann, petr, seller, id } = await pair();
  await block(ann, id);
  expect(await refused(petr, id)).toMatchObject(NOT_ACCEPTED);
  const colleague = await server.signIn({ sub: `second-${seller}`, sellers: [seller] });
  expect(await refused(colleague, id)).toMatchObject(NOT_ACCEPTED);
});

test("who blocked and writes themself is told how to go on, also where both have", async () => {
  const { ann, petr, id } = await pair();
  await block(petr, id);
  expect(await refused(petr, id)).toMatchObject({
    code: "forbidden",
    message: "You have blocked this buyer; unblock them to write.",
  });
  await block(ann, id);
  expect((await refused(ann, id)).message).toBe("You have blocked this seller; unblock them to write.");
  await block(ann, id, false);
  expect(await refused(ann, id)).toMatchObject(NOT_ACCEPTED);
});

test("every conversation of the two is blocked, those that begin later too, and unblocking opens all", async () => {
  const { ann, petr, seller, id } = await pair();
  const { conversation: lamp } = await ann.open(seller, LAMP);
  await ann.say(lamp.id, "О лампе");
  await petr.next("message");
  await block(petr, id);
  expect(await refused(ann, lamp.id)).toMatchObject(NOT_ACCEPTED);
  const { conversation: later } = await ann.open(seller, { id: "chair", title: "Стул" });
  expect(await refused(ann, later.id)).toMatchObject(NOT_ACCEPTED);

  await block(petr, lamp.id, false);
  for (const one of [id, lamp.id, later.id]) await ann.say(one, "И снова");
  expect(await texts(petr, lamp.id)).toEqual(["О лампе", "И снова"]);
});

test("another buyer of the same seller is not concerned", async () => {
  const { petr, seller, id } = await pair();
  await block(petr, id);
  const olga = await server.signIn({ sub: `olga-${seller}` });
  const { conversation } = await olga.open(seller);
  await olga.say(conversation.id, "А мне можно?");
});

test("the side that did it learns of it on all its links, the other on none; an inbox shows it to the first alone", async () => {
  const { ann, petr, seller, buyer, id } = await pair();
  const { conversation: lamp } = await ann.open(seller, LAMP);
  const [phone, second] = await Promise.all([
    server.signIn({ sub: `second-${seller}`, sellers: [seller] }),
    server.signIn(buyer),
  ]);
  await ann.say(lamp.id, "О лампе");
  await second.next("message");
  await block(petr, id);
  const told = [await phone.next("changed"), await phone.next("changed")];
  expect(told.map(({ conversation, blocked }) => [conversation, blocked]).sort()).toEqual(
    [
      [id, true],
      [lamp.id, true],
    ].sort(),
  );
  await Promise.all([ann.settled(), second.settled()]);
  expect([...ann.frames, ...second.frames].filter(({ type }) => type === "changed")).toEqual([]);

  const items = async (wire: Wire, owner?: string) =>
    (await wire.ask({ type: "inbox", ...(owner ? { seller: owner } : {}) }, "inbox")).items;
  expect((await items(petr, seller)).map(({ blocked }) => blocked)).toEqual([true, true]);
  expect((await items(ann)).every((item) => !("blocked" in item))).toBe(true);
  expect((await ann.open(seller)).conversation).not.toHaveProperty("blocked");
  const { items: blocked } = await petr.ask({ type: "inbox", seller, filter: "blocked" }, "inbox");
  expect(blocked).toHaveLength(2);
});

test("a buyer who has become an agent of that seller is the buyer, and hears nothing of the seller's block", async () => {
  const { petr, buyer, seller, id } = await pair();
  const both = await server.signIn({ ...buyer, sellers: [seller] });
  await block(petr, id);
  await both.settled();
  expect(both.frames.filter(({ type }) => type === "changed")).toEqual([]);
});

test("the blocked side sees no difference in `opened` and in its inbox", async () => {
  const { ann, petr, seller, id } = await pair();
  const look = async () => ({
    opened: { ...(await ann.open(seller)), ref: "" },
    inbox: { ...(await ann.ask({ type: "inbox" }, "inbox")), ref: "" },
  });
  const before = await look();
  await block(petr, id);
  expect(await look()).toEqual(before);
});

test("whoever is blocked isn't seen to write, at another server after ten seconds at most", async () => {
  const { ann, petr, buyer, id } = await pair();
  const [theirs, elsewhere] = await Promise.all([other.signIn({ sub: `x-${buyer.sub}` }), other.signIn(buyer)]);
  theirs.close();
  const typed = async (wire: Wire) => {
    now += 2_000;
    wire.send({ type: "typing", conversation: id });
    await wire.settled();
    await petr.settled();
    return petr.frames.splice(0).filter(({ type }) => type === "typing").length;
  };
  expect(await typed(ann)).toBe(1);
  await typed(elsewhere); // what it knows now is soon no longer so
  await block(petr, id);
  expect(await typed(ann)).toBe(0);
  now += 10_000;
  await typed(elsewhere);
  expect(other.live.blocks.peek(id)).toEqual({ buyer: false, seller: true });
  await block(petr, id, false);
  expect(await typed(ann)).toBe(1);
});

test("an edit would be a message by another way, and is refused; one's own words can be taken back", async () => {
  const { ann, petr, id } = await pair();
  await block(petr, id);
  const edited = await ann.ask({ type: "edit", conversation: id, seq: 1, text: "по-другому" }, "error");
  expect(edited).toMatchObject(NOT_ACCEPTED);
  expect((await petr.ask({ type: "edit", conversation: id, seq: 2, text: "и я" }, "error")).message).toContain(
    "unblock",
  );
  await ann.ask({ type: "remove", conversation: id, seq: 1 }, "done");
  expect((await petr.next("message")).message).toMatchObject({ seq: 1, text: "", removedAt: expect.any(String) });
});

test("D2 what was stored before the block is still acked when it is sent again", async () => {
  const { ann, petr, id } = await pair();
  const message = crypto.randomUUID();
  const { seq } = await ann.say(id, "ещё до того", message);
  await block(petr, id);
  expect((await ann.say(id, "ещё до того", message)).seq).toBe(seq);
});

test("S2 only the two may block, and nobody for the other", async () => {
  const { id, seller } = await pair();
  const stranger = await server.signIn({ sub: `stranger-${seller}` });
  expect(await stranger.ask({ type: "block", conversation: id, on: true }, "error")).toMatchObject({
    code: "not_found",
  });
  const unknown = crypto.randomUUID();
  expect(await stranger.ask({ type: "block", conversation: unknown, on: true }, "error")).toMatchObject({
    code: "not_found",
  });
});

test("a guest's block goes with them when they sign in, into conversations that the user had before", async () => {
  const seller = "claimed";
  const petr = await server.signIn({ sub: "petr-claimed", sellers: [seller] });
  const user = { sub: "vera" };
  const vera = await server.signIn(user);
  const { conversation: own } = await vera.open(seller, LAMP);
  await vera.say(own.id, "своё");

  const post = (path: string, body: unknown) =>
    fetch(`${server.url}${path}`, { method: "POST", body: JSON.stringify(body) });
  const guest = (await (await post("/v1/guests", {})).json()) as GuestAnswer;
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token: guest.token });
  const { conversation } = await wire.open(seller);
  await wire.say(conversation.id, "гостем");
  await block(wire, conversation.id);
  expect((await post("/v1/guests/claim", { guest: guest.token, token: await server.token(user) })).status).toBe(200);

  for (const id of [conversation.id, own.id]) expect(await refused(petr, id)).toMatchObject(NOT_ACCEPTED);
  const { items } = await vera.ask({ type: "inbox" }, "inbox");
  expect(items.map(({ blocked }) => blocked)).toEqual([true, true]);
  await block(vera, own.id, false);
  await petr.say(conversation.id, "и снова");
});
