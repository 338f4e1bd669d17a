import { afterEach, beforeEach, expect, test } from "bun:test";
import { Acts } from "../../../server/auth/acts";
import { KEYS } from "../../support/server";
import { BUYER, refusal, SELLER, type Stage, setStage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

/** A buyer who was told of an answer. */
async function told() {
  const phone = await stage.subscribe(BUYER, "buyer");
  const talk = await stage.talk();
  await talk.clerk.say(talk.id, "Yes");
  await stage.later();
  return { phone, ...talk, act: stage.push.accepted(phone.id)[0]?.payload.act ?? "" };
}
const act = (body: object) => stage.post("/v1/push/actions", body);
const reply = (text: string, id: string = crypto.randomUUID()) => ({ do: "reply", id, text });

test("a reply from the notification is the person's message, and what it answers was read", async () => {
  const { id, clerk, buyer, act: token } = await told();
  expect((await act({ act: token, ...reply("Then I take it") })).status).toBe(204);
  const { message } = await clerk.next("message", (frame) => frame.message.seq === 3);
  expect(message).toMatchObject({ side: "buyer", sender: { id: "anna", name: "Anna" }, text: "Then I take it" });
  await buyer.next("message", (frame) => frame.message.seq === 3);
  await clerk.next("receipt", ({ conversation, read }) => conversation === id && read === 2);
});

test("D2 a reply that is sent again is the same message", async () => {
  const { id, clerk, act: token } = await told();
  const body = { act: token, ...reply("Once") };
  expect((await act(body)).status).toBe(204);
  expect((await act(body)).status).toBe(204);
  expect((await clerk.ask({ type: "history", conversation: id }, "page")).messages).toHaveLength(3);
});

test("an agent's reply is the seller's", async () => {
  const phone = await stage.subscribe(SELLER, "seller");
  const talk = await stage.talk();
  await talk.buyer.say(talk.id, "Hello?");
  await stage.later();
  const token = stage.push.accepted(phone.id)[0]?.payload.act;
  expect((await act({ act: token, ...reply("Good day") })).status).toBe(204);
  const { message } = await talk.buyer.next("message", (frame) => frame.message.seq === 3);
  expect(message).toMatchObject({ side: "seller", sender: { id: "clerk" }, text: "Good day" });
});

test("S4 a reply is held to what any message is", async () => {
  const { id, clerk, act: token } = await told();
  expect(await refusal(await act({ act: token, ...reply("x".repeat(4_001)) }))).toEqual([422, "too_long"]);
  expect(await refusal(await act({ act: token, ...reply("  ") }))).toEqual([400, "bad_frame"]);
  await clerk.ask({ type: "block", conversation: id, on: true }, "done");
  expect(await refusal(await act({ act: token, ...reply("Please") }))).toEqual([403, "forbidden"]);
});

test("read moves the position to what the notification spoke of", async () => {
  const { clerk, act: token } = await told();
  await clerk.say((await told()).id, "And more");
  expect((await act({ act: token, do: "read" })).status).toBe(204);
  expect((await clerk.next("receipt", ({ read }) => read > 0)).read).toBe(2);
});

test("who mutes a conversation is told of others, and of this one after an hour", async () => {
  const { id, clerk, buyer, act: token } = await told();
  const other = await stage.talk(BUYER, { id: "chair", title: "Chair" });
  expect((await act({ act: token, do: "mute" })).status).toBe(204);
  buyer.send({ type: "received", conversation: id, seq: 2 });
  await clerk.next("receipt", ({ conversation, received }) => conversation === id && received === 2);
  await clerk.say(id, "A new absence");
  await other.clerk.say(other.id, "Another one");
  await stage.later();
  await stage.later(3_000_000);
  expect(stage.push.accepted().map(({ payload }) => payload.body)).toEqual(["Yes", "Another one"]);
  await stage.later(600_000);
  expect(stage.push.accepted().map(({ payload }) => payload.body)).toEqual(["Yes", "Another one", "A new absence"]);
});

test("one agent's mute is not another's", async () => {
  const [first, second] = [
    await stage.subscribe(SELLER, "seller"),
    await stage.subscribe({ ...SELLER, sub: "second" }, "seller"),
  ];
  const talk = await stage.talk();
  await talk.buyer.say(talk.id, "Hello?");
  await stage.later();
  await act({ act: stage.push.accepted(first.id)[0]?.payload.act, do: "mute" });
  talk.clerk.send({ type: "received", conversation: talk.id, seq: 2 });
  await talk.buyer.next("receipt", ({ received }) => received === 2);
  await talk.buyer.say(talk.id, "Hello again");
  await stage.later();
  expect([stage.push.accepted(first.id).length, stage.push.accepted(second.id).length]).toEqual([1, 2]);
});

test("S9 a notification acts for a day, and as long as its browser is subscribed", async () => {
  const { phone, act: token } = await told();
  stage.clock.ahead += 86_300_000;
  expect((await act({ act: token, do: "read" })).status).toBe(204);
  stage.clock.ahead += 200_000;
  expect(await refusal(await act({ act: token, do: "read" }))).toEqual([401, "unauthorized"]);
  stage.clock.ahead -= 200_000;
  await stage.post("/v1/push/subscriptions", { endpoint: phone.endpoint }, await stage.token(BUYER), "DELETE");
  expect(await refusal(await act({ act: token, do: "read" }))).toEqual([401, "unauthorized"]);
});

test("S9 a notification acts for nobody who was revoked", async () => {
  const { act: token } = await told();
  await stage.owner`select chat.revoke('anna')`;
  expect(await refusal(await act({ act: token, ...reply("Hello") }))).toEqual([401, "unauthorized"]);
});

test("S2 nothing in a notification's token can be changed", async () => {
  const { act: token, phone } = await told();
  const [subscription = "", conversation = "", seq = "", expires = "", signature = ""] = token.split(".");
  const forged = [
    [subscription, crypto.randomUUID(), seq, expires, signature],
    [crypto.randomUUID(), conversation, seq, expires, signature],
    [subscription, conversation, "1", expires, signature],
    [subscription, conversation, seq, String(Number(expires) + 1), signature],
    [subscription, conversation, seq, expires, `A${signature.slice(1)}`],
    ["", "", "", "", ""],
  ];
  for (const parts of forged) expect((await act({ act: parts.join("."), do: "read" })).status).toBe(401);
  // Another key of the same server signs nothing here, and a person's token is none.
  const other = new Acts(KEYS.file).make({ subscription, conversation, seq: 2 });
  expect((await act({ act: other, do: "read" })).status).toBe(401);
  expect((await act({ act: await stage.token(BUYER), do: "read" })).status).toBe(401);
  expect(phone.id).toBeTruthy();
});

test("S2 a token for a conversation that isn't the subscriber's acts on nothing", async () => {
  const { phone } = await told();
  const others = await stage.talk({ sub: "boris", name: "Boris" });
  const [row] = await stage.owner`select id from chat.push_subscription where endpoint = ${phone.endpoint}`;
  const token = new Acts(KEYS.act, stage.clock.now).make({ subscription: row?.id, conversation: others.id, seq: 1 });
  expect(await refusal(await act({ act: token, ...reply("Hello") }))).toEqual([401, "unauthorized"]);
});

test("both ways: each side is away when the other writes, and the numbers are right after each step", async () => {
  const [desk, phone] = [await stage.subscribe(SELLER, "seller"), await stage.subscribe(BUYER, "buyer")];
  const { id, clerk, buyer } = await stage.talk();
  const unread = async (wire: typeof clerk, seller?: string) =>
    (await wire.ask({ type: "inbox", ...(seller ? { seller } : {}) }, "inbox")).unread;
  await buyer.say(id, "Can I have it by Friday?");
  await stage.later();
  const asked = stage.push.accepted(desk.id)[0]?.payload;
  expect([asked?.title, asked?.body, asked?.count, asked?.unread]).toEqual(["Anna", "Can I have it by Friday?", 1, 2]);
  expect([await unread(clerk, "lumen"), await unread(buyer)]).toEqual([2, 0]);
  // The seller answers in the notification; the buyer's tab is closed.
  expect((await act({ act: asked?.act, ...reply("Yes, on Thursday") })).status).toBe(204);
  await stage.later();
  const answered = stage.push.accepted(phone.id)[0]?.payload;
  expect([answered?.title, answered?.body, answered?.count, answered?.unread]).toEqual([
    "Lumen",
    "Yes, on Thursday",
    1,
    1,
  ]);
  expect([await unread(clerk, "lumen"), await unread(buyer)]).toEqual([0, 1]);
  expect((await act({ act: answered?.act, do: "read" })).status).toBe(204);
  await clerk.next("receipt", ({ side, read }) => side === "buyer" && read === 3);
  expect([await unread(clerk, "lumen"), await unread(buyer)]).toEqual([0, 0]);
  expect(stage.push.pushes).toHaveLength(2);
});
