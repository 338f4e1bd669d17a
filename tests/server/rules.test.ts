/** The server's pure rules, in tables. */
import { describe, expect, test } from "bun:test";
import { sideOf } from "../../server/chat/parties";
import { cleanText } from "../../server/chat/text";
import { type Delivery, Hub } from "../../server/live/hub";
import { originRule } from "../../server/live/origins";
import { Presence } from "../../server/live/presence";
import { type Bucket, take } from "../../server/live/rates";

describe("S4 text", () => {
  test.each([
    ["  с краёв  ", "с краёв"],
    ["a\r\nb\rc", "a\nb\nc"],
    ["\tотступ\t\tвнутри", "отступ\t\tвнутри"],
    ["😀", "😀"],
    ["\u202eсправа налево", "\u202eсправа налево"],
  ])("%j is stored as %j", (text, stored) => {
    expect(cleanText(text, 100)).toBe(stored);
  });
  test.each([
    ["", "bad_frame"],
    ["\u0007", "bad_frame"],
    ["a\u0085b", "bad_frame"],
    ["\udc00", "bad_frame"],
    ["x".repeat(101), "too_long"],
    ["😀".repeat(51), "too_long"],
  ])("%j is refused with %s", (text, code) => {
    expect(() => cleanText(text, 100)).toThrow(expect.objectContaining({ code }));
  });
});

test("S4 a bucket gives its burst, then one each interval, and says how long to wait", () => {
  const rule = { burst: 3, each: 50 };
  let bucket: Bucket | undefined;
  const at = (now: number) => {
    const result = take(bucket, rule, now);
    if (typeof result === "number") return result;
    bucket = result;
    return "taken";
  };
  expect([at(0), at(0), at(0), at(0), at(20), at(50), at(50)]).toEqual([
    "taken",
    "taken",
    "taken",
    50,
    30,
    "taken",
    50,
  ]);
  expect([at(10_000), at(10_000), at(10_000), at(10_000)]).toEqual(["taken", "taken", "taken", 50]);
});

test("S1 origins", () => {
  const open = originRule({ allowedOrigins: undefined, publicUrl: undefined });
  expect([null, "http://localhost:8080", "https://127.0.0.1", "http://[::1]:3000"].map(open)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(["https://evil.example", "null", "http://localhost.evil.example", "file://"].map(open)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  const listed = originRule({ allowedOrigins: ["https://shop.example"], publicUrl: "https://chat.example" });
  expect(["https://shop.example", "https://chat.example", null].map(listed)).toEqual([true, true, true]);
  expect(
    ["http://localhost:3000", "https://shop.example.evil", "http://shop.example", "https://shop.example:8443"].map(
      listed,
    ),
  ).toEqual([false, false, false, false]);
});

test("who is both is the buyer", () => {
  const parties = { buyer: "anna", seller: "svet" };
  expect(sideOf({ id: "anna", sellers: ["svet"] }, parties)).toBe("buyer");
  expect(sideOf({ id: "petr", sellers: ["svet"] }, parties)).toBe("seller");
  expect(sideOf({ id: "svet", sellers: [] }, parties)).toBeUndefined();
});

test("a frame for both sides reaches each link once, and not the one it came from", () => {
  const hub = new Hub();
  const links = ["origin", "phone", "agent", "both"].map((name) => ({
    name,
    got: 0,
    deliver: (_: Delivery) => void 0,
  }));
  for (const link of links) link.deliver = () => void link.got++;
  const [origin, phone, agent, both] = links as [
    (typeof links)[0],
    (typeof links)[0],
    (typeof links)[0],
    (typeof links)[0],
  ];
  for (const link of [origin, phone, both]) hub.join("buyer anna", link);
  for (const link of [agent, both]) hub.join("seller svet", link);
  expect(hub.tellParties({ buyer: "anna", seller: "svet" }, { text: "x" }, origin)).toBe(3);
  expect(links.map(({ got }) => got)).toEqual([0, 1, 1, 1]);
  hub.leave("buyer anna", phone);
  expect(hub.tellParties({ buyer: "anna", seller: "nobody" }, { text: "x" })).toBe(2);
});

test("a reconnect is no absence: offline is told only after the grace", async () => {
  const hub = new Hub();
  const told: string[] = [];
  hub.join("presence svet", { deliver: ({ text }) => void told.push(text) });
  const presence = new Presence(hub, 1);
  presence.arrive("svet");
  presence.leave("svet");
  presence.arrive("svet");
  presence.arrive("svet");
  presence.leave("svet");
  expect(presence.online("svet")).toBe(true);
  expect(told).toEqual(['{"type":"presence","seller":"svet","online":true}']);
  presence.leave("svet");
  while (told.length < 2) await Bun.sleep(1);
  expect(told[1]).toBe('{"type":"presence","seller":"svet","online":false}');
  expect(presence.online("svet")).toBe(false);
});
