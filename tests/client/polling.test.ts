/** Polling, poll by poll, on a server and under a clock that the test plays. */
import { beforeEach, describe, expect, test } from "bun:test";
import type { ClientFrame } from "../../server/protocol/client-frames";
import type { ServerFrame } from "../../server/protocol/server-frames";
import type { Fetch } from "../../widget/client/http";
import { pollingTransport } from "../../widget/client/transports/polling";
import type { Closed, Transport } from "../../widget/client/transports/transport";
import { FakeClock, flush } from "./support/clock";
import { WELCOME } from "./support/scripted-transport";

interface Poll {
  readonly url: string;
  readonly frames: readonly ClientFrame[];
  readonly wait: number;
  readonly signal: AbortSignal | undefined;
  answer(frames?: readonly ServerFrame[]): Promise<void>;
  status(status: number, body: object): Promise<void>;
  fail(): Promise<void>;
}

let clock: FakeClock;
let polls: Poll[];
let heard: string[];
let ended: Closed[];
let transport: Transport;
let hellos: number;

const fetch: Fetch = (url, { body, signal }) =>
  new Promise((resolve, reject) => {
    const { frames, wait }: { frames: ClientFrame[]; wait: number } = JSON.parse(body ?? "");
    const respond = async (status: number, json: object) => {
      resolve({ ok: status < 400, status, json: async () => json });
      await flush();
    };
    signal?.addEventListener("abort", () => reject(new Error("aborted")));
    polls.push({
      url,
      frames,
      wait,
      signal,
      answer: (more = []) => respond(200, { frames: [WELCOME, ...more] }),
      status: respond,
      fail: async () => {
        reject(new TypeError("network"));
        await flush();
      },
    });
  });

beforeEach(async () => {
  clock = new FakeClock();
  [polls, heard, ended, hellos] = [[], [], [], 0];
  transport = pollingTransport(
    "http://chat",
    fetch,
    clock,
  )({
    hello: () => ({ type: "hello", v: 1, token: `t${++hellos}`, cursors: {} }),
    opened: () => heard.push("opened"),
    welcome: (_frame, hello) => heard.push(`welcome to ${hello.token}`),
    frame: ({ type }) => heard.push(type),
    closed: (how) => ended.push(how),
  });
  await flush();
});

const last = (): Poll => {
  const poll = polls.at(-1);
  if (!poll) throw new Error("no poll");
  return poll;
};
const types = ({ frames }: Poll) => frames.map(({ type }) => type);

describe("polling", () => {
  test("asks at once whether the way is open, then hangs; each poll says its own hello", async () => {
    expect(last()).toMatchObject({ url: "http://chat/v1/poll", wait: 0 });
    await last().answer();
    expect(last().wait).toBe(25_000);
    await last().answer([{ type: "pong", time: WELCOME.time }]);
    expect(last().wait).toBe(25_000);
    expect(polls.map((poll) => poll.frames[0])).toMatchObject([{ token: "t1" }, { token: "t2" }, { token: "t3" }]);
    expect(heard).toEqual(["opened", "welcome to t1", "welcome to t2", "pong"]);
  });

  test("D3 sends beside the hanging poll, one poll after the other, in order", async () => {
    await last().answer();
    const hanging = last();
    for (const type of ["ping", "ping", "ping"] as const) transport.send({ type });
    expect(polls).toHaveLength(3);
    expect(types(last())).toEqual(["hello", "ping"]);
    await last().answer();
    expect(types(last())).toEqual(["hello", "ping", "ping"]);
    expect(last().wait).toBe(0);
    expect(hanging.signal?.aborted).toBe(false);
  });

  test("a renewed token needs no frame of its own", async () => {
    await last().answer();
    transport.send({ type: "hello", v: 1, token: "new" });
    expect(polls).toHaveLength(2);
  });

  test("where long polls are cut again and again it asks every 2 s, and nobody hears of it", async () => {
    await last().answer();
    await last().fail();
    expect(last().wait).toBe(0);
    await last().answer();
    expect(last().wait).toBe(25_000);
    await last().status(504, {});
    await last().answer();
    const count = polls.length;
    await clock.pass(1_999);
    expect(polls).toHaveLength(count);
    await clock.pass(1);
    expect(last().wait).toBe(0);
    await last().answer();
    await clock.pass(2_000);
    expect(last().wait).toBe(0);
    expect(ended).toEqual([]);
  });

  test("a long poll that is cut once in a while goes on", async () => {
    await last().answer();
    for (let i = 0; i < 5; i++) {
      await last().fail();
      await last().answer();
      await last().answer();
      expect(last().wait).toBe(25_000);
    }
  });

  test("D6 one that hangs on a dead network ends within 30 s, and the short one after it tells that the link is dead", async () => {
    await last().answer();
    await clock.pass(30_000);
    expect(polls[1]?.signal?.aborted).toBe(true);
    expect(last().wait).toBe(0);
    await last().fail();
    expect(ended).toMatchObject([{ code: 1006 }]);
  });

  test.each([
    ["unauthorized", 4401],
    ["rate_limited", 4429],
    ["bad_frame", 4400],
    ["unavailable", 1012],
  ] as const)("a refused hello, `%s`, ends it as %d would a socket", async (code, close) => {
    await last().status(200, { frames: [{ type: "error", code, message: "no", retryAfter: 700 }] });
    expect(ended).toEqual([{ code: close, reason: "no", retryAfter: 700 }]);
  });

  test.each([
    [403, { code: "forbidden", message: "origin" }, 4403],
    [502, "a proxy's own page", 1006],
  ])("so does status %d", async (status, body, close) => {
    await last().status(status, typeof body === "string" ? {} : body);
    expect(ended).toMatchObject([{ code: close }]);
  });

  test("bye ends it after what came with it", async () => {
    await last().answer();
    await last().answer([
      { type: "presence", seller: "lamps", online: true },
      { type: "bye", reason: "restart", retryAfter: 500 },
    ]);
    expect(heard.slice(-2)).toEqual(["presence", "bye"]);
    expect(ended).toEqual([{ code: 1012, reason: "restart", retryAfter: 500 }]);
  });

  test("after close nothing calls back, and nothing is under way", async () => {
    await last().answer();
    const hanging = last();
    transport.close();
    expect(hanging.signal?.aborted).toBe(true);
    await hanging.answer([{ type: "pong", time: WELCOME.time }]);
    expect(heard).not.toContain("pong");
    expect(ended).toEqual([]);
    expect(clock.timers).toBe(0);
  });
});
