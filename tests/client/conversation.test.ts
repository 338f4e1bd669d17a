/** The real client on the real server. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { type Clock, systemClock } from "../../widget/client/clock";
import type { Environment } from "../../widget/client/environment";
import { memoryKeep } from "../../widget/client/keep";
import { type Topic, threadKey } from "../../widget/client/state";
import { MemoryStorage } from "../../widget/client/storage";
import { pollingTransport } from "../../widget/client/transports/polling";
import { webSocketTransport } from "../../widget/client/transports/websocket";
import { startServer, type TestServer } from "../support/server";
import { flush } from "./support/clock";
import { Network } from "./support/network";
import { deliveries, type Options, type Person, person, until } from "./support/people";

let server: TestServer;
const people: Person[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
afterEach(() => {
  for (const { chat } of people.splice(0)) chat.stop();
});

const join = (options: Omit<Options, "server">, environment: Partial<Environment> = {}): Person => {
  const joined = person({ server: server.url, ...options }, environment);
  people.push(joined);
  return joined;
};
const asBuyer = (sub: string) => ({ sides: ["buyer"], token: () => server.token({ sub, name: sub }) }) as const;
const asAgent = (shop: string, sub: string) =>
  ({ sides: ["seller"], token: () => server.token({ sub, name: "Agent", sellers: [shop] }) }) as const;
const asSeller = (shop: string) => asAgent(shop, `${shop}-agent`);

/** A buyer with an open thread, live. */
const openBuyer = async (sub: string, shop: string, environment: Partial<Environment> = {}, topic?: Topic) => {
  const buyer = join(asBuyer(sub), environment);
  const key = threadKey(shop, topic?.id);
  buyer.chat.open(shop, topic);
  buyer.chat.start();
  await until(buyer, () => buyer.thread(key).loading === "no");
  return { buyer, key, id: () => buyer.thread(key).conversation?.id ?? "" };
};
/** A seller who looks at a conversation. */
const openSeller = async (shop: string, id: string) => {
  const seller = join(asSeller(shop));
  seller.chat.list({ seller: shop });
  seller.chat.show(id);
  seller.chat.start();
  await until(seller, () => seller.thread(id).loading === "no" && !seller.chat.state.inboxes.get(shop)?.loading);
  return seller;
};

const polling = () => ({ polling: pollingTransport(server.url, fetch, systemClock) });
const webSocket = () => ({ websocket: webSocketTransport(server.url, new Network().socket) });

describe.each([
  ["a WebSocket", webSocket],
  ["polling", polling],
])("over %s", (name, transports) => {
  test("a buyer and a seller talk, and see what was delivered and read", async () => {
    const shop = `lamps ${name}`;
    const ann = join({ ...asBuyer(`ann ${name}`), transports: transports() });
    const key = threadKey(shop, "noon");
    ann.chat.open(shop, { id: "noon", title: "Noon lamp" });
    ann.chat.start();
    const agent = join({ ...asSeller(shop), transports: transports() });
    agent.chat.list({ seller: shop });
    agent.chat.start();
    await until(agent, () => agent.chat.state.inboxes.get(shop)?.loading === false);

    ann.chat.send(key, "Is it in stock?");
    expect(ann.texts(key)).toEqual(["Is it in stock?"]);
    await until(agent, () => agent.chat.state.inboxes.get(shop)?.items.length === 1);
    const [item] = agent.chat.state.inboxes.get(shop)?.items ?? [];
    expect(item).toMatchObject({ lastText: "Is it in stock?", unread: 1, topic: { id: "noon" } });

    const id = item?.id ?? "";
    agent.chat.show(id);
    await until(agent, () => agent.thread(id).messages.length === 1);
    await until(ann, () => deliveries(ann, key).at(-1) === "delivered");
    agent.chat.seen(id);
    await until(ann, () => deliveries(ann, key).at(-1) === "read");
    expect(agent.chat.state.inboxes.get(shop)).toMatchObject({ unread: 0, items: [{ unread: 0 }] });

    agent.chat.send(id, "Yes, three are left");
    await until(ann, () => ann.texts(key).length === 2);
    await until(agent, () => deliveries(agent, id).at(-1) === "delivered");
    expect(ann.steps.map(({ step }) => step)).toContain("message received");
    expect(ann.steps.find(({ step }) => step === "message sent")?.ids).toMatchObject({ seq: 1 });
  });
});

