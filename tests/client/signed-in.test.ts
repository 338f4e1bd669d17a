/** The real client on the real server, while its token changes: renewed, revoked, another person's. */
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { revoke } from "../../server/db/revocations";
import { type Clock, systemClock } from "../../widget/client/clock";
import type { Environment } from "../../widget/client/environment";
import { memoryKeep } from "../../widget/client/keep";
import { threadKey } from "../../widget/client/state";
import { MemoryStorage } from "../../widget/client/storage";
import { startServer, type TestServer } from "../support/server";
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

function join(token: Options["token"], shop: string, environment: Partial<Environment> = {}) {
  const joined = person({ server: server.url, sides: ["buyer"], ...(token ? { token } : {}) }, environment);
  people.push(joined);
  const key = threadKey(shop);
  joined.chat.open(shop);
  joined.chat.start();
  return { buyer: joined, key };
}
const steps = ({ steps }: Person, name: string) => steps.filter(({ step }) => step === name).length;

test("S9 a token is renewed before it ends, on the link that is live: nothing is missed, nothing flickers", async () => {
  const renewals: (() => void)[] = [];
  /** What waits for more than ten minutes is the renewal of an hour's token. */
  const clock: Clock = {
    ...systemClock,
    after: (ms, task) => (ms > 600_000 ? renew(task) : systemClock.after(ms, task)),
  };
  const renew = (task: () => void) => {
    renewals.push(task);
    return () => {};
  };
  let asked = 0;
  const token = () => server.token({ sub: "ann" }, 3600 + asked++);
  const { buyer, key } = join(token, "lamps", { clock });
  await until(buyer, () => buyer.thread(key).loading === "no");
  const links: string[] = [];
  buyer.chat.subscribe(() => links.push(buyer.chat.state.link.state));
  const conversation = buyer.thread(key).conversation?.id ?? "";
  buyer.chat.send(key, "0");
  await until(buyer, () => deliveries(buyer, key).at(-1) === "sent");
  const seller = await server.signIn({ sub: "agent", sellers: ["lamps"] });
  for (let n = 1; n <= 30; n++) {
    seller.send({ type: "send", id: crypto.randomUUID(), conversation, text: `${n}` });
    if (n % 10 === 0) {
      const before = renewals.length;
      renewals.at(-1)?.();
      await until(buyer, () => buyer.texts(key).length > n - 5);
      while (renewals.length === before) await Bun.sleep(5); // more pings than are let through, on a busy machine
    }
  }
  await until(buyer, () => buyer.texts(key).length === 31);
  expect(buyer.texts(key)).toEqual(Array.from({ length: 31 }, (_, n) => `${n}`));
  expect(asked).toBe(4);
  expect(steps(buyer, "connected")).toBe(1);
  expect(new Set(links)).toEqual(new Set(["connected"]));
});

test("S9 whose token was revoked comes back with a new one by themselves, and gets what they missed", async () => {
  const { buyer, key } = join(() => server.token({ sub: "bea" }), "books");
  await until(buyer, () => buyer.thread(key).loading === "no");
  const conversation = buyer.thread(key).conversation?.id ?? "";
  buyer.chat.send(key, "before");
  await until(buyer, () => deliveries(buyer, key).at(-1) === "sent");
  const seller = await server.signIn({ sub: "agent", sellers: ["books"] });
  server.live.endRevoked([{ person: "bea", before: await revoke(server.db.writes, "bea") }]);
  await until(buyer, () => buyer.chat.state.link.state !== "connected");
  await seller.say(conversation, "meanwhile");
  buyer.chat.send(key, "after");
  await until(buyer, () => deliveries(buyer, key).at(-1) === "sent");
  expect(buyer.texts(key)).toEqual(["before", "meanwhile", "after"]);
});

test("a guest who signs in keeps the conversation, the draft, and what still waits to be sent", async () => {
  const network = new Network();
  const environment = { socket: network.socket, keep: memoryKeep(), storage: new MemoryStorage() };
  let token: string | undefined;
  const { buyer, key } = join(() => token, "garden", environment);
  await until(buyer, () => buyer.thread(key).loading === "no");
  const guest = buyer.chat.state.me?.id ?? "";
  expect(guest).toStartWith("guest:");
  buyer.chat.send(key, "as a guest");
  await until(buyer, () => deliveries(buyer, key).at(-1) === "sent");
  network.cut();
  buyer.chat.send(key, "without a network");
  buyer.chat.draft(key, "half a");
  token = await server.token({ sub: "cleo", name: "Cleo" });
  buyer.chat.tokenChanged();
  network.restore();
  await until(buyer, () => buyer.chat.state.me?.id === "cleo" && deliveries(buyer, key).join() === "sent,sent");
  expect(buyer.texts(key)).toEqual(["as a guest", "without a network"]);
  expect(buyer.thread(key).draft).toBe("half a");

  const other = await server.signIn({ sub: "cleo", name: "Cleo" });
  const { messages } = await other.open("garden");
  expect(messages.map(({ text, sender }) => [text, sender.id])).toEqual([
    ["as a guest", "cleo"],
    ["without a network", "cleo"],
  ]);
});
