import { afterAll, beforeAll, expect, test } from "bun:test";
import { createECDH } from "node:crypto";
import ece from "http_ece";
import type { PushPayload } from "../../../server/protocol/push";
import { Sender } from "../../../server/push/sender";
import { Vapid } from "../../../server/push/vapid";
import { decrypt, type PushService, startPushService } from "../../support/push-service";

let service: PushService;
beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.stop());

const pair = createECDH("prime256v1");
const KEYS = { publicKey: pair.generateKeys("base64url"), privateKey: pair.getPrivateKey("base64url") };
const vapid = new Vapid({
  sql: () => Promise.reject(new Error("the keys were given")),
  given: KEYS,
  subject: "mailto:push@chat.example",
});
const PAYLOAD: PushPayload = {
  v: 1,
  tag: "seller-chat 018f2d3c-0000-7000-8000-000000000001",
  conversation: "018f2d3c-0000-7000-8000-000000000001",
  absence: 1,
  side: "buyer",
  title: "Lumen",
  body: "Да, ещё есть 🪔",
  count: 1,
  unread: 1,
  seq: 1,
  at: "2026-11-22T12:00:00.000Z",
  act: "act",
  lang: "ru",
};
const sender = (more: Partial<ConstructorParameters<typeof Sender>[0]> = {}) =>
  new Sender({ vapid, hosts: [service.origin], resolve: async () => ["142.250.74.10"], now: Date.now, ...more });
const browser = () => {
  const { keys, ...rest } = service.subscribe();
  return { ...rest, ...keys };
};

test("our own reading of RFC 8291 reads its example (appendix A)", () => {
  const curve = createECDH("prime256v1");
  curve.setPrivateKey("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", "base64url");
  const body =
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
  const text = decrypt(Buffer.from(body, "base64url"), curve, Buffer.from("BTBZMqHH6r4Tts7J_aSIgg", "base64url"));
  expect(text.toString()).toBe("When I grow up, I want to be a watermelon");
});

test("what is sent is read by http_ece and by our own reading, and by nobody with other keys", async () => {
  const to = browser();
  expect(await sender().send(to, PAYLOAD)).toEqual({ outcome: "accepted" });
  const [push] = service.accepted(to.id);
  expect(push?.payload).toEqual(PAYLOAD);
  const own = createECDH("prime256v1");
  own.setPrivateKey(to.privateKey());
  const read = (auth: string) =>
    ece.decrypt(push?.body ?? Buffer.alloc(0), { version: "aes128gcm", privateKey: own, authSecret: auth });
  expect(JSON.parse(read(to.auth).toString())).toEqual(PAYLOAD);
  expect(() => read(browser().auth)).toThrow();
  const other = createECDH("prime256v1");
  other.generateKeys();
  expect(() => decrypt(push?.body ?? Buffer.alloc(0), other, Buffer.from(to.auth, "base64url"))).toThrow();
});

test("a push says who sends it, for how long it is kept, that it is urgent, and what it replaces", async () => {
  const to = browser();
  await sender().send(to, PAYLOAD);
  const push = service.accepted(to.id)[0];
  expect(push?.claims).toMatchObject({ aud: service.origin, sub: "mailto:push@chat.example" });
  expect(push?.headers.get("authorization")).toEndWith(`k=${KEYS.publicKey}`);
  expect(push?.headers.get("ttl")).toBe("86400");
  expect(push?.headers.get("urgency")).toBe("high");
  expect(push?.headers.get("content-encoding")).toBe("aes128gcm");
  expect(push?.headers.get("topic")).toMatch(/^[\w-]{32}$/);
  expect(push?.headers.get("topic")).not.toContain(PAYLOAD.conversation.slice(0, 8));
});

test("a service that doesn't answer in time is unreachable", async () => {
  const to = browser();
  service.answers(to.id, "hang");
  expect(await sender({ patience: 100 }).send(to, PAYLOAD)).toEqual({ outcome: "unreachable" });
});

test("a stop ends a push that hangs", async () => {
  const to = browser();
  service.answers(to.id, "hang");
  const stopping = new AbortController();
  const heard = service.happening();
  const sent = sender().send(to, PAYLOAD, stopping.signal);
  await heard;
  stopping.abort();
  expect(await sent).toEqual({ outcome: "unreachable" });
});

test("S6 nothing is sent where a name leads to a private address, or to a host that isn't listed any more", async () => {
  const apple = { ...browser(), endpoint: "https://web.push.apple.com/x" };
  expect(await sender({ resolve: async () => ["10.0.0.1"] }).send(apple, PAYLOAD)).toEqual({ outcome: "untrusted" });
  const to = browser();
  expect(await sender({ hosts: [] }).send(to, PAYLOAD)).toEqual({ outcome: "untrusted" });
  expect(service.pushes.filter(({ browser: id }) => id === to.id)).toEqual([]);
});

test("a name that can't be looked up is unreachable, and tried again", async () => {
  const apple = { ...browser(), endpoint: "https://web.push.apple.com/x" };
  const resolve = () => Promise.reject(new Error("ENOTFOUND"));
  expect(await sender({ resolve }).send(apple, PAYLOAD)).toEqual({ outcome: "unreachable" });
});

test("one token serves a push service for hours, and then another does", async () => {
  let now = Date.now() - 12 * 3_600_000;
  const made = new Vapid({ sql: vapid.options.sql, given: KEYS, subject: "https://chat.example", now: () => now });
  const first = await made.header("https://push.example");
  now += 5 * 3_600_000;
  expect(await made.header("https://push.example")).toBe(first);
  expect(await made.header("https://other.example")).not.toBe(first);
  now += 2 * 3_600_000;
  expect(await made.header("https://push.example")).not.toBe(first);
});