describe("a conversation", () => {
  test("shows who writes, and whether the seller is there", async () => {
    const { buyer, key, id } = await openBuyer("typist", "typewriters");
    await until(buyer, () => buyer.thread(key).online === false);
    buyer.chat.send(key, "hello");
    await until(buyer, () => deliveries(buyer, key).at(-1) === "sent");
    const seller = await openSeller("typewriters", id());
    await until(buyer, () => buyer.thread(key).online === true);
    seller.chat.typing(id());
    await until(buyer, () => buyer.thread(key).typing === "Agent");
    seller.chat.send(id(), "hi");
    await until(buyer, () => buyer.texts(key).length === 2);
    expect(buyer.thread(key).typing).toBeUndefined();
  });

  test("D3 keeps the order of what is submitted at once, and its history comes page by page", async () => {
    const { buyer, key, id } = await openBuyer("hasty", "books");
    const all = Array.from({ length: 70 }, (_, i) => `message ${i}`);
    for (const text of all) buyer.chat.send(key, text);
    await until(buyer, () => deliveries(buyer, key).every((delivery) => delivery === "sent"));
    expect(buyer.texts(key)).toEqual(all);

    const seller = await openSeller("books", id());
    expect(seller.texts(id())).toEqual(all.slice(-30));
    seller.chat.older(id());
    expect(seller.thread(id()).loading).toBe("older");
    await until(seller, () => seller.thread(id()).loading === "no");
    expect(seller.texts(id())).toEqual(all.slice(-60));
    seller.chat.older(id());
    await until(seller, () => !seller.thread(id()).more);
    expect(seller.texts(id())).toEqual(all);
  });

  test("one's own positions show as a new page would show them", async () => {
    const { buyer, key, id } = await openBuyer("reader", "pens");
    buyer.chat.send(key, "one");
    await until(buyer, () => deliveries(buyer, key)[0] === "sent");
    const seller = await openSeller("pens", id());
    seller.chat.send(id(), "two");
    await until(buyer, () => buyer.texts(key).length === 2);
    const { buyer: other, key: sameKey } = await openBuyer("reader", "pens");
    await until(other, () => other.thread(sameKey).conversation?.received.buyer === 2);
    expect(buyer.thread(key).conversation).toEqual(other.thread(sameKey).conversation);
  });

  test("an edit that follows another one at once is not lost", async () => {
    const { buyer, key } = await openBuyer("hasty", "pens");
    buyer.chat.send(key, "one");
    await until(buyer, () => deliveries(buyer, key)[0] === "sent");
    buyer.chat.edit(key, 1, "two");
    await flush(); // it is under way
    buyer.chat.edit(key, 1, "three");
    await until(buyer, () => buyer.texts(key)[0] === "three");
  });

  test("shows edits and removals to both sides", async () => {
    const { buyer, key, id } = await openBuyer("editor", "pens");
    buyer.chat.send(key, "one");
    buyer.chat.send(key, "two");
    await until(buyer, () => deliveries(buyer, key).at(-1) === "sent" && buyer.texts(key).length === 2);
    const seller = await openSeller("pens", id());
    buyer.chat.edit(key, 1, "one, really");
    buyer.chat.remove(key, 2);
    for (const [who, where] of [
      [buyer, key],
      [seller, id()],
    ] as const)
      await until(who, () => who.texts(where).join() === "one, really,");
  });

  test("tells which messages this person wrote: those of another agent are of their side, and not their own", async () => {
    const { buyer, key, id } = await openBuyer("asker", "ropes");
    buyer.chat.send(key, "one");
    await until(buyer, () => deliveries(buyer, key)[0] === "sent");
    const [one, two] = [await openSeller("ropes", id()), join(asAgent("ropes", "ropes-second"))];
    two.chat.show(id());
    two.chat.start();
    await until(two, () => two.thread(id()).messages.length === 1);
    two.chat.send(id(), "two");
    const own = (who: Person, where: string) =>
      who.thread(where).messages.map((shown) => shown.kind === "stored" && shown.own);
    await until(one, () => one.texts(id()).length === 2);
    await until(two, () => deliveries(two, id())[1] === "sent");
    expect(own(buyer, key)).toEqual([true, false]);
    expect(own(one, id())).toEqual([false, false]);
    expect(own(two, id())).toEqual([false, true]);
    expect(deliveries(one, id())).toEqual(["theirs", "sent"]); // how far it came matters to the whole side
  });

  test("is the same on all of a person's devices", async () => {
    const { buyer, key } = await openBuyer("two devices", "phones");
    const { buyer: other } = await openBuyer("two devices", "phones");
    buyer.chat.send(key, "from the phone");
    await until(other, () => other.texts(key).length === 1);
    expect(other.thread(key).messages[0]).toMatchObject({ kind: "stored", own: true, delivery: "sent" });
  });

  test("with one's own shop is refused", async () => {
    const token = () => server.token({ sub: "owner", sellers: ["own"] });
    const owner = join({ sides: ["buyer"], token });
    owner.chat.open("own");
    owner.chat.start();
    await until(owner, () => owner.thread(threadKey("own")).refused !== undefined);
    expect(owner.thread(threadKey("own")).refused?.code).toBe("forbidden");
  });
});

