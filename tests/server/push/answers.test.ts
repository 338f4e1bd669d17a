/** What push services say, and what follows. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { BUYER, receive, type Stage, setStage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const statuses = () => stage.push.pushes.map(({ status }) => status);
const subscriptions = async (): Promise<number> => (await stage.owner`select from chat.push_subscription`).length;
const MINUTE = 60_000;

async function written(text = "Yes") {
  const phone = await stage.subscribe(BUYER, "buyer");
  const talk = await stage.talk();
  await talk.clerk.say(talk.id, text);
  return { phone, ...talk };
}

test.each([404, 410])("a browser of which the service says %p is forgotten", async (status) => {
  const { phone, id, clerk, buyer } = await written();
  stage.push.answers(phone.id, status);
  await stage.later();
  expect(await subscriptions()).toBe(0);
  receive(buyer, id, 2);
  await clerk.next("receipt", ({ received }) => received === 2);
  await clerk.say(id, "Still there?");
  await stage.later();
  expect(statuses()).toEqual([status]);
});

test("of several browsers one that is gone doesn't keep the others from being told", async () => {
  const { phone } = await written();
  const laptop = await stage.subscribe(BUYER, "buyer");
  stage.push.answers(phone.id, 410);
  await stage.later();
  expect(stage.push.accepted().map(({ browser }) => browser)).toEqual([laptop.id]);
  expect(await subscriptions()).toBe(1);
});

test("of several browsers one that nothing can be made for is refused, and doesn't keep the others from being told", async () => {
  await written();
  const laptop = await stage.subscribe(BUYER, "buyer");
  const broken = await stage.subscribe(BUYER, "buyer");
  await stage.owner`update chat.push_subscription set p256dh = 'no point' where endpoint like ${`%${broken.id}`}`;
  await stage.later();
  expect(stage.push.accepted().map(({ browser }) => browser)).toContain(laptop.id);
  const outcomes = await stage.owner`select outcome from chat.push_attempt order by outcome`;
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "refused"]);
});

test("a body that is too large is made smaller, once", async () => {
  const { phone } = await written("long ".repeat(600));
  stage.push.answers(phone.id, 413);
  await stage.later();
  const [large, small] = stage.push.pushes;
  expect(statuses()).toEqual([413, 201]);
  expect(large?.body.length).toBeLessThanOrEqual(4096);
  expect(small?.body.length).toBeLessThan(1_700);
  expect(small?.payload.body).toEndWith("…");
});

test("429 with seconds: it comes back then, not before", async () => {
  const { phone } = await written();
  stage.push.answers(phone.id, new Response(null, { status: 429, headers: { "retry-after": "600" } }));
  await stage.later();
  await stage.later(9 * MINUTE);
  expect(statuses()).toEqual([429]);
  await stage.later(2 * MINUTE);
  expect(statuses()).toEqual([429, 201]);
});

test("429 with a date: it comes back then, not before", async () => {
  const { phone } = await written();
  const date = new Date(stage.clock.now() + 20 * MINUTE).toUTCString();
  stage.push.answers(phone.id, new Response(null, { status: 429, headers: { "retry-after": date } }));
  await stage.later();
  await stage.later(18 * MINUTE);
  expect(statuses()).toEqual([429]);
  await stage.later(3 * MINUTE);
  expect(statuses()).toEqual([429, 201]);
});

test("5xx: each pause is longer, and only the browser that missed it is told again", async () => {
  const { phone } = await written();
  const laptop = await stage.subscribe(BUYER, "buyer");
  stage.push.answers(phone.id, 500, 503);
  await stage.later();
  await stage.later(20_000); // less than the least first pause
  expect(statuses().sort()).toEqual([201, 500]);
  await stage.later(MINUTE);
  expect(statuses().sort()).toEqual([201, 500, 503]);
  await stage.later(MINUTE);
  expect(statuses()).toHaveLength(3); // the second pause is four times the first
  await stage.later(3 * MINUTE);
  expect(stage.push.accepted(phone.id)).toHaveLength(1);
  expect(stage.push.accepted(laptop.id)).toHaveLength(1);
});

test("a failed attempt is not repeated when somebody has received the message meanwhile", async () => {
  const { phone, id, clerk, buyer } = await written();
  stage.push.answers(phone.id, 500);
  await stage.later();
  receive(buyer, id, 2);
  await clerk.next("receipt", ({ received }) => received === 2);
  await stage.later(10 * MINUTE);
  expect(statuses()).toEqual([500]);
  const [row] = await stage.owner`select buyer_push_due_at from chat.conversation where id = ${id}`;
  expect(row?.buyer_push_due_at).toBeNull();
});

test("S6 a redirect is not followed", async () => {
  const { phone } = await written();
  let reached = 0;
  const inside = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(String(++reached)) });
  const location = `${inside.url.origin}/latest/meta-data`;
  stage.push.answers(phone.id, new Response(null, { status: 307, headers: { location } }));
  await stage.later();
  expect(statuses()).toEqual([307]);
  await stage.later(2 * MINUTE);
  expect(statuses()).toEqual([307, 201]);
  expect(reached).toBe(0);
  await inside.stop(true);
});

test("a browser to which nothing got through for five days is forgotten, and not before", async () => {
  stage.push.usually(500);
  const { id, clerk, buyer } = await written();
  await stage.later();
  let seq = 2;
  const newAbsence = async () => {
    receive(buyer, id, seq);
    await clerk.next("receipt", ({ received }) => received === seq);
    seq += 1;
    await clerk.say(id, `message ${seq}`);
    // The database's clock doesn't run ahead; the message is as old as ours says.
    await stage.owner`update chat.message set created_at = ${new Date(stage.clock.now())} where seq = ${seq}`;
  };
  stage.clock.ahead += 4 * 86_400_000;
  await newAbsence();
  await stage.later();
  expect(await subscriptions()).toBe(1);
  stage.clock.ahead += 86_400_000;
  await newAbsence();
  await stage.later();
  expect(await subscriptions()).toBe(0);
});

test("a browser that is reached again begins anew", async () => {
  const { phone } = await written();
  stage.push.answers(phone.id, 500);
  await stage.later();
  const failed = async () => (await stage.owner`select failed_at from chat.push_subscription`)[0]?.failed_at;
  expect(await failed()).toBeInstanceOf(Date);
  await stage.later(MINUTE);
  expect(await failed()).toBeNull();
});

test("after a day nobody is told of an old message any more", async () => {
  stage.push.usually(503);
  await written();
  await stage.later();
  for (let hours = 0; hours < 48; hours++) await stage.later(60 * MINUTE);
  const tried = statuses().length;
  expect(tried).toBeGreaterThan(10);
  stage.push.usually(201);
  for (let hours = 0; hours < 24; hours++) await stage.later(60 * MINUTE);
  expect(statuses()).toHaveLength(tried);
});

test("S8 logs and metrics name outcomes and ids, no endpoint and no text", async () => {
  const { phone } = await written("a word of a person");
  stage.push.answers(phone.id, 500);
  await stage.later();
  await stage.later(MINUTE);
  const metrics = await (await fetch(`${stage.url}/metrics`)).text();
  expect(metrics).toContain('seller_chat_pushes_total{outcome="failed"} 1');
  expect(metrics).toContain('seller_chat_pushes_total{outcome="accepted"} 1');
  expect(metrics).toContain("seller_chat_pushes_prepared_total 2");
});
