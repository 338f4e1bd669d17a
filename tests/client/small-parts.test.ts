/** Positions, typing, text, tokens, requests. */
import { beforeEach, describe, expect, test } from "bun:test";
import type { ClientFrame } from "../../server/protocol/client-frames";
import { Refusal, readToken } from "../../widget/client/credentials";
import { OwnPositions } from "../../widget/client/positions";
import { Requests } from "../../widget/client/requests";
import { cleanText } from "../../widget/client/text";
import { Typing } from "../../widget/client/typing";
import { FakeClock } from "./support/clock";
import { fakeToken } from "./support/tokens";

describe("positions", () => {
  let own: OwnPositions;
  beforeEach(() => {
    own = new OwnPositions();
  });

  test("are said once, and only when they grow", () => {
    own.received("c1", 3);
    own.received("c1", 2);
    expect(own.take()).toEqual([{ type: "received", conversation: "c1", seq: 3 }]);
    own.received("c1", 3);
    expect(own.take()).toEqual([]);
  });

  test("read says received with it", () => {
    own.received("c1", 3);
    own.read("c1", 3);
    expect(own.take()).toEqual([{ type: "read", conversation: "c1", seq: 3 }]);
    own.received("c1", 4);
    expect(own.take()).toEqual([{ type: "received", conversation: "c1", seq: 4 }]);
  });

  test("are said again in the next session, unless the server has shown that it knows", () => {
    own.read("c1", 3);
    own.read("c2", 5);
    own.take();
    own.reset();
    own.shown("c1", { received: 3, read: 3 });
    expect(own.take()).toEqual([{ type: "read", conversation: "c2", seq: 5 }]);
  });
});

describe("typing", () => {
  test("is shown for 5 s after the last sign", async () => {
    const clock = new FakeClock();
    let changes = 0;
    const typing = new Typing(clock, () => changes++);
    typing.heard("c1", "Bo");
    await clock.pass(4_000);
    typing.heard("c1", "Bo");
    await clock.pass(4_999);
    expect(typing.name("c1")).toBe("Bo");
    await clock.pass(1);
    expect(typing.name("c1")).toBeUndefined();
    expect(changes).toBe(1);
  });

  test("is told every 3 s at most, and at once after a message", async () => {
    const clock = new FakeClock();
    const typing = new Typing(clock, () => {});
    let told = 0;
    const key = () => typing.tell("c1", () => ++told > 0);
    key();
    key();
    await clock.pass(2_999);
    key();
    expect(told).toBe(1);
    await clock.pass(1);
    key();
    expect(told).toBe(2);
    typing.sent("c1");
    key();
    expect(told).toBe(3);
  });

  test("that couldn't be told is told with the next key", () => {
    const typing = new Typing(new FakeClock(), () => {});
    let told = 0;
    typing.tell("c1", () => false);
    typing.tell("c1", () => ++told > 0);
    expect(told).toBe(1);
  });
});

test.each([
  ["  two\r\nlines\r ", "two\nlines"],
  ["tab\tand\u0000 bell\u0007", "tab\tand bell"],
  ["half \ud83d!", "half \ufffd!"],
  ["whole \u{1F600}", "whole \u{1F600}"],
  [" \n ", ""],
])("a text is what the server would store: %j", (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

describe("tokens", () => {
  test("tell whose they are and when they end", () => {
    expect(readToken(fakeToken({ sub: "Аня", exp: 1_000 }))).toMatchObject({ user: "Аня", expires: 1_000_000 });
  });

  test.each(["", "a.b.c", "nonsense", fakeToken({ sub: "x" }).replace(/\..*/, "")])("%j is refused", (token) => {
    expect(() => readToken(token)).toThrow(Refusal);
  });
});

describe("requests", () => {
  let clock: FakeClock;
  let sent: ClientFrame[];
  let looks: number;
  let requests: Requests;
  let answers: string[];
  beforeEach(() => {
    clock = new FakeClock();
    sent = [];
    looks = 0;
    answers = [];
    requests = new Requests(
      clock,
      (frame) => sent.push(frame),
      () => looks++,
    );
  });
  const ask = () =>
    requests.ask("changes", (ref) => ({ type: "changes", ref, conversation: "c1", after: 0 }), {
      answer: ({ type }) => answers.push(type),
      refused: ({ code }) => answers.push(code),
    });
  const done = (ref: number) => requests.answer({ type: "done", ref, rev: 1 });

  test("of one name only one is under way", () => {
    ask();
    ask();
    expect(sent).toHaveLength(1);
    done(1);
    ask();
    expect(sent).toHaveLength(2);
    expect(answers).toEqual(["done"]);
  });

  test("what passes by itself is asked again when the server says", async () => {
    ask();
    requests.answer({ type: "error", ref: 1, code: "unavailable", message: "", retryAfter: 700 });
    ask();
    expect(sent).toHaveLength(1);
    await clock.pass(700);
    expect(looks).toBe(1);
    ask();
    expect(sent).toHaveLength(2);
    expect(answers).toEqual([]);
  });

  test("what doesn't is refused", () => {
    ask();
    requests.answer({ type: "error", ref: 1, code: "forbidden", message: "" });
    expect(answers).toEqual(["forbidden"]);
  });

  test("an answer of an earlier link is nobody's", () => {
    ask();
    requests.reset();
    ask();
    done(1);
    expect(answers).toEqual([]);
    done(2);
    expect(answers).toEqual(["done"]);
    expect(clock.timers).toBe(0);
  });
});
