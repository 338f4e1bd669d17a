/** S4 How often one person makes the server ask its database. The clock stands still, so what is spent stays spent. */
import { afterEach, beforeEach, expect, type Mock, spyOn, test } from "bun:test";
import { READS_BURST, SENDS_BURST } from "../../server/protocol/limits";
import { startServer, type TestServer } from "../support/server";
import type { Wire } from "../support/wire";

let server: TestServer;
/** Counts what the database is asked in somebody's name. */
let asked: Mock<TestServer["db"]["as"]>;
beforeEach(async () => {
  const stopped = Date.now();
  server = await startServer({ now: () => stopped });
  asked = spyOn(server.db, "as");
});
afterEach(() => server.stop());

/** A link takes 256 frames at once. */
async function sendAll(wire: Wire, frames: readonly object[]): Promise<void> {
  for (const [index, frame] of frames.entries()) {
    wire.send(frame);
    if (index % 100 === 99) await wire.settled();
  }
  await wire.settled();
}
const repeated = (frame: object, times: number) => Array.from({ length: times }, () => frame);

test("S4 over HTTP reading and writing have a rate each, and what is above it asks nothing", async () => {
  const authorization = `Bearer ${await server.token({ sub: "petr", sellers: ["lamps"] })}`;
  const ask = (path: string, request: RequestInit = {}) =>
    fetch(`${server.url}/v1/sellers/lamps/${path}`, { headers: { authorization }, ...request });
  const statuses = async (requests: readonly Promise<Response>[]) =>
    new Set((await Promise.all(requests)).map(({ status }) => status));
  const reads = Array.from({ length: READS_BURST }, (_, n) => ask(n % 2 === 0 ? "settings" : "agents"));
  expect(await statuses(reads)).toEqual(new Set([200]));
  asked.mockClear();
  expect(await statuses([ask("settings"), ask("agents")])).toEqual(new Set([429]));
  expect(asked).not.toHaveBeenCalled();
  const settings = { method: "PUT", body: JSON.stringify({ replies: [], hours: null, away: "" }) };
  expect(await statuses(Array.from({ length: SENDS_BURST }, () => ask("settings", settings)))).toEqual(new Set([200]));
  expect((await ask("settings", settings)).status).toBe(429);
});

test.each(["received", "read", "typing"])(`S4 %s where nothing is asks ${READS_BURST} times at most`, async (type) => {
  const petr = await server.signIn({ sub: "petr", sellers: ["lamps"] });
  const anna = await server.signIn({ sub: "anna" });
  const { conversation } = await anna.open("lamps");
  const frame = { type, conversation: conversation.id, ...(type === "typing" ? {} : { seq: 1 }) };
  asked.mockClear();
  await sendAll(petr, repeated(frame, READS_BURST + 5));
  expect(asked).toHaveBeenCalledTimes(READS_BURST);
  expect(petr.frames.filter((given) => given.type === "error" && given.code === "not_found")).toHaveLength(READS_BURST);
  expect(petr.frames.at(-1)).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });

  // What comes into being later is known from then on, and costs nothing.
  await anna.say(conversation.id, "there it is");
  petr.send(frame);
  expect(await anna.next(type === "typing" ? "typing" : "receipt")).toMatchObject({ side: "seller" });
});

test("S4 what a list has shown is known: receipts for it ask nothing", async () => {
  const anna = await server.signIn({ sub: "anna" });
  const { conversation } = await anna.open("lamps");
  await anna.say(conversation.id, "Добрый день");
  const other = await startServer({ database: server.database });
  const petr = await other.signIn({ sub: "petr", sellers: ["lamps"] });
  await petr.ask({ type: "inbox", seller: "lamps" }, "inbox");
  const asks = spyOn(other.db, "as");
  petr.send({ type: "received", conversation: conversation.id, seq: 1 });
  await petr.settled();
  expect(asks).not.toHaveBeenCalled();
  await other.stop();
});

test("S4 whoever asks whether the server is ready, however often, asks the database one question at a time", async () => {
  const asks = spyOn(server.db, "alive");
  const gate = Promise.withResolvers<boolean>();
  asks.mockImplementationOnce(() => gate.promise);
  const answers = Array.from({ length: 20 }, () => fetch(`${server.url}/readyz`));
  while (asks.mock.calls.length === 0) await Bun.sleep(1);
  await (await fetch(`${server.url}/healthz`)).text(); // the others have come, too
  gate.resolve(true);
  expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([200]));
  expect(asks.mock.calls.length).toBeLessThan(20);
});

test("S4 typing before the first message asks no more often, and passes nothing on", async () => {
  const anna = await server.signIn({ sub: "anna" });
  const { conversation } = await anna.open("lamps");
  asked.mockClear();
  await sendAll(anna, repeated({ type: "typing", conversation: conversation.id }, READS_BURST));
  expect(asked).toHaveBeenCalledTimes(READS_BURST - 1); // one was `open`
});
