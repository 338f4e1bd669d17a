/** Blocks, reports and the contact guard: the real client on the real server. */
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { ContactGuard } from "../../server/config";
import { selectReports } from "../../server/db/reports";
import { threadKey } from "../../widget/client/state";
import { MemoryStorage } from "../../widget/client/storage";
import { type TestDatabase, testDatabase } from "../support/database";
import { startServer, type TestServer } from "../support/server";
import { FakeBrowser } from "./support/browser";
import { FakeClock, flush } from "./support/clock";
import { CONVERSATION, conversation } from "./support/messages";
import { deliveries, type Person, person, until } from "./support/people";
import { ScriptedTransport } from "./support/scripted-transport";
import { fakeToken } from "./support/tokens";

let database: TestDatabase;
let servers: Record<ContactGuard, TestServer>;
const people: Person[] = [];
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
afterEach(() => {
  for (const { chat } of people.splice(0)) chat.stop();
});

const NUMBER = "Мой номер 8 916 123-45-67";
let pairs = 0;

const join = (rule: ContactGuard, sub: string, shop?: string, storage = new MemoryStorage()): Person => {
  const server = servers[rule];
  const token = () => server.token({ sub, name: sub, ...(shop !== undefined && { sellers: [shop] }) });
  const sides = shop === undefined ? (["buyer"] as const) : (["seller"] as const);
  const joined = person({ server: server.url, token, sides }, { storage });
  people.push(joined);
  return joined;
};

/** A buyer and a seller who look at the same conversation, in which something was said. */
async function pair(rule: ContactGuard = "off") {
  const shop = `trust-${++pairs}`;
  const storage = new MemoryStorage();
  const buyer = join(rule, `buyer-${shop}`, undefined, storage);
  const key = threadKey(shop);
  buyer.chat.open(shop);
  buyer.chat.start();
  await until(buyer, () => buyer.thread(key).loading === "no");
  buyer.chat.send(key, "Здравствуйте");
  await until(buyer, () => deliveries(buyer, key).join() === "sent");
  const id = buyer.thread(key).conversation?.id ?? "";
  const seller = join(rule, `agent-${shop}`, shop);
  seller.chat.list({ seller: shop });
  seller.chat.show(id);
  seller.chat.start();
  await until(seller, () => seller.thread(id).loading === "no" && seller.thread(id).conversation !== undefined);
  return { shop, buyer, key, seller, id, storage };
}

const refusals = (who: Person, key: string) =>
  who.thread(key).messages.map((shown) => (shown.kind === "waiting" ? shown.refused?.code : undefined));

test("whoever blocks sees it at once, in every window; the other side sees nothing, and isn't heard", async () => {
  const { shop, buyer, key, seller, id } = await pair();
  const phone = join("off", `buyer-${shop}`);
  phone.chat.open(shop);
  phone.chat.start();
  await until(phone, () => phone.thread(key).loading === "no");

  buyer.chat.block(key, true);
  await until(buyer, () => buyer.thread(key).conversation?.blocked === true);
  await until(phone, () => phone.thread(key).conversation?.blocked === true);
  expect(seller.thread(id).conversation).not.toHaveProperty("blocked");
  seller.chat.send(id, "Эй");
  await until(seller, () => refusals(seller, id).includes("forbidden"));
  expect(buyer.texts(key)).toEqual(["Здравствуйте"]);

  buyer.chat.block(key, false);
  await until(phone, () => phone.thread(key).conversation?.blocked === undefined);
  const refused = seller.thread(id).messages.at(-1);
  seller.chat.retry(id, refused?.kind === "waiting" ? refused.id : "");
  await until(buyer, () => buyer.texts(key).includes("Эй"));
});

test("a block holds after a reload", async () => {
  const { shop, buyer, key, seller, id, storage } = await pair();
  seller.chat.block(id, true);
  await until(seller, () => seller.thread(id).conversation?.blocked === true);
  const again = join("off", `agent-${shop}`, shop, storage);
  again.chat.list({ seller: shop });
  again.chat.show(id);
  again.chat.start();
  await until(again, () => again.thread(id).conversation?.blocked === true);
  expect(buyer.thread(key).conversation).not.toHaveProperty("blocked");
});

