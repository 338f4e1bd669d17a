import { describe, expect, test } from "bun:test";
import { Advice } from "../../widget/client/advice";
import type { Link } from "../../widget/client/state";
import { FakeClock } from "./support/clock";

const setUp = () => {
  const said: string[] = [];
  const clock = new FakeClock();
  const advice = new Advice({
    server: "https://chat.example",
    origin: "https://shop.example",
    clock,
    warn: (sentence) => said.push(sentence),
  });
  return { said, clock, advice };
};

const CONNECTING: Link = { state: "connecting" };
const CONNECTED: Link = { state: "connected", transport: "websocket" };
const refused = (code: "forbidden" | "unauthorized" | "bad_frame", message: string): Link => ({
  state: "refused",
  code,
  message,
});

describe("who builds the page is told what only they can help", () => {
  test("a server that doesn't answer, once in all, and only after a while", async () => {
    const { said, clock, advice } = setUp();
    advice.hear(CONNECTING);
    await clock.pass(10_000);
    advice.hear(CONNECTING);
    expect(said).toEqual([]);
    await clock.pass(5_000);
    expect(said).toEqual([
      "seller-chat: no answer from https://chat.example. Either it is down, or ALLOWED_ORIGINS there doesn’t name this page’s origin, https://shop.example.",
    ]);
    advice.hear(CONNECTED);
    advice.hear(CONNECTING);
    await clock.pass(60_000);
    expect(said).toHaveLength(1);
  });

  test("nothing of a link that comes up, or is closed", async () => {
    const { said, clock, advice } = setUp();
    for (const link of [CONNECTED, { state: "idle" } as const]) {
      advice.hear(CONNECTING);
      await clock.pass(14_000);
      advice.hear(link);
      await clock.pass(60_000);
    }
    expect(said).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  test.each([
    [
      "forbidden",
      "origin refused",
      "seller-chat: https://chat.example refused this page (origin refused). ALLOWED_ORIGINS there must name its origin, https://shop.example; who isn’t signed in needs GUESTS=on.",
    ],
    [
      "unauthorized",
      "The token has expired.",
      "seller-chat: https://chat.example refused this page (The token has expired). Its tokens must be signed with the server’s AUTH_SECRET, or a key of AUTH_JWKS_URL, and not be expired.",
    ],
    ["bad_frame", "unknown version", "seller-chat: https://chat.example refused this page (unknown version)."],
  ] as const)("a refusal: %s", (code, message, sentence) => {
    const { said, advice } = setUp();
    advice.hear(CONNECTING);
    advice.hear(refused(code, message));
    advice.hear(refused(code, message));
    expect(said).toEqual([sentence]);
  });
});
