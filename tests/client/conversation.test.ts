/** The real client on the real server. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { threadKey } from "../../widget/client/state";
import { startServer, type TestServer } from "../support/server";
import { type Options, type Person, person, until } from "./support/people";

let server: TestServer;
const people: Person[] = [];

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());
afterEach(() => {
  for (const { chat } of people.splice(0)) chat.stop();
});

const join = (options: Omit<Options, "server">): Person => {
  const joined = person({ server: server.url, ...options });
  people.push(joined);
  return joined;
};
const buyer = (sub: string) => join({ sides: ["buyer"], token: () => server.token({ sub, name: sub }) });
const seller = (shop: string) =>
  join({ sides: ["seller"], token: () => server.token({ sub: `${shop}-agent`, name: "Agent", sellers: [shop] }) });

describe("over a WebSocket", () => {
  test("a buyer and a seller talk, and see what was delivered and read", async () => {
    const ann = buyer("ann");
    const shop = seller("lamps");
    const key = threadKey("lamps", "noon");
    ann.chat.open("lamps", { id: "noon", title: "Noon lamp" });
    ann.chat.start();
    shop.chat.list("lamps");
    shop.chat.start();
    await until(shop, () => shop.chat.state.inboxes.get("lamps")?.loading === false);

    ann.chat.send(key, "Is it in stock?");
    expect(ann.texts(key)).toEqual(["Is it in stock?"]);
    await until(shop, () => shop.chat.state.inboxes.get("lamps")?.items.length === 1);
    const [item] = shop.chat.state.inboxes.get("lamps")?.items ?? [];
    expect(item).toMatchObject({ lastText: "Is it in stock?", unread: 1, topic: { id: "noon" } });

    const id = item?.id ?? "";
    shop.chat.show(id);
    await until(shop, () => shop.thread(id).messages.length === 1);
    shop.chat.seen(id);
    await until(ann, () => deliveries(ann, key).at(-1) === "read");
    expect(shop.chat.state.inboxes.get("lamps")).toMatchObject({ unread: 0, items: [{ unread: 0 }] });

    shop.chat.typing(id);
    await until(ann, () => ann.thread(key).typing === "Agent");
    shop.chat.send(id, "Yes, three are left");
    await until(ann, () => ann.texts(key).length === 2);
    expect(ann.thread(key).typing).toBeUndefined();
    await until(shop, () => deliveries(shop, id).at(-1) === "delivered");
  });
});

const deliveries = (who: Person, key: string) =>
  who.thread(key).messages.map((shown) => (shown.kind === "stored" ? shown.delivery : "waiting"));
