import { afterAll, beforeAll, expect, test } from "bun:test";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { connectOwner } from "../../server/db/client";
import { networkOf } from "../../server/http/address";
import { jsonBody } from "../../server/http/body";
import {
  HELLOS_BURST,
  PAGE_TEXT,
  READS_BURST,
  REFUSALS_BURST,
  RESUME_ALL,
  SOCKETS_AN_ADDRESS,
} from "../../server/protocol/limits";
import { PollRequest } from "../../server/protocol/rest";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ config: { maxText: 100_000, trustProxy: true } });
});
afterAll(() => server.stop());

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:0DB8:0:0:ffff::1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("S4 limits count %s as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test(`S4 one person reads ${READS_BURST} times at once, then is told when to go on`, async () => {
  const stopped = Date.now();
  const still = await startServer({ now: () => stopped });
  const anna = await still.signIn({ sub: "anna" });
  const { conversation } = await anna.open("lamps");
  for (let n = 1; n < READS_BURST; n++) anna.send({ type: "history", ref: n, conversation: conversation.id });
  await anna.settled();
  const refused = anna.ask({ type: "history", conversation: conversation.id }, "error");
  expect(await refused).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
  await anna.say(conversation.id, "sending goes on");
  await still.stop();
});

test(`S4 one address tries ${REFUSALS_BURST} tokens that are refused, then none is looked at for a while`, async () => {
  let now = Date.now();
  const still = await startServer({ now: () => now, config: { trustProxy: true } });
  const here = { "x-forwarded-for": "198.51.100.7" };
  const hello = async (token: string, headers: Record<string, string> = here) => {
    const wire = await still.connect(headers);
    wire.send({ type: "hello", v: 1, token });
    return wire;
  };
  const token = await still.token({ sub: "anna" });
  for (let n = 0; n < REFUSALS_BURST; n++) expect((await (await hello(`${token}x`)).closed).code).toBe(4401);
  const refused = await hello(token);
  expect(await refused.next("error")).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
  expect((await refused.closed).code).toBe(4429);
  await (await hello(token, { "x-forwarded-for": "198.51.100.8" })).next("welcome");
  now += 1_000;
  await (await hello(token)).next("welcome");
  await still.stop();
});

test(`S4 one person signs in ${HELLOS_BURST} times at once, then is told when to come back`, async () => {
  const stopped = Date.now();
  const still = await startServer({ now: () => stopped });
  const hello = { type: "hello", v: 1, token: await still.token({ sub: "ivan" }) };
  const ivan = await still.connect();
  for (let n = 0; n < HELLOS_BURST; n++) {
    ivan.send(hello);
    await ivan.next("welcome");
  }
  ivan.send(hello);
  expect(await ivan.next("error")).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
  expect(await ivan.closed).toMatchObject({ code: 4429 });
  await still.stop();
});

test(`S4 one address has ${SOCKETS_AN_ADDRESS} links, and another one its own`, () => {
  const closed: number[] = [];
  const sink = (address: string) => ({
    address,
    send: () => true,
    buffered: () => 0,
    end: (code: number) => void closed.push(code),
  });
  const sessions = Array.from({ length: SOCKETS_AN_ADDRESS }, () => {
    const session = server.live.connect(sink("198.51.100.1"));
    server.live.known(session);
    return session;
  });
  expect(closed).toEqual([]);
  server.live.connect(sink("198.51.100.1"));
  expect(closed).toEqual([4429]);
  const other = server.live.connect(sink("198.51.100.2"));
  expect(other.state).toBe("new");
  for (const session of [...sessions, other]) session.closed(1000, "done");
});

test("S4 a page ends early where its texts are long, and says that there is more", async () => {
  const olga = await server.signIn({ sub: "olga" });
  const { conversation } = await olga.open("lamps");
  const text = "x".repeat(90_000);
  for (let n = 0; n < 5; n++) await olga.say(conversation.id, text);
  const fits = Math.floor(PAGE_TEXT / text.length);
  const { messages, more } = await olga.ask({ type: "history", conversation: conversation.id, limit: 100 }, "page");
  expect([messages.map(({ seq }) => seq), more]).toEqual([[3, 4, 5].slice(-fits), true]);
  const older = await olga.ask({ type: "history", conversation: conversation.id, before: 3 }, "page");
  expect([older.messages.map(({ seq }) => seq), older.more]).toEqual([[1, 2], false]);
  const seen: number[] = [];
  for (let after = 0; ; ) {
    const page = await olga.ask({ type: "changes", conversation: conversation.id, after }, "page");
    seen.push(...page.messages.map(({ seq }) => seq));
    after = page.rev;
    if (!page.more) break;
  }
  expect(seen).toEqual([1, 2, 3, 4, 5]);
});

test(`S4 one hello brings back ${RESUME_ALL} changes, however short they are; the other copies start anew`, async () => {
  const vera = await server.signIn({ sub: "vera" });
  const conversations: string[] = [];
  for (let n = 0; n < 15; n++)
    conversations.push((await vera.open("lamps", { id: `${n}`, title: "x" })).conversation.id);
  const owner = connectOwner(server.database.where);
  await owner`
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
    select place, n, gen_random_uuid(), n, 'buyer', 'vera', 'x', now()
    from unnest(${conversations}::uuid[]) as c(place), generate_series(1, 400) as n
  `;
  await owner`update chat.conversation set rev = 400, last_seq = 400 where id = any (${conversations}::uuid[])`;
  await owner.end();
  const back = await server.signIn(
    { sub: "vera" },
    { cursors: Object.fromEntries(conversations.map((id) => [id, 0])) },
  );
  await back.settled();
  const whole = back.frames.filter((frame) => frame.type === "resumed" && !frame.reset).length;
  expect(whole).toBe(Math.ceil(RESUME_ALL / 400)); // the last one of them goes beyond it
  expect(back.frames.filter(({ type }) => type === "message")).toHaveLength(whole * 400);
  expect(back.frames.filter(({ type }) => type === "resumed")).toHaveLength(15);
});

test("S4 a body that drips is given up", async () => {
  const dripping = new ReadableStream({
    pull: (to) => Bun.sleep(5).then(() => to.enqueue(new TextEncoder().encode(" "))),
  });
  const request = new Request("http://chat/v1/poll", { method: "POST", body: dripping });
  const given = jsonBody(request, TypeCompiler.Compile(PollRequest), "{frames}", 100).catch((error: unknown) => error);
  expect(await given).toMatchObject({ code: "bad_frame", message: "The body came too slowly." });
});

test("S3 nothing is at an address that isn't ours, in our own words", async () => {
  const answer = await fetch(`${server.url}/v1/nothing`);
  expect([answer.status, await answer.json()]).toEqual([
    404,
    { code: "not_found", message: "There is nothing at this address." },
  ]);
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain(
    'seller_chat_refusals_total{code="not_found"} 1\n',
  );
});

test("S3 a reply to message 0 is refused", async () => {
  const petr = await server.signIn({ sub: "petr" });
  const { conversation } = await petr.open("lamps");
  const id = crypto.randomUUID();
  petr.send({ type: "send", id, conversation: conversation.id, text: "to nothing", replyTo: 0 });
  expect(await petr.next("error")).toMatchObject({ code: "bad_frame", id });
});