describe("D4 after a lost link", () => {
  test("what was missed is there, in order, in the thread and in the list", async () => {
    const network = new Network();
    const { buyer, key, id } = await openBuyer("commuter", "trains", { socket: network.socket });
    buyer.chat.list({ seller: "" });
    buyer.chat.send(key, "when?");
    await until(buyer, () => deliveries(buyer, key).at(-1) === "sent");
    const seller = await openSeller("trains", id());
    network.cut();
    await until(buyer, () => buyer.chat.state.link.state === "connecting");
    const answers = Array.from({ length: 40 }, (_, i) => `answer ${i}`);
    for (const text of answers) seller.chat.send(id(), text);
    await until(seller, () => deliveries(seller, id()).at(-1) === "sent");
    network.restore();
    await until(buyer, () => buyer.texts(key).length === 41);
    expect(buyer.texts(key)).toEqual(["when?", ...answers]);
    await until(buyer, () => buyer.chat.state.inboxes.get("")?.items[0]?.unread === 40);
    await until(seller, () => deliveries(seller, id()).at(-1) === "delivered");
  });

  test("a conversation that began meanwhile is in the seller's list", async () => {
    const network = new Network();
    const seller = join(asSeller("shoes"), { socket: network.socket });
    seller.chat.list({ seller: "shoes" });
    seller.chat.start();
    await until(seller, () => seller.chat.state.inboxes.get("shoes")?.loading === false);
    network.cut();
    const { buyer, key } = await openBuyer("barefoot", "shoes");
    buyer.chat.send(key, "size 44?");
    await until(buyer, () => deliveries(buyer, key).at(-1) === "sent");
    network.restore();
    await until(seller, () => seller.chat.state.inboxes.get("shoes")?.items[0]?.lastText === "size 44?");
    expect(seller.chat.state.inboxes.get("shoes")?.unread).toBe(1);
  });

  test("D2 D5 what is submitted without a network goes out once, in order, also after a reload", async () => {
    const network = new Network();
    const storage = new MemoryStorage();
    const key = threadKey("tents");
    const { buyer, id } = await openBuyer("hiker", "tents", { socket: network.socket, storage });
    buyer.chat.send(key, "one");
    network.cut(); // the ack of the first may be lost
    for (const text of ["two", "three"]) buyer.chat.send(key, text);
    buyer.chat.draft(key, "fo");
    buyer.chat.draft(key, "a note", true);
    buyer.chat.stop();

    const reloaded = join(asBuyer("hiker"), { storage });
    reloaded.chat.open("tents");
    reloaded.chat.start();
    await until(reloaded, () => deliveries(reloaded, key).join() === "sent,sent,sent");
    expect(reloaded.texts(key)).toEqual(["one", "two", "three"]);
    expect(reloaded.thread(key)).toMatchObject({ draft: "fo", noteDraft: "a note" });
    const seller = await openSeller("tents", id());
    expect(seller.texts(id())).toEqual(["one", "two", "three"]);
  });

  test("D5 what waits goes out from a page that never opens its thread", async () => {
    const storage = new MemoryStorage();
    const offline = new Network();
    offline.cut();
    const topic = { id: "tent", title: "Tent" };
    const first = join(
      { ...asBuyer("browser") },
      { storage, socket: offline.socket, fetch: () => Promise.reject(new Error()) },
    );
    first.chat.open("camping", topic);
    first.chat.send(threadKey("camping", "tent"), "still there?");
    first.chat.start();
    await until(first, () => first.steps.some(({ step }) => step === "disconnected"));
    first.chat.stop();

    const second = join(asBuyer("browser"), { storage });
    second.chat.open("camping");
    second.chat.start();
    await until(second, () => second.steps.some(({ step }) => step === "message sent"));
    const { buyer } = await openBuyer("browser", "camping", {}, topic);
    expect(buyer.texts(threadKey("camping", "tent"))).toEqual(["still there?"]);
  });
});

