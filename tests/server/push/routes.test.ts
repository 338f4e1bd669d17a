import { afterEach, beforeEach, expect, test } from "bun:test";
import { SUBSCRIPTIONS_A_PERSON } from "../../../server/protocol/limits";
import type { GuestAnswer } from "../../../server/protocol/rest";
import { BUYER, receive, refusal, SELLER, type Stage, setStage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const owners = async () =>
  (await stage.owner`select person_id, side from chat.push_subscription order by person_id, side`).map(
    (row) => `${row.person_id} ${row.side}`,
  );
const body = (more: object = {}) => {
  const { endpoint, keys } = stage.push.subscribe();
  return { endpoint, keys, side: "buyer", ...more };
};
const anna = () => stage.token(BUYER);

test("without a token nobody subscribes; the key is anybody's", async () => {
  expect(await refusal(await stage.post("/v1/push/subscriptions", body()))).toEqual([401, "unauthorized"]);
  expect((await fetch(`${stage.url}/v1/push/key`)).status).toBe(200);
});

test.each([
  ["a service that nobody knows", { endpoint: "https://evil.example/x" }, 403, "forbidden"],
  ["a look-alike", { endpoint: "https://fcm.googleapis.com.evil.example/x" }, 403, "forbidden"],
  ["a private address", { endpoint: "https://127.0.0.1/x" }, 403, "forbidden"],
  ["a key that is no point", { keys: { p256dh: `B${"A".repeat(86)}`, auth: "A".repeat(22) } }, 400, "bad_frame"],
  ["a key that is too short", { keys: { p256dh: "BAAA", auth: "A".repeat(22) } }, 400, "bad_frame"],
  ["a side that there isn't", { side: "system" }, 400, "bad_frame"],
  ["a field that there isn't", { expirationTime: null }, 400, "bad_frame"],
] as const)("S6 S3 %s is refused", async (_, more, status, code) => {
  expect(await refusal(await stage.post("/v1/push/subscriptions", body(more), await anna()))).toEqual([status, code]);
  expect(await owners()).toEqual([]);
});

test.each([15, 17])("S3 a secret of %p bytes is refused", async (length) => {
  const { endpoint, keys } = stage.push.subscribe();
  const auth = Buffer.alloc(length, 1).toString("base64url");
  const answer = await stage.post(
    "/v1/push/subscriptions",
    { endpoint, keys: { ...keys, auth }, side: "buyer" },
    await anna(),
  );
  expect(await refusal(answer)).toEqual([400, "bad_frame"]);
});

test("S2 who acts for no seller can't subscribe on the seller's side", async () => {
  const answer = await stage.post("/v1/push/subscriptions", body({ side: "seller" }), await anna());
  expect(await refusal(answer)).toEqual([403, "forbidden"]);
});

test("subscribing again changes nothing but what is said again; one browser may serve both sides", async () => {
  const same = body();
  const token = await stage.token({ ...BUYER, sellers: [{ id: "lumen" }] });
  for (const side of ["buyer", "buyer", "seller"]) {
    expect((await stage.post("/v1/push/subscriptions", { ...same, side, locale: "ru" }, token)).status).toBe(204);
  }
  expect(await owners()).toEqual(["anna buyer", "anna seller"]);
  expect(
    (await stage.post("/v1/push/subscriptions", { endpoint: same.endpoint, side: "seller" }, token, "DELETE")).status,
  ).toBe(204);
  expect(await owners()).toEqual(["anna buyer"]);
  expect((await stage.post("/v1/push/subscriptions", { endpoint: same.endpoint }, token, "DELETE")).status).toBe(204);
  expect(await owners()).toEqual([]);
});

test("a browser in which somebody else signs in is theirs from then on, on both sides", async () => {
  const same = body();
  const both = await stage.token({ ...BUYER, sellers: [{ id: "lumen" }] });
  await stage.post("/v1/push/subscriptions", same, both);
  await stage.post("/v1/push/subscriptions", { ...same, side: "seller" }, both);
  await stage.post("/v1/push/subscriptions", same, await stage.token({ sub: "boris" }));
  expect(await owners()).toEqual(["boris buyer"]);
});

test("S2 who knows an endpoint but not its secret can't take it, nor end it", async () => {
  const phone = await stage.subscribe(BUYER, "buyer");
  const mallory = await stage.token({ sub: "mallory" });
  const { keys } = stage.push.subscribe();
  const taken = await stage.post("/v1/push/subscriptions", { endpoint: phone.endpoint, keys, side: "buyer" }, mallory);
  expect(await refusal(taken)).toEqual([403, "forbidden"]);
  await stage.post("/v1/push/subscriptions", { endpoint: phone.endpoint }, mallory, "DELETE");
  const wrong = { endpoint: phone.endpoint, auth: keys.auth };
  const moved = await stage.post("/v1/push/renewals", {
    old: wrong,
    ...stage.push.subscribe(),
    id: undefined,
    privateKey: undefined,
  });
  expect(await refusal(moved)).toEqual([404, "not_found"]);
  expect(await owners()).toEqual(["anna buyer"]);
});

test("a browser that replaces its subscription keeps its person, by the old one's secret", async () => {
  const phone = await stage.subscribe(BUYER, "buyer");
  const { endpoint, keys, id } = stage.push.subscribe();
  const old = { endpoint: phone.endpoint, auth: phone.keys.auth };
  expect((await stage.post("/v1/push/renewals", { old, endpoint, keys })).status).toBe(204);
  expect(await refusal(await stage.post("/v1/push/renewals", { old, endpoint, keys }))).toEqual([404, "not_found"]);
  const talk = await stage.talk();
  await talk.clerk.say(talk.id, "Yes");
  await stage.later();
  expect(stage.push.accepted().map(({ browser }) => browser)).toEqual([id]);
});

test("S6 a subscription isn't replaced by one of another service", async () => {
  const phone = await stage.subscribe(BUYER, "buyer");
  const { keys } = stage.push.subscribe();
  const old = { endpoint: phone.endpoint, auth: phone.keys.auth };
  const answer = await stage.post("/v1/push/renewals", { old, endpoint: "https://10.0.0.1/x", keys });
  expect(await refusal(answer)).toEqual([403, "forbidden"]);
});

test("S4 of more browsers than a person may have the oldest gives way; too many at once are refused", async () => {
  const first = await stage.subscribe(BUYER, "buyer");
  for (let n = 0; n < SUBSCRIPTIONS_A_PERSON; n++) await stage.subscribe(BUYER, "buyer");
  expect(await owners()).toHaveLength(SUBSCRIPTIONS_A_PERSON);
  expect(await stage.owner`select from chat.push_subscription where endpoint = ${first.endpoint}`).toHaveLength(0);
  const token = await anna();
  const answers = await Promise.all(
    Array.from({ length: 60 }, () => stage.post("/v1/push/subscriptions", body(), token)),
  );
  expect(answers.some(({ status }) => status === 429)).toBe(true);
});

test("a guest who signs in takes the browser along", async () => {
  const guest: GuestAnswer = JSON.parse(await (await stage.post("/v1/guests", {})).text());
  const { endpoint, keys } = stage.push.subscribe();
  await stage.post("/v1/push/subscriptions", { endpoint, keys, side: "buyer" }, guest.token);
  await stage.post("/v1/guests/claim", { guest: guest.token, token: await anna() });
  expect(await owners()).toEqual(["anna buyer"]);
});

test("S9 who is revoked is told nothing more, until they subscribe with a newer token", async () => {
  const phone = await stage.subscribe(SELLER, "seller");
  const talk = await stage.talk();
  await talk.buyer.say(talk.id, "Hello?");
  await stage.owner`select chat.revoke('clerk')`;
  await stage.later();
  expect(stage.push.pushes).toEqual([]);
  await stage.owner`update chat.revocation set before = before - interval '1 minute'`;
  const { endpoint, keys } = phone;
  await stage.owner`update chat.push_subscription set renewed_at = renewed_at - interval '2 minutes'`;
  await stage.post("/v1/push/subscriptions", { endpoint, keys, side: "seller" }, await stage.token(SELLER));
  await stage.later(60_000);
  expect(stage.push.accepted()).toHaveLength(1);
});

test("S2 an agent whose token names the seller no more is not told of that seller's conversations", async () => {
  await stage.subscribe(SELLER, "seller");
  const talk = await stage.talk();
  await stage.signIn({ sub: "clerk", sellers: [{ id: "orbit" }] });
  await talk.buyer.say(talk.id, "Hello?");
  await stage.later();
  expect(stage.push.pushes).toEqual([]);
});

test("an agent who hasn't been here for a month is told nothing, and again once they were", async () => {
  await stage.subscribe(SELLER, "seller");
  const talk = await stage.talk();
  await talk.buyer.say(talk.id, "Hello?");
  await stage.owner`update chat.agent set seen_at = now() - interval '31 days'`;
  await stage.later();
  expect(stage.push.pushes).toEqual([]);
  receive(talk.clerk, talk.id, 2);
  await talk.buyer.next("receipt", ({ received }) => received === 2);
  await stage.owner`update chat.agent set seen_at = now()`;
  await talk.buyer.say(talk.id, "Are you there?");
  await stage.later();
  expect(stage.push.accepted()).toHaveLength(1);
});