test("a report reaches the operator with what was said", async () => {
  const { shop, buyer, key } = await pair();
  buyer.chat.report(key, "fraud", "  Просит мимо площадки ");
  const mine = async () =>
    (await selectReports(servers.off.db.writes, new Date(0))).filter(({ seller }) => seller === shop);
  while ((await mine()).length === 0) await flush();
  expect(await mine()).toMatchObject([
    { reason: "fraud", text: "Просит мимо площадки", evidence: [{ text: "Здравствуйте" }] },
  ]);
});

test("warned of contacts, a person sends anyway, and it goes out as they wrote it", async () => {
  const { buyer, key, seller, id } = await pair("warn");
  expect(buyer.chat.state.limits?.contacts).toBe("warn");
  buyer.chat.send(key, NUMBER);
  await until(buyer, () => refusals(buyer, key).includes("contacts"));
  buyer.chat.send(key, "И ещё вопрос"); // a refused one holds nobody up
  await until(seller, () => seller.texts(id).includes("И ещё вопрос"));
  const warned = buyer.thread(key).messages.find(({ kind }) => kind === "waiting");
  buyer.chat.retry(key, warned?.kind === "waiting" ? warned.id : "", true);
  await until(seller, () => seller.texts(id).includes(NUMBER));
  await until(buyer, () => !deliveries(buyer, key).includes("waiting"));
});

test("D5 what a person means to send anyway is still meant after a reload", async () => {
  const { shop, buyer, key, seller, id, storage } = await pair("warn");
  buyer.chat.send(key, NUMBER);
  await until(buyer, () => refusals(buyer, key).includes("contacts"));
  const warned = buyer.thread(key).messages.find(({ kind }) => kind === "waiting");
  const transports = new ScriptedTransport(); // a network on which nothing arrives
  const offline = person(
    {
      server: servers.warn.url,
      token: () => servers.warn.token({ sub: `buyer-${shop}` }),
      sides: ["buyer"],
      transports: { websocket: transports.open("websocket") },
    },
    { storage },
  );
  buyer.chat.stop();
  offline.chat.open(shop);
  offline.chat.start();
  await until(offline, () => offline.thread(key).messages.length > 0);
  offline.chat.retry(key, warned?.kind === "waiting" ? warned.id : "", true);
  await until(offline, () => !refusals(offline, key).includes("contacts"));
  offline.chat.stop();

  const back = join("warn", `buyer-${shop}`, undefined, storage);
  back.chat.open(shop);
  back.chat.start();
  await until(seller, () => seller.texts(id).includes(NUMBER));
});

test("a change of a text that is refused is told with its words; a better one ends that", async () => {
  const { buyer, key } = await pair("refuse");
  buyer.chat.edit(key, 1, NUMBER);
  await until(buyer, () => buyer.thread(key).unsaved !== undefined);
  expect(buyer.thread(key).unsaved).toEqual({ seq: 1, text: NUMBER, code: "contacts" });
  expect(buyer.texts(key)).toEqual(["Здравствуйте"]);
  buyer.chat.edit(key, 1, "Добрый день");
  await until(buyer, () => buyer.texts(key).join() === "Добрый день");
  expect(buyer.thread(key).unsaved).toBeUndefined();
});

test("a change of a text that was warned of is saved when the person means it", async () => {
  const { buyer, key, seller, id } = await pair("warn");
  buyer.chat.edit(key, 1, NUMBER);
  await until(buyer, () => buyer.thread(key).unsaved?.code === "contacts");
  buyer.chat.edit(key, 1, NUMBER, true);
  await until(seller, () => seller.texts(id)[0] === NUMBER);
  await until(buyer, () => buyer.thread(key).unsaved === undefined);
});