describe("where a WebSocket can't pass", () => {
  test("it connects all the same, and moves back without a seam", async () => {
    const network = new Network();
    network.cut();
    const clock: Clock = { now: () => Date.now(), after: (ms, task) => systemClock.after(ms / 10, task) }; // in a hurry
    const { buyer, key, id } = await openBuyer("behind a proxy", "proxies", { socket: network.socket, clock });
    expect(buyer.chat.state.link).toEqual({ state: "connected", transport: "polling" });
    buyer.chat.send(key, "over polling");
    await until(buyer, () => deliveries(buyer, key).at(-1) === "sent");
    const links: string[] = [];
    buyer.chat.subscribe(() => links.push(buyer.chat.state.link.state));
    network.restore();
    await until(buyer, () => JSON.stringify(buyer.chat.state.link).includes("websocket"));
    buyer.chat.send(key, "over a WebSocket");
    const seller = await openSeller("proxies", id());
    await until(seller, () => seller.texts(id()).length === 2);
    expect(seller.texts(id())).toEqual(["over polling", "over a WebSocket"]);
    expect(new Set(links)).toEqual(new Set(["connected"]));
  });
});

describe("who is here", () => {
  test("a guest is made by the first `start`, not before, and is the same on the next page", async () => {
    const keep = memoryKeep();
    const lurker = join({ sides: ["buyer"] }, { keep });
    lurker.chat.open("guests");
    lurker.chat.start("known");
    await until(lurker, () => lurker.chat.state.link.state === "idle");
    lurker.chat.start();
    await until(lurker, () => lurker.chat.state.link.state === "connected");
    expect(lurker.chat.state.me?.id).toStartWith("guest:");
    const next = join({ sides: ["buyer"] }, { keep });
    next.chat.start("known");
    await until(next, () => next.chat.state.me !== undefined);
    expect(next.chat.state.me?.id).toBe(lurker.chat.state.me?.id);
  });

  test("a guest whom the server doesn't know any more becomes a new one, and what waits goes with them", async () => {
    const keep = memoryKeep();
    const [, claims] = (await server.token({ sub: "guest:gone" })).split(".");
    keep.set(`seller-chat guest ${server.url}`, `x.${claims}.x`);
    const guest = join({ sides: ["buyer"] }, { keep });
    const key = threadKey("guests");
    guest.chat.open("guests");
    guest.chat.start();
    guest.chat.send(key, "hello?");
    await until(guest, () => deliveries(guest, key).join() === "sent");
    expect(guest.chat.state.me?.id).not.toBe("guest:gone");
  });

  test("a token that the server refuses is told, and a better one connects", async () => {
    let token = "x.eyJzdWIiOiJldmUifQ.x";
    const eve = join({ sides: ["buyer"], token: () => token });
    eve.chat.start();
    await until(eve, () => eve.chat.state.link.state === "refused");
    expect(eve.chat.state.link).toMatchObject({ code: "unauthorized" });
    token = await server.token({ sub: "eve" });
    eve.chat.tokenChanged();
    await until(eve, () => eve.chat.state.link.state === "connected");
  });

  test("another person on the same browser sees nothing of the first one's", async () => {
    const storage = new MemoryStorage();
    let sub = "first";
    const who = join({ sides: ["buyer"], token: () => server.token({ sub }) }, { storage });
    const key = threadKey("shared");
    who.chat.open("shared");
    who.chat.start();
    await until(who, () => who.thread(key).loading === "no");
    who.chat.send(key, "private");
    who.chat.draft(key, "more private");
    await until(who, () => deliveries(who, key).join() === "sent");
    sub = "second";
    who.chat.tokenChanged();
    await until(who, () => who.chat.state.me?.id === "second" && who.thread(key).loading === "no");
    expect(who.texts(key)).toEqual([]);
    expect(who.thread(key).draft).toBe("");
  });
});

describe("a message that is refused for good", () => {
  test("says so on its bubble, waits for the person, and holds nobody up", async () => {
    const { buyer, key } = await openBuyer("chatty", "words");
    buyer.chat.send(key, "x".repeat(4_001));
    buyer.chat.send(key, "short");
    await until(buyer, () => deliveries(buyer, key).includes("sent"));
    const [stored, refused] = buyer.thread(key).messages;
    expect(stored).toMatchObject({ kind: "stored" });
    expect(refused).toMatchObject({ kind: "waiting", refused: { code: "too_long" } });
    if (refused?.kind === "waiting") buyer.chat.discard(key, refused.id);
    await until(buyer, () => buyer.texts(key).length === 1);
  });
});
