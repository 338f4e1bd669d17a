import { afterEach, beforeEach, expect, test } from "bun:test";
import { BUYER, LATER, receive, SELLER, type Stage, setStage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const told = () => stage.push.accepted().map(({ payload }) => [payload.title, payload.body, payload.count]);

test("D8 a message that nobody received within five seconds leads to one notification, and later ones in that absence to none", async () => {
  await stage.subscribe(BUYER, "buyer");
  const { id, clerk } = await stage.talk();
  await clerk.say(id, "Yes, it is.");
  await stage.later(4_000);
  expect(told()).toEqual([]);
  await stage.later(2_000);
  expect(told()).toEqual([["Lumen", "Yes, it is.", 1]]);
  await clerk.say(id, "Shall I put it aside?");
  await stage.subscribe(BUYER, "buyer"); // nor on a browser that comes later
  await stage.later();
  await stage.later(3_600_000);
  expect(told()).toHaveLength(1);
});

test("D8 a device that receives something ends the absence; what comes then is told again, with another absence and the same tag", async () => {
  await stage.subscribe(BUYER, "buyer");
  const { id, clerk, buyer } = await stage.talk();
  await clerk.say(id, "Yes");
  await stage.later();
  receive(buyer, id, 2);
  await clerk.next("receipt", ({ side, received }) => side === "buyer" && received === 2);
  await clerk.say(id, "And it is blue");
  await stage.later();
  const [first, second] = stage.push.accepted().map(({ payload }) => payload);
  expect([first?.absence, second?.absence]).toEqual([1, 3]);
  expect([first?.tag, second?.seq]).toEqual([second?.tag, 3]);
});

test("D8 an absence that ends in its middle is over: what a device has not received yet is a new one", async () => {
  await stage.subscribe(BUYER, "buyer");
  const { id, clerk, buyer } = await stage.talk();
  for (const text of ["one", "two", "three"]) await clerk.say(id, text);
  await stage.later();
  receive(buyer, id, 3); // the slow link has brought the first two
  await clerk.next("receipt", ({ received }) => received === 3);
  await stage.later(60_000); // nobody has it in mind; the sweep finds it
  expect(stage.push.accepted().map(({ payload }) => [payload.absence, payload.count])).toEqual([
    [1, 3],
    [4, 1],
  ]);
});

test("D8 what any of the person's devices receives in time is told to none", async () => {
  await stage.subscribe(BUYER, "buyer");
  const { id, clerk } = await stage.talk();
  const phone = await stage.signIn(BUYER);
  await clerk.say(id, "Yes");
  receive(phone, id, 2);
  await clerk.next("receipt", ({ side }) => side === "buyer");
  await stage.later();
  expect(told()).toEqual([]);
});

test("D8 messages that come together are told together", async () => {
  await stage.subscribe(BUYER, "buyer");
  await stage.subscribe(BUYER, "buyer", { locale: "ru-RU" });
  await stage.subscribe(BUYER, "buyer", { locale: "ru", quiet: true });
  const { id, clerk } = await stage.talk();
  for (const text of ["one", "two", "three"]) await clerk.say(id, text);
  await stage.later();
  expect(told().sort()).toEqual([
    ["3 new messages from Lumen", "three", 3],
    ["Lumen: 3 новых сообщения", "", 3],
    ["Lumen: 3 новых сообщения", "three", 3],
  ]);
});

test("D8 the side that wrote is not told; of a seller's people all are, and each other seller's are not", async () => {
  const clerk = await stage.subscribe(SELLER, "seller");
  const other = await stage.subscribe({ sub: "second", sellers: [{ id: "lumen" }, { id: "orbit" }] }, "seller");
  const stranger = await stage.subscribe({ sub: "third", sellers: [{ id: "orbit" }] }, "seller");
  const own = await stage.subscribe(BUYER, "buyer");
  const { id, buyer } = await stage.talk();
  await buyer.say(id, "Hello?");
  await stage.later();
  const reached = stage.push.accepted().map(({ browser }) => browser);
  expect(reached.sort()).toEqual([clerk.id, other.id].sort());
  expect(reached).not.toContain(stranger.id);
  expect(reached).not.toContain(own.id);
});

test("D8 a message that was taken back, or whose recipient has blocked the sender, is told to nobody", async () => {
  await stage.subscribe(BUYER, "buyer");
  const { id, clerk, buyer } = await stage.talk();
  const { seq } = await clerk.say(id, "Oh, wrong window");
  await clerk.ask({ type: "remove", conversation: id, seq }, "done");
  await stage.later();
  expect(told()).toEqual([]);
  await clerk.say(id, "Buy more");
  await buyer.ask({ type: "block", conversation: id, on: true }, "done");
  await stage.later();
  expect(told()).toEqual([]);
});

test("D8 nothing is told of a message that comes in the fifth second, until it has had its own five", async () => {
  await stage.subscribe(BUYER, "buyer");
  const { id, clerk, buyer } = await stage.talk();
  await clerk.say(id, "one");
  stage.clock.ahead += LATER - 1_000;
  receive(buyer, id, 2);
  await clerk.next("receipt", ({ received }) => received === 2);
  await clerk.say(id, "two");
  await stage.owner`update chat.message set created_at = now() + interval '5 seconds' where seq = 3`;
  await stage.later(1_000);
  expect(told()).toEqual([]);
  await stage.later();
  expect(told()).toHaveLength(1);
});

test("the badge counts the person's unread of this side; other conversations that are unread are named", async () => {
  await stage.subscribe(BUYER, "buyer");
  const first = await stage.talk(BUYER, { id: "lamp", title: "Lamp" });
  const second = await stage.talk(BUYER, { id: "chair", title: "Chair" });
  await first.clerk.say(first.id, "one");
  await first.clerk.say(first.id, "two");
  await stage.later();
  await second.clerk.say(second.id, "three");
  await stage.later();
  expect(stage.push.accepted().map(({ payload }) => [payload.unread, payload.others])).toEqual([
    [2, []],
    [3, [first.id]],
  ]);
});

test("a click leads to the product's page, or where the person subscribed; a seller's to the inbox", async () => {
  await stage.subscribe(BUYER, "buyer", { page: "http://localhost:1/basket?token=x#y" });
  await stage.subscribe(SELLER, "seller");
  const plain = await stage.talk();
  await plain.clerk.say(plain.id, "one");
  await stage.later();
  const lamp = await stage.talk(BUYER, { id: "lamp", title: "Lamp", url: "http://localhost:1/lamp?colour=blue" });
  await lamp.clerk.say(lamp.id, "two");
  await stage.later();
  await lamp.buyer.say(lamp.id, "three");
  await stage.later();
  expect(stage.push.accepted().map(({ payload }) => payload.url)).toEqual([
    `http://localhost:1/basket#seller-chat=${plain.id}`,
    `http://localhost:1/lamp?colour=blue#seller-chat=${lamp.id}`,
    `https://chat.example/dashboard#seller-chat=${lamp.id}`,
  ]);
});
