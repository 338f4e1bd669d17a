import { expect, test } from "bun:test";
import fc from "fast-check";
import type { Letter } from "../../../server/db/pushes";
import { PUSH_BYTES } from "../../../server/protocol/limits";
import type { PushPayload } from "../../../server/protocol/push";
import { again, judge, KEPT } from "../../../server/push/outcome";
import { compose, cut, encode } from "../../../server/push/payload";
import { langOf, WORDS } from "../../../server/push/words";

const LETTER: Letter = {
  conversation: "018f2d3c-0000-7000-8000-000000000001",
  side: "buyer",
  absence: 1,
  subscription: "018f2d3c-0000-7000-8000-000000000002",
  endpoint: "https://push.example/x",
  p256dh: "",
  auth: "",
  locale: "ru-RU",
  quiet: false,
  page: null,
  sender_name: "Lumen",
  sender_picture: null,
  topic_url: null,
  count: 1,
  seq: 1,
  text: "Да",
  at: new Date("2026-11-22T12:00:00Z"),
  unread: 1,
  others: [],
  failures: 0,
};
const sent = (more: Partial<Letter>): PushPayload =>
  JSON.parse(encode(compose({ ...LETTER, ...more }, "a".repeat(140), undefined)).toString());

test.each([
  ["ru", 1, false, "Анна"],
  ["ru", 1, true, "Анна: новое сообщение"],
  ["ru", 2, false, "Анна: 2 новых сообщения"],
  ["ru", 5, false, "Анна: 5 новых сообщений"],
  ["ru", 11, true, "Анна: 11 новых сообщений"],
  ["ru", 21, false, "Анна: 21 новое сообщение"],
  ["en", 1, false, "Анна"],
  ["en", 1, true, "New message from Анна"],
  ["en", 3, false, "3 new messages from Анна"],
] as const)("in %s %p (quiet: %p): %s", (lang, count, quiet, title) => {
  expect(WORDS[lang].title("Анна", count, quiet)).toBe(title);
});

test.each([
  ["ru", "buyer", "Продавец"],
  ["ru", "seller", "Покупатель"],
  ["en", "buyer", "The seller"],
  ["en", "seller", "A buyer"],
] as const)("whoever has no name yet is, in %s, to the %s: %s", (locale, side, title) => {
  expect(sent({ locale, side, sender_name: null }).title).toBe(title);
});

test.each([
  ["ru", "ru"],
  ["ru-RU", "ru"],
  ["RU-Cyrl", "ru"],
  ["run", "en"],
  ["de", "en"],
  ["", "en"],
] as const)("%s is told in %s", (locale, lang) => {
  expect(langOf(locale)).toBe(lang);
});

test("a long text is cut between what people see as characters", () => {
  const family = "👩‍👩‍👧‍👦";
  for (let room = 10; room < 60; room++) {
    const kept = cut(family.repeat(10), room);
    expect(kept.replaceAll(family, "")).toBe("…");
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(room);
  }
  expect(cut("Привет", 100)).toBe("Привет");
});

test("whatever is in it, a push is whole JSON and never too large", () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('"', "\\", "\n", "й", "👩‍👩‍👧‍👦", "\u0001"), fc.string()),
    maxLength: 2000,
  });
  const url = fc.oneof(
    fc.constant(null),
    fc.webUrl({ size: "large" }),
    fc.constant(`https://shop.example/${"ä".repeat(1_900)}`),
  );
  const letters = fc.record({
    sender_name: text,
    sender_picture: url,
    topic_url: url,
    text,
    others: fc.array(fc.uuid(), { maxLength: 20 }),
  });
  fc.assert(
    fc.property(letters, fc.constantFrom(PUSH_BYTES, 1_500), (more, most) => {
      const bytes = encode(compose({ ...LETTER, ...more }, "a".repeat(140), undefined), most);
      const payload: PushPayload = JSON.parse(bytes.toString());
      return bytes.length <= most && payload.body.isWellFormed() && payload.title.isWellFormed();
    }),
    { numRuns: 300 },
  );
});

test("of what takes too much room the list of other conversations goes first, the page last", () => {
  const others = Array.from({ length: 20 }, () => crypto.randomUUID());
  const letter = compose(
    {
      ...LETTER,
      others,
      sender_picture: `https://a.example/${"p".repeat(1_000)}`,
      topic_url: `https://a.example/${"q".repeat(1_000)}`,
      text: "x".repeat(2000),
    },
    "act",
    undefined,
  );
  const kept = (most: number) => {
    const { url, icon, others: rest }: PushPayload = JSON.parse(encode(letter, most).toString());
    return [url, icon, rest].map((each) => each !== undefined);
  };
  expect(kept(3_993)).toEqual([true, true, true]);
  expect(kept(3_000)).toEqual([true, true, false]);
  expect(kept(2_000)).toEqual([true, false, false]);
  expect(kept(900)).toEqual([false, false, false]);
});

test("an address that isn't the web's is left out", () => {
  expect(sent({ topic_url: "javascript:alert(1)", sender_picture: "data:image/png;base64,AA" })).not.toHaveProperty(
    "url",
  );
  expect(sent({ sender_picture: "data:image/png;base64,AA" })).not.toHaveProperty("icon");
  expect(sent({ topic_url: "https://shop.example/#/lamp" }).url).toBe("https://shop.example/#/lamp");
});

test.each([
  [201, null, { outcome: "accepted" }],
  [202, null, { outcome: "accepted" }],
  [404, null, { outcome: "gone" }],
  [410, null, { outcome: "gone" }],
  [413, null, { outcome: "too_large" }],
  [400, null, { outcome: "refused" }],
  [403, null, { outcome: "refused" }],
  [429, "120", { outcome: "limited", wait: 120_000 }],
  [429, "Thu, 01 Jan 1970 00:05:00 GMT", { outcome: "limited", wait: 299_000 }],
  [429, "Thu, 01 Jan 1970 00:00:00 GMT", { outcome: "limited", wait: 0 }],
  [429, "soon", { outcome: "limited" }],
  [429, null, { outcome: "limited" }],
  [302, null, { outcome: "failed" }],
  [500, null, { outcome: "failed" }],
  [503, "5", { outcome: "failed", wait: 5_000 }],
] as const)("%p with Retry-After %p is %j", (status, retryAfter, meaning) => {
  expect(judge(status, retryAfter, 1_000)).toEqual(meaning);
});

test.each([
  ["failed", 1, 0.5, 30_000],
  ["failed", 2, 0.5, 120_000],
  ["failed", 3, 0.5, 480_000],
  ["failed", 4, 0.5, 1_920_000],
  ["failed", 5, 0.5, 3_600_000],
  ["failed", 50, 0.5, 3_600_000],
  ["unreachable", 1, 0, 22_500],
  ["limited", 1, 1, 37_500],
  ["gone", 1, 0.5, undefined],
  ["refused", 1, 0.5, undefined],
  ["untrusted", 1, 0.5, undefined],
  ["too_large", 1, 0.5, undefined],
  ["accepted", 1, 0.5, undefined],
] as const)("%s, the %pth time, with %p: again after %p ms", (outcome, failures, random, pause) => {
  expect(again({ outcome }, failures, 0, random)).toBe(pause);
});

test("it comes back no sooner than it was asked to, and not after a day", () => {
  expect(again({ outcome: "limited", wait: 7_200_000 }, 1, 0, 0)).toBe(7_200_000);
  expect(again({ outcome: "limited", wait: 2 * KEPT }, 1, 0, 0)).toBeUndefined();
  expect(again({ outcome: "failed" }, 1, KEPT - 10_000, 0)).toBeUndefined();
});
