/** S9 What was issued before a person was revoked counts nowhere any more. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { SignJWT } from "jose";
import { Gate } from "../../server/auth/gate";
import { connectOwner, type Database } from "../../server/db/client";
import { subscribe } from "../../server/db/subscriptions";
import { RevocationWatch } from "../../server/live/revocations";
import type { GuestAnswer } from "../../server/protocol/rest";
import { seconds } from "../support/key-server";
import { KEYS, startServer, type TestServer } from "../support/server";

const ADMIN_KEY = "an operator's key of the tests, thirty-two bytes";
const ANNA = { sub: "anna", name: "Анна" };

let server: TestServer;
/** Another server on the same database. */
let other: TestServer;
beforeAll(async () => {
  server = await startServer({ config: { adminKey: ADMIN_KEY } });
  other = await startServer({ database: server.database });
});
afterAll(async () => {
  await other.stop();
  await server.stop();
});

const post = (path: string, body: unknown, key?: string, at = server) =>
  fetch(`${at.url}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
  });
async function revokeNow(person: string): Promise<void> {
  expect((await post("/v1/admin/revoke", { person }, ADMIN_KEY)).status).toBe(204);
}
const newGuest = async () => (await (await post("/v1/guests", {})).json()) as GuestAnswer;
const gate = () => new Gate(KEYS, server.db);
const bearer = (token: string) => gate().authenticate(asking(`Bearer ${token}`), () => {});
const asking = (authorization?: string) =>
  new Request("http://chat/", authorization ? { headers: { authorization } } : {});
/** Issued that many seconds from now. */
const tokenOf = (claims: { sub: string }, issued: number) =>
  new SignJWT({ ...claims, iat: seconds(issued), exp: seconds(3600) })
    .setProtectedHeader({ alg: "HS256" })
    .sign(KEYS.user);

async function hello(token: string, at = server) {
  const wire = await at.connect();
  wire.send({ type: "hello", v: 1, token });
  return wire;
}

test("a bearer's token says who asks; without one, or with a wrong one, nobody does", async () => {
  const token = await server.token({ ...ANNA, sellers: ["svet"] });
  expect(await bearer(token)).toMatchObject({ id: "anna", guest: false, sellers: [{ id: "svet" }] });
  const wrong = [undefined, token, "Bearer", "Bearer ", `Basic ${token}`, `Bearer ${token} x`, `Bearer ${token}x`];
  for (const header of wrong)
    await expect(gate().authenticate(asking(header), () => {})).rejects.toMatchObject({ code: "unauthorized" });
});

describe("S9 a revoked person's", () => {
  test("links end at once, and theirs alone", async () => {
    const [one, two, another] = await Promise.all([
      server.signIn(ANNA),
      server.signIn(ANNA),
      server.signIn({ sub: "vera" }),
    ]);
    await revokeNow("anna");
    for (const wire of [one, two]) {
      expect(await wire.next("error")).toMatchObject({ code: "unauthorized", retryAfter: 1000 });
      expect(await wire.closed).toEqual({ code: 4401, reason: "token revoked" });
    }
    await another.settled();
  });

  test("token is refused by hello, by a poll, by a renewal and by every route; one issued later is not", async () => {
    const token = await server.token({ sub: "oleg" });
    await revokeNow("oleg");
    expect((await (await hello(token)).closed).code).toBe(4401);
    expect((await (await hello(token, other)).closed).code).toBe(4401);
    const polled = await (await post("/v1/poll", { frames: [{ type: "hello", v: 1, token }], wait: 0 })).json();
    expect(polled).toMatchObject({ frames: [{ type: "error", code: "unauthorized" }] });
    await expect(bearer(token)).rejects.toMatchObject({ code: "unauthorized", retryAfter: 1000 });
    const guest = await newGuest();
    expect((await post("/v1/guests/claim", { guest: guest.token, token })).status).toBe(401);

    const later = await tokenOf({ sub: "oleg" }, 1);
    const wire = await hello(later);
    await wire.next("welcome");
    expect(await bearer(later)).toMatchObject({ id: "oleg" });
    wire.send({ type: "hello", v: 1, token });
    expect((await wire.closed).code).toBe(4401);
  });

  test("token without `iat` counts as older", async () => {
    const claims = { sub: "pavel", exp: seconds(60) };
    const token = await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(KEYS.user);
    expect(await bearer(token)).toMatchObject({ id: "pavel", issuedAt: 0 });
    await revokeNow("pavel");
    await expect(bearer(token)).rejects.toMatchObject({ code: "unauthorized" });
  });

  test("link that was renewed with a later token goes on", async () => {
    const wire = await server.signIn({ sub: "rita" });
    wire.send({ type: "hello", v: 1, token: await tokenOf({ sub: "rita" }, 2) });
    await wire.next("welcome");
    await revokeNow("rita");
    await wire.settled();
  });

  test("browsers are not notified any more, and can't answer from what they still show", async () => {
    const endpoint = "https://push.example/lost-phone";
    const browser = { endpoint, p256dh: "p", auth: "a", locale: "ru", quiet: false, page: null };
    for (const person of ["nina", "olya"]) {
      const made = { ...browser, endpoint: `${endpoint}/${person}`, side: "buyer", person } as const;
      expect(await subscribe(server.db.aside, made, 10)).toBe(true);
    }
    await revokeNow("nina");
    const owner = connectOwner(server.database.where);
    expect([...(await owner`select person_id from chat.push_subscription`)]).toEqual([{ person_id: "olya" }]);
    await owner.end();
  });

  test("links on other servers of the database end with their next look", async () => {
    const wire = await other.signIn({ sub: "semyon" });
    const stays = await other.signIn({ sub: "tanya" });
    await revokeNow("semyon");
    await other.revocations.look();
    expect((await wire.closed).code).toBe(4401);
    await stays.settled();
  });

  test("name may be one that never was here", async () => {
    await revokeNow("stranger");
    await expect(bearer(await tokenOf({ sub: "stranger" }, -1))).rejects.toMatchObject({ code: "unauthorized" });
    expect(await bearer(await tokenOf({ sub: "stranger" }, 2))).toMatchObject({ id: "stranger" });
  });
});

test("S9 a server that couldn't ask for a while looks back as far", async () => {
  let now = Date.now();
  let away = true;
  const live = { now: () => now, endRevoked: other.live.endRevoked.bind(other.live) };
  const aside: Database["aside"] = (...query) =>
    away ? Promise.reject(new Error("the database is away")) : other.db.aside(...query);
  const watch = new RevocationWatch({ db: { aside }, live, log: other.live.log });
  const wire = await hello(await tokenOf({ sub: "zoya" }, -3000), other);
  await wire.next("welcome");
  const owner = connectOwner(server.database.where);
  await owner`insert into chat.revocation values ('zoya', now() - interval '40 minutes')`;
  await owner.end();
  now += 45 * 60_000;
  await watch.look();
  away = false;
  await wire.settled();
  await watch.look();
  expect((await wire.closed).code).toBe(4401);
  watch.stop();
});

describe("S9 a revoked guest", () => {
  test("is refused, and can't be claimed either", async () => {
    const guest = await newGuest();
    const wire = await hello(guest.token);
    await wire.next("welcome");
    await revokeNow(guest.id);
    expect((await wire.closed).code).toBe(4401);
    expect((await (await hello(guest.token)).closed).code).toBe(4401);
    const claim = await post("/v1/guests/claim", { guest: guest.token, token: await server.token({ sub: "ulyana" }) });
    expect(claim.status).toBe(403);
  });

  test("is one who has signed in: their links on other servers end, too", async () => {
    const guest = await newGuest();
    const wire = await hello(guest.token, other);
    await wire.next("welcome");
    const token = await server.token({ sub: "fedor" });
    expect((await post("/v1/guests/claim", { guest: guest.token, token })).status).toBe(200);
    await other.revocations.look();
    expect((await wire.closed).code).toBe(4401);
    await expect(bearer(guest.token)).rejects.toMatchObject({ code: "unauthorized" });
  });
});

describe("the operator's route", () => {
  test("is not there without ADMIN_KEY", async () => {
    expect((await post("/v1/admin/revoke", { person: "anna" }, ADMIN_KEY, other)).status).toBe(404);
  });

  test("takes nothing but {person}", async () => {
    for (const body of [
      {},
      { person: "" },
      { person: "x".repeat(129) },
      { person: "a\u0000" },
      { person: "a", all: true },
    ])
      expect((await post("/v1/admin/revoke", body, ADMIN_KEY)).status).toBe(400);
  });

  test("S4 is closed to an address after ten wrong keys, even for the right one", async () => {
    const wrong = [undefined, "", ADMIN_KEY.slice(1), `${ADMIN_KEY}x`, await server.token(ANNA)];
    for (let n = 0; n < 10; n++)
      expect((await post("/v1/admin/revoke", { person: "anna" }, wrong[n % wrong.length])).status).toBe(401);
    const closed = await post("/v1/admin/revoke", { person: "anna" }, ADMIN_KEY);
    expect(closed.status).toBe(429);
    expect(await closed.json()).toMatchObject({ retryAfter: expect.any(Number) });
  });
});
