/** D8 when a server dies in between, and when several look at once. They share a database and a push service. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { connectOwner } from "../../../server/db/client";
import { claimPushes } from "../../../server/db/pushes";
import type { PushKey } from "../../../server/protocol/rest";
import { type TestDatabase, testDatabase } from "../../support/database";
import { type PushService, startPushService } from "../../support/push-service";
import { BUYER, Clock, LATER, type Stage, setStage } from "./stage";

let database: TestDatabase;
let service: PushService;
const stages: Stage[] = [];
beforeEach(async () => {
  [database, service] = await Promise.all([testDatabase(), startPushService()]);
});
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
  await service.stop();
  await database.drop();
});
const open = async (clock: Clock): Promise<Stage> => {
  const stage = await setStage({ database, service, clock });
  stages.push(stage);
  return stage;
};

/** It is past its first looks at everything, and sweeps once a minute. */
async function looked({ pushes }: Stage, clock: Clock): Promise<void> {
  for (let n = 0; n < 2; n++) {
    await pushes.look();
    clock.ahead += LATER;
  }
}

test("D8 a server that dies between message and push: the next start finds it, also after two days", async () => {
  const clock = new Clock();
  const dies = await open(clock);
  const { id, clerk } = await dies.talk();
  await dies.subscribe(BUYER, "buyer");
  await clerk.say(id, "Yes");
  // It never looks again.
  clock.ahead += 2 * 86_400_000;
  const next = await open(clock);
  await next.pushes.look();
  await next.pushes.look();
  expect(service.accepted().map(({ payload }) => payload.body)).toEqual(["Yes"]);
});

test("D8 a server that comes back at once finds in a few seconds what was too fresh when it looked first", async () => {
  const clock = new Clock();
  const dies = await open(clock);
  const { id, clerk } = await dies.talk();
  await dies.subscribe(BUYER, "buyer");
  await clerk.say(id, "Yes");
  const next = await open(clock);
  await next.pushes.look();
  expect(service.accepted()).toHaveLength(0);
  await next.later();
  expect(service.accepted()).toHaveLength(1);
});

test("D8 a server that dies while another lives: the other finds it within a minute", async () => {
  const clock = new Clock();
  const [dies, lives] = [await open(clock), await open(clock)];
  const { id, clerk } = await dies.talk();
  await dies.subscribe(BUYER, "buyer");
  await looked(lives, clock);
  await clerk.say(id, "Yes");
  clock.ahead += LATER;
  await lives.pushes.look();
  expect(service.accepted()).toHaveLength(0);
  clock.ahead += 60_000;
  await lives.pushes.look();
  expect(service.accepted()).toHaveLength(1);
});

test("D8 a server that dies between claim and push: the claim runs out, and another sends it once", async () => {
  const clock = new Clock();
  const [dies, lives] = [await open(clock), await open(clock)];
  const { id, clerk } = await dies.talk();
  const phone = await dies.subscribe(BUYER, "buyer");
  await looked(lives, clock);
  await clerk.say(id, "Yes");
  service.answers(phone.id, "hang");
  const heard = service.happening();
  clock.ahead += LATER;
  const dying = dies.pushes.look();
  await heard; // it has claimed it, and gets no further
  await lives.pushes.look();
  expect(service.accepted()).toHaveLength(0);
  clock.ahead += 60_000;
  await lives.pushes.look();
  clock.ahead += 120_000;
  await lives.pushes.look();
  expect(service.accepted().map(({ payload }) => payload.body)).toEqual(["Yes"]);
  await dies.pushes.stop();
  await dying;
  await lives.pushes.look();
  expect(service.accepted()).toHaveLength(1);
});

test("D8 a server that dies between push and its note of it: the repetition has the same topic, tag and absence", async () => {
  const clock = new Clock();
  const dies = await open(clock);
  const { id, clerk } = await dies.talk();
  await dies.subscribe(BUYER, "buyer");
  await clerk.say(id, "Yes");
  await dies.later();
  // As if the note had never come to the database.
  await dies.owner`update chat.conversation set buyer_push_due_at = now() where id = ${id}`;
  await dies.owner`delete from chat.push_attempt`;
  const lives = await open(clock);
  await lives.later(60_000);
  const [first, second, ...more] = service.accepted();
  expect(more).toEqual([]);
  expect(second?.headers.get("topic")).toBe(first?.headers.get("topic") ?? "");
  expect([second?.payload.tag, second?.payload.absence]).toEqual([
    first?.payload.tag ?? "",
    first?.payload.absence ?? 0,
  ]);
});

test("D8 D9 of servers that look at the same moment one sends each", async () => {
  const clock = new Clock();
  const nodes = [await open(clock), await open(clock), await open(clock)] as const;
  const buyers = Array.from({ length: 20 }, (_, n) => ({ sub: `buyer-${n}`, name: `Buyer ${n}` }));
  for (const buyer of buyers) {
    const { id, clerk } = await nodes[0].talk(buyer);
    await nodes[0].subscribe(buyer, "buyer");
    await clerk.say(id, `Hello ${buyer.name}`);
  }
  clock.ahead += LATER;
  await Promise.all(nodes.map(({ pushes }) => pushes.look()));
  clock.ahead += 120_000;
  await Promise.all(nodes.map(({ pushes }) => pushes.look()));
  const bodies = service.accepted().map(({ payload }) => payload.body);
  expect(bodies.sort()).toEqual(buyers.map(({ name }) => `Hello ${name}`).sort());
});

test("two first starts make one pair of keys, which is kept", async () => {
  const [one, other] = [await open(new Clock()), await open(new Clock())];
  const keyOf = async ({ url }: Stage): Promise<string> => {
    const { key }: PushKey = JSON.parse(await (await fetch(`${url}/v1/push/key`)).text());
    return key;
  };
  const [key, same] = await Promise.all([keyOf(one), keyOf(other)]);
  expect(key).toBe(same);
  expect(await keyOf(await open(new Clock()))).toBe(key);
  expect(Buffer.from(key, "base64url")).toHaveLength(65);
});

test("D8 D9 who finds that another was faster leaves the other's claim alone", async () => {
  const stage = await open(new Clock());
  const { id, clerk } = await stage.talk();
  await stage.subscribe(BUYER, "buyer");
  await clerk.say(id, "Yes");
  const now = new Date(stage.clock.now() + LATER);
  const holder = connectOwner(database.where);
  const held = Promise.withResolvers<void>();
  const holding = Promise.withResolvers<void>();
  // It has looked at the conversation, and is kept from looking at the message …
  const hold = holder.begin(async (sql) => {
    await sql`lock table chat.message in access exclusive mode`;
    holding.resolve();
    await held.promise;
  });
  await holding.promise;
  const claim = claimPushes(stage.db.aside, [{ conversation: id, side: "buyer" }], { now, delay: 5, lease: 60 }).then();
  const waits = async () =>
    (await stage.owner`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`)
      .length;
  while ((await waits()) === 0) await Bun.sleep(10);
  // … while the other claims.
  await stage.owner`
    update chat.conversation set buyer_pushed_seq = 1, buyer_push_due_at = ${new Date(now.getTime() + 60_000)} where id = ${id}
  `;
  held.resolve();
  await hold;
  expect([...(await claim)]).toEqual([]);
  const [row] = await stage.owner`select buyer_push_due_at from chat.conversation where id = ${id}`;
  expect(row?.buyer_push_due_at).toEqual(new Date(now.getTime() + 60_000));
  await holder.end();
});
