/** With a token that is good, every frame and every route against what is another's: refused, unchanged, unheard. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { CLIENT_FRAMES } from "../../../server/protocol/client-frames";
import type { ServerFrame } from "../../../server/protocol/server-frames";
import type { Wire } from "../../support/wire";
import { ATTEMPTS, type Attempt } from "./frames";
import { ROUTES, type RouteAttempt } from "./routes";
import { type Attacker, createWorld, type Ids, overheard, type World } from "./world";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.stop());

test("S2 each frame that a client may send is in the table", () => {
  expect(Object.keys(ATTEMPTS)).toEqual(Object.keys(CLIENT_FRAMES));
  for (const [type, attempts] of Object.entries(ATTEMPTS)) {
    expect([type, attempts.length]).not.toEqual([type, 0]);
    for (const { frame } of attempts)
      expect(frame(world.theirs, world.attackers["a buyer"])).toHaveProperty("type", type);
  }
});

test("S2 each route of the server is in the table", () => {
  expect(Object.keys(ROUTES).sort()).toEqual(world.server.routes.map(({ method, path }) => `${method} ${path}`).sort());
});

/** Everything that came for a frame. */
const CARRIERS: Record<string, (me: Attacker, frame: object) => Promise<ServerFrame[]>> = {
  "a socket": async ({ wire }, frame) => answers(wire, frame),
  "a poll": async ({ token }, frame) => {
    const frames = "token" in frame ? [frame] : [{ type: "hello", v: 1, token }, frame];
    const answer = await world.http("POST", "/v1/poll", undefined, { frames, wait: 0 });
    return JSON.parse(await answer.text()).frames;
  },
};

async function answers(wire: Wire, frame: object): Promise<ServerFrame[]> {
  wire.send(frame);
  await wire.settled();
  const isAnswer = ({ type }: ServerFrame) => type === "ack" || type === "error";
  while ("id" in frame && !wire.frames.some(isAnswer)) await wire.settled(); // a commit's answer comes later
  return wire.frames.splice(0);
}

/** As it would read about other ids. */
const blank = (answer: unknown, ids: Ids): unknown => {
  let text = JSON.stringify(answer) ?? "";
  for (const [name, value] of Object.entries(ids))
    if (typeof value === "string") text = text.replaceAll(value, `<${name}>`);
  return JSON.parse(text, (key, value) => (["session", "time", "expires", "id"].includes(key) ? "…" : value));
};

const withoutGreeting = (frames: readonly ServerFrame[]) =>
  frames.filter(({ type }) => type !== "welcome" && type !== "pong");

/** @param given what the attacker said, and so knows. */
function expectNothingKept(answer: unknown, given: unknown): void {
  const [text, known] = [JSON.stringify(answer), JSON.stringify(given)];
  expect(world.kept.filter((secret) => text.includes(secret) && !known.includes(secret))).toEqual([]);
}

/** Runs an attack twice: on what is theirs, and on what doesn't exist. Nothing else may happen. */
async function attack<Answer>(ids: Ids, run: (ids: Ids) => Promise<Answer>): Promise<[Answer, Answer]> {
  const before = await world.digest();
  const both: [Answer, Answer] = [await run(ids), await run(world.nothing)];
  expect(await overheard(world)).toEqual([]);
  expect(await world.digest()).toEqual(before);
  return both;
}

async function expectNothing(me: Attacker, ids: Ids, carrier: string, { frame, gives }: Attempt): Promise<void> {
  const ask = CARRIERS[carrier];
  if (!ask) throw new Error("no carrier");
  const [theirs, nobodys] = await attack(ids, (some) => ask(me, frame(some, me)).then(withoutGreeting));
  expectNothingKept(theirs, frame(ids, me));
  const errors = theirs.flatMap((answer) => (answer.type === "error" ? [answer.code] : []));
  if (gives === "refusal") {
    expect(errors).toHaveLength(1);
    expect(["not_found", "forbidden"]).toContain(errors[0] ?? "");
    expect(theirs).toHaveLength(1);
  } else expect(errors).toEqual([]);
  if (gives !== "own") expect(blank(theirs, ids)).toEqual(blank(nobodys, world.nothing));
}