test("where contacts are hidden, their sender sees the stored words, and that it was so", async () => {
  const { buyer, key, seller, id } = await pair("mask");
  buyer.chat.send(key, NUMBER);
  await until(buyer, () => deliveries(buyer, key)[1] !== "waiting" && buyer.thread(key).messages.length === 2);
  expect(buyer.texts(key)[1]).toBe("Мой номер ••••••••");
  expect(buyer.thread(key).messages[1]).toMatchObject({ masked: true });
  await until(seller, () => seller.texts(id).includes("Мой номер ••••••••"));
  expect(seller.thread(id).messages.some((shown) => "masked" in shown)).toBe(false);
});

/** A client whose server is the test, with the conversation open. */
async function scripted() {
  const transport = new ScriptedTransport();
  const clock = new FakeClock();
  const ann = person(
    {
      server: "https://chat.example",
      sides: ["buyer"],
      token: async () => fakeToken({ sub: "ann" }),
      transports: { websocket: transport.open("websocket") },
    },
    { clock },
  );
  people.push(ann);
  ann.chat.open("lamps");
  ann.chat.start();
  await flush();
  transport.last.accept();
  await flush();
  const [open] = transport.last.sent;
  const ref = open && "ref" in open ? open.ref : 0;
  transport.last.frame({ type: "opened", ref, conversation: conversation(), messages: [], more: false });
  await flush();
  return { ann, link: transport.last, key: threadKey("lamps") };
}

test("a block that the server refuses is taken back", async () => {
  const { ann, link, key } = await scripted();
  ann.chat.block(key, true);
  await flush();
  expect(ann.thread(key).conversation?.blocked).toBe(true);
  const asked = link.sent.find(({ type }) => type === "block");
  const ref = asked && "ref" in asked ? asked.ref : 0;
  link.frame({ type: "error", ref, code: "not_found", message: "" });
  await flush();
  expect(ann.thread(key).conversation?.blocked).toBeUndefined();
});

test("nobody who is blocked is seen to write, whichever server passes it on", async () => {
  const { ann, link, key } = await scripted();
  const typing = { type: "typing", conversation: CONVERSATION, side: "seller", name: "Lamps" } as const;
  link.frame(typing);
  await flush();
  expect(ann.thread(key).typing).toBe("Lamps");
  ann.chat.block(key, true);
  link.frame({ type: "typing", conversation: CONVERSATION, side: "seller", name: "Lamps again" });
  await flush();
  expect(ann.thread(key)).not.toHaveProperty("typing");
});

test("when the seller usually answers, and when they are back, comes with their presence", async () => {
  const { ann, link, key } = await scripted();
  link.frame({ type: "presence", seller: "lamps", online: false, usual: 7_200_000, until: "2026-11-03T07:00:00.000Z" });
  await flush();
  expect(ann.thread(key)).toMatchObject({ online: false, usual: 7_200_000, until: "2026-11-03T07:00:00.000Z" });
  link.frame({ type: "presence", seller: "lamps", online: true });
  await flush();
  expect(ann.thread(key)).not.toHaveProperty("until");
});

test("D10 a tab that follows shows a block at once, and the one that leads sends it", async () => {
  const browser = new FakeBrowser();
  const transport = new ScriptedTransport();
  const open = () => {
    const tab = browser.tab();
    const who = person(
      {
        server: "https://chat.example",
        sides: ["buyer"],
        token: async () => fakeToken({ sub: "ann" }),
        transports: { websocket: tab.transport(transport.open("websocket")) },
      },
      tab.environment,
    );
    people.push(who);
    who.chat.open("lamps");
    who.chat.start();
    return who;
  };
  open();
  await flush();
  transport.last.accept();
  await flush();
  const [asked] = transport.last.sent;
  const ref = asked && "ref" in asked ? asked.ref : 0;
  transport.last.frame({ type: "opened", ref, conversation: conversation(), messages: [], more: false });
  await flush();
  const second = open();
  const key = threadKey("lamps");
  await until(second, () => second.chat.state.threads.get(key)?.conversation !== undefined);
  second.chat.block(key, true);
  expect(second.thread(key).conversation?.blocked).toBe(true);
  await flush();
  expect(transport.last.types.filter((type) => type === "block")).toHaveLength(1);
});
