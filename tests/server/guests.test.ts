import { afterAll, beforeAll, expect, test } from "bun:test";
import { connectOwner } from "../../server/db/client";
import { forgetEmpty } from "../../server/db/conversations";
import type { GuestAnswer } from "../../server/protocol/rest";
import { startServer, type TestServer } from "../support/server";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const ANNA = { sub: "anna", name: "Анна" };
const LAMP = { id: "lamp", title: "Лампа" };

const post = (path: string, body: unknown = {}) =>
  fetch(`${server.url}${path}`, { method: "POST", body: JSON.stringify(body) });
const newGuest = async () => (await (await post("/v1/guests")).json()) as GuestAnswer;

async function guestLink() {
  const guest = await newGuest();
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token: guest.token });
  await wire.next("welcome");
  return { guest, wire };
}

test("a guest writes, and comes back as the same one", async () => {
  const { guest, wire } = await guestLink();
  const { conversation } = await wire.open("svet");
  await wire.say(conversation.id, "Здравствуйте");
  const again = await server.connect();
  again.send({ type: "hello", v: 1, token: guest.token });
  expect((await again.next("welcome")).user).toMatchObject({ id: guest.id, sellers: [] });
  expect((await again.open("svet")).messages).toHaveLength(1);
  expect(Date.parse(guest.expires)).toBeGreaterThan(Date.now());
});

test("on sign-in the guest's conversations become the user's, and the guest ends", async () => {
  const { guest, wire } = await guestLink();
  const { conversation } = await wire.open("svet", LAMP);
  const id = crypto.randomUUID();
  const ack = await wire.say(conversation.id, "ещё гостем", id);
  const token = await server.token(ANNA);
  expect(await (await post("/v1/guests/claim", { guest: guest.token, token })).json()).toEqual({ conversations: 1 });
  expect((await wire.closed).code).toBe(4401);

  const anna = await server.signIn(ANNA);
  expect(await anna.open("svet", LAMP)).toMatchObject({ conversation: { id: conversation.id, buyer: { id: "anna" } } });
  expect(await anna.say(conversation.id, "ещё гостем", id)).toMatchObject({ seq: ack.seq }); // D2: sent by the guest, acked to the user
  await anna.say(conversation.id, "уже собой");

  const ghost = await server.connect();
  ghost.send({ type: "hello", v: 1, token: guest.token });
  expect((await ghost.closed).code).toBe(4401);
  expect(await (await post("/v1/guests/claim", { guest: guest.token, token })).json()).toEqual({ conversations: 0 });
});

test("nothing is merged: both conversations stay, and `open` finds the user's own", async () => {
  const vera = { sub: "vera", name: "Вера" };
  const own = await server.signIn(vera);
  const mine = await own.open("svet", LAMP);
  await own.say(mine.conversation.id, "своё");
  const { guest, wire } = await guestLink();
  const theirs = await wire.open("svet", LAMP);
  await wire.say(theirs.conversation.id, "гостевое");
  await post("/v1/guests/claim", { guest: guest.token, token: await server.token(vera) });
  const again = await server.signIn(vera);
  expect((await again.open("svet", LAMP)).conversation.id).toBe(mine.conversation.id);
  const { items } = await again.ask({ type: "inbox" }, "inbox");
  expect(items.map(({ id }) => id).sort()).toEqual([mine.conversation.id, theirs.conversation.id].sort());
});

test("S2 a user can't be claimed, a guest can't claim, and a store can't sign a guest", async () => {
  const [one, two] = await Promise.all([newGuest(), newGuest()]);
  const token = await server.token(ANNA);
  expect((await post("/v1/guests/claim", { guest: token, token })).status).toBe(403);
  expect((await post("/v1/guests/claim", { guest: one.token, token: two.token })).status).toBe(403);
  expect((await post("/v1/guests/claim", { guest: "x", token })).status).toBe(403);
  expect((await post("/v1/guests/claim", { guest: one.token, token: "x" })).status).toBe(401);
  expect((await post("/v1/guests/claim", { guest: one.token })).status).toBe(400);
  const wire = await server.connect();
  wire.send({ type: "hello", v: 1, token: await server.token({ sub: one.id }) });
  expect((await wire.closed).code).toBe(4401);
});

test("a conversation in which nothing was said is forgotten after a day, its key too", async () => {
  const gleb = await server.signIn({ sub: "gleb" });
  const [empty, spoken] = [await gleb.open("svet"), await gleb.open("svet", LAMP)];
  await gleb.say(spoken.conversation.id, "слово");
  const owner = connectOwner(server.database.where);
  await owner`update chat.conversation set changed_at = now() - interval '25 hours' where buyer_id = 'gleb'`;
  expect(await forgetEmpty(server.db.writes)).toBe(1);
  await owner.end();
  expect((await gleb.open("svet", LAMP)).conversation.id).toBe(spoken.conversation.id);
  expect((await gleb.open("svet")).conversation.id).not.toBe(empty.conversation.id);
});

test("S4 new guests from one address are limited, with retry-after", async () => {
  let last = await post("/v1/guests");
  for (let n = 0; n < 40 && last.ok; n++) last = await post("/v1/guests");
  expect(last.status).toBe(429);
  expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await last.json()).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
});