const every = Object.entries(ATTEMPTS).flatMap(([type, attempts]) =>
  attempts.map((attempt) => ({ title: `${type} ${attempt.name}`.trim(), attempt })),
);

describe.each(Object.keys(CARRIERS))("S2 over %s", (carrier) => {
  describe.each(["a buyer", "a guest", "another's seller", "one who buys and sells"] as const)(
    "%s asks in vain",
    (who) => {
      test.each(every)("$title", ({ attempt }) => expectNothing(world.attackers[who], world.theirs, carrier, attempt));
    },
  );

  test.each(Object.entries(ATTEMPTS))(
    "the seller asks in vain where the buyer has said nothing yet: %s",
    async (_, attempts) => {
      const me: Attacker = { ...world.attackers["a buyer"], ...world.petr, own: world.theirs.conversation };
      const ids = { ...world.theirs, conversation: world.empty };
      for (const attempt of attempts) {
        await world.touchEmpty();
        if (JSON.stringify(attempt.frame(ids, me)).includes(world.empty))
          await expectNothing(me, ids, carrier, attempt);
      }
    },
  );
});

describe.each(["a buyer", "a guest", "another's seller", "one who buys and sells"] as const)(
  "S2 %s asks HTTP in vain",
  (who) => {
    const every = Object.entries(ROUTES).flatMap(([route, requests]) =>
      typeof requests === "string"
        ? []
        : requests.map((request) => ({ title: `${route} ${request.name}`, route, request })),
    );
    test.each(every)("$title", async ({ route, request }) => {
      const me = world.attackers[who];
      const [theirs, nobodys] = await attack(world.theirs, (ids) => answerTo(route, request, ids, me));
      expectNothingKept(theirs.body, request.make(world.theirs, me, world));
      expect(theirs.status).toBe(request.status);
      if (request.same) expect(blank(theirs, world.theirs)).toEqual(blank(nobodys, world.nothing));
    });
  },
);

const open = Object.entries(ROUTES).flatMap(([route, requests]) => (requests === "open" ? [route] : []));

test.each(open)("S2 %s, open to anybody, tells nothing of anybody", async (route) => {
  const [method = "", path = ""] = route.replace("ALL", "GET").split(" ");
  const answer = await (
    await world.http(method, path.replace(/\*|:name/, "x"), world.attackers["a buyer"].token)
  ).text();
  expectNothingKept(answer, "");
  for (const id of ["anna", "petr", "svet"]) expect(answer).not.toContain(`"${id}"`);
});

async function answerTo(route: string, request: RouteAttempt, ids: Ids, me: Attacker) {
  const [method = "", path = ""] = route.split(" ");
  const { id = "", query = "", body, token = me.token } = await request.make(ids, me, world);
  const answer = await world.http(method, path.replace(":id", encodeURIComponent(id)) + query, token, body);
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? "" : JSON.parse(text) };
}

test("S2 after all of it, what the two say to each other reaches none of them", async () => {
  const { anna, petr, theirs, attackers } = world;
  const { conversation } = theirs;
  anna.wire.send({ type: "typing", conversation });
  const { seq } = await anna.wire.say(conversation, "и дальше тайна");
  await anna.wire.ask({ type: "edit", conversation, seq, text: "тайна и дальше" }, "done");
  petr.wire.send({ type: "read", conversation, seq });
  await anna.wire.next("receipt", (receipt) => receipt.read === seq);
  for (const change of [
    { type: "note", id: crypto.randomUUID(), text: "x" },
    { type: "status", status: "closed" },
    { type: "assign", agent: "olga" },
    { type: "block", on: true },
    { type: "block", on: false },
  ])
    await petr.wire.ask({ conversation, ...change }, "done");
  await anna.wire.ask({ type: "remove", conversation, seq }, "done");
  for (const { wire } of Object.values(attackers)) {
    await wire.settled();
    expect(wire.frames.filter(({ type }) => type !== "pong")).toEqual([]);
  }
});
