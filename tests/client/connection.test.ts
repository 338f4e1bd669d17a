/** One test per transition of the connection, under a clock that the test turns. */
import { beforeEach, describe, expect, test } from "bun:test";
import { Connection, type ConnectionDeps } from "../../widget/client/connection";
import { type Credentials, Refusal } from "../../widget/client/credentials";
import type { TransportKind } from "../../widget/client/transports/transport";
import { FakeClock, flush } from "./support/clock";
import { ScriptedTransport } from "./support/scripted-transport";

let clock: FakeClock;
let transport: ScriptedTransport;
let tokens: { fresh: boolean[]; next: () => Promise<Credentials> };
let welcomes: boolean[];
let connection: Connection;

beforeEach(() => {
  clock = new FakeClock();
  transport = new ScriptedTransport();
  tokens = { fresh: [], next: async () => ({ token: "t1", user: "ann" }) };
  welcomes = [];
  connection = connect();
});

const connect = (change: Partial<ConnectionDeps> = {}) =>
  new Connection({
    clock,
    random: () => 0.5,
    backoff: { min: 300, max: 20_000 },
    log: () => {},
    transports: { websocket: transport.open("websocket"), polling: transport.open("polling") },
    token: (fresh) => {
      tokens.fresh.push(fresh);
      return tokens.next();
    },
    hello: (token, full) => ({ type: "hello", v: 1, token, ...(full && { cursors: {} }) }),
    changed: () => {},
    welcome: (_frame, _hello, first) => welcomes.push(first),
    frame: () => {},
    ...change,
  });

const name = () => connection.state.name;
const start = async () => {
  connection.start();
  await flush();
};
const goLive = async () => {
  await start();
  transport.last.accept();
  expect(name()).toBe("live");
};
/** Until the next attempt, and no longer. */
const again = async () => {
  if (connection.state.name !== "waiting") throw new Error(`not waiting but ${name()}`);
  await clock.pass(connection.state.until - clock.now());
};
/** A live link that counts as a good one. */
const settle = async () => {
  await goLive();
  await clock.pass(6_000);
};

describe("on the way to a live link", () => {
  test("idle → authorizing → connecting → signing-in → live", async () => {
    expect(name()).toBe("idle");
    connection.start();
    expect(name()).toBe("authorizing");
    await flush();
    expect(name()).toBe("connecting");
    const hello = transport.last.open();
    expect(hello).toEqual({ type: "hello", v: 1, token: "t1", cursors: {} });
    expect(name()).toBe("signing-in");
    transport.last.welcome();
    expect(connection.state).toMatchObject({ name: "live", session: "s1" });
    expect(welcomes).toEqual([true]);
  });

  test("why a token can't be had is told before it waits: a guest's page has no other clue", async () => {
    const said: unknown[] = [];
    connection = connect({ log: (...step) => void said.push(step) });
    tokens.next = () => Promise.reject(new Error("Failed to fetch"));
    await start();
    expect(said[0]).toEqual(["no token yet", { reason: "Failed to fetch" }]);
  });

  test("authorizing → waiting when the token can't be had now, and again", async () => {
    tokens.next = () => Promise.reject(new Error("the store is down"));
    await start();
    expect(connection.state).toMatchObject({ name: "waiting", attempt: 1, until: clock.now() + 150 });
    tokens.next = async () => ({ token: "t1", user: "ann" });
    await clock.pass(150);
    expect(name()).toBe("connecting");
  });

  test("authorizing → refused when there is none to be had", async () => {
    tokens.next = () => Promise.reject(new Refusal("unauthorized", "signed out"));
    await start();
    expect(connection.state).toEqual({ name: "refused", code: "unauthorized", message: "signed out" });
    await clock.pass(60_000);
    expect(transport.links).toHaveLength(0);
    expect(clock.timers).toBe(0);
  });

  test("connecting → waiting when the way is closed", async () => {
    await start();
    transport.last.end();
    expect(name()).toBe("waiting");
  });

  test("signing-in → waiting when nobody answers within 10 s; the link is dropped without waiting for its end", async () => {
    await start();
    transport.last.open();
    await clock.pass(9_999);
    expect(name()).toBe("signing-in");
    await clock.pass(1);
    expect(name()).toBe("waiting");
    expect(transport.links[0]?.closed).toBe(true);
  });

  test("D6 each failure doubles the bound of the wait, from 0.3 s to 20 s", async () => {
    const delays: number[] = [];
    await start();
    for (let i = 0; i < 9; i++) {
      transport.last.end();
      const before = clock.now();
      await again();
      delays.push(clock.now() - before);
    }
    expect(delays).toEqual([150, 300, 600, 1200, 2400, 4800, 9600, 10_000, 10_000]);
  });
});

describe("a live link", () => {
  test("live → waiting → live, with the whole way again", async () => {
    await settle();
    transport.last.end();
    expect(connection.state).toMatchObject({ name: "waiting", attempt: 1, until: clock.now() + 150 });
    await clock.pass(150);
    transport.last.accept();
    expect(name()).toBe("live");
    expect(welcomes).toEqual([true, true]);
    expect(tokens.fresh).toEqual([false, false]);
  });

  test("a link that ends at once doesn't count as a success: the wait goes on growing", async () => {
    await start();
    transport.last.end();
    await clock.pass(150);
    transport.last.accept();
    await clock.pass(1_000);
    transport.last.end();
    expect(connection.state).toMatchObject({ name: "waiting", attempt: 2 });
  });

  test("D6 a dead link is noticed within 30 s: ping after 25 s of silence, 5 s for an answer", async () => {
    await goLive();
    await clock.pass(24_999);
    expect(transport.last.types).toEqual([]);
    await clock.pass(1);
    expect(transport.last.types).toEqual(["ping"]);
    await clock.pass(5_000);
    expect(name()).toBe("waiting");
    expect(transport.links[0]?.closed).toBe(true);
  });

  test("any frame answers a ping", async () => {
    await goLive();
    await clock.pass(25_000);
    transport.last.frame({ type: "presence", seller: "lamps", online: true });
    await clock.pass(24_000);
    expect(name()).toBe("live");
  });

  test("D6 who only sends is no proof of life, and who only receives is silent to the server: both lead to a ping", async () => {
    await goLive();
    for (let s = 0; s < 30; s += 3) {
      connection.send({ type: "typing", conversation: "c" });
      await clock.pass(3_000);
    }
    expect(name()).toBe("waiting");
    await again();
    transport.last.accept();
    for (let s = 0; s < 60; s += 3) {
      transport.last.frame({ type: "typing", conversation: "c", side: "seller", name: "Bo" });
      await clock.pass(3_000);
    }
    expect(transport.last.types).toEqual(["ping", "ping"]);
  });

  test("D6 a probe asks at once, and a dead link is known 5 s later", async () => {
    await settle();
    connection.probe();
    connection.probe();
    expect(transport.last.types).toEqual(["ping"]);
    await clock.pass(5_000);
    expect(name()).toBe("waiting");
  });

  test("D6 waking from sleep probes within 2 s although no event tells of it", async () => {
    await goLive();
    await clock.pass(3_000);
    clock.sleep(3_600_000);
    await clock.pass(2_000);
    expect(transport.last.types).toEqual(["ping"]);
  });

  test("a probe cuts the wait short", async () => {
    await settle();
    transport.last.end();
    connection.probe();
    await flush();
    expect(name()).toBe("connecting");
  });

  test("what a dropped link still says is not heard", async () => {
    await goLive();
    const [dead] = transport.links;
    connection.stop();
    expect(dead?.closed).toBe(true);
    expect(name()).toBe("idle");
  });

  test("live → idle leaves no timer behind, and idle stays idle", async () => {
    await settle();
    connection.stop();
    expect(clock.timers).toBe(0);
    connection.probe();
    expect(connection.send({ type: "ping" })).toBe(false);
    expect(name()).toBe("idle");
  });

  test("a stop while the token is on its way is a stop", async () => {
    connection.start();
    connection.stop();
    await flush();
    expect(name()).toBe("idle");
    expect(transport.links).toHaveLength(0);
  });
});

describe("what the server says when it ends a link", () => {
  test("bye: back after retryAfter and a jitter on top", async () => {
    await settle();
    transport.last.frame({ type: "bye", reason: "restart", retryAfter: 2_000 });
    expect(name()).toBe("live");
    transport.last.end({ code: 1012 });
    expect(connection.state).toMatchObject({ name: "waiting", until: clock.now() + 2_150 });
  });

  test("too many windows: back when the error says", async () => {
    await start();
    transport.last.open();
    transport.last.frame({ type: "error", code: "rate_limited", message: "", retryAfter: 10_000 });
    transport.last.end({ code: 4429 });
    expect(connection.state).toMatchObject({ name: "waiting", until: clock.now() + 10_150 });
  });

  test("4401: with a fresh token; refused after three in a row", async () => {
    await settle();
    transport.last.end({ code: 4401 });
    for (const _ of [1, 2]) {
      await clock.pass(1_000);
      transport.last.open();
      transport.last.end({ code: 4401, reason: "token refused" });
    }
    expect(tokens.fresh).toEqual([false, true, true]);
    expect(connection.state).toEqual({ name: "refused", code: "unauthorized", message: "token refused" });
    expect(clock.timers).toBe(0);
  });

  test("4401 after a good while is an expired token, not a strike more", async () => {
    await settle();
    for (let i = 0; i < 5; i++) {
      transport.last.end({ code: 4401 });
      await clock.pass(1_000);
      transport.last.accept();
      await clock.pass(6_000);
    }
    expect(name()).toBe("live");
  });

  test("an `error` of `unauthorized` to the hello is a 4401", async () => {
    await start();
    transport.last.open();
    transport.last.frame({ type: "error", code: "unauthorized", message: "The token has expired." });
    expect(name()).toBe("waiting");
    await clock.pass(1_000);
    expect(tokens.fresh).toEqual([false, true]);
  });

  test("S9 a revoked token's error says when another one will do: not three times within a second", async () => {
    await settle();
    transport.last.frame({ type: "error", code: "unauthorized", message: "revoked", retryAfter: 1_000 });
    expect(connection.state).toMatchObject({ name: "waiting", until: clock.now() + 1_150 });
  });

  test.each([
    [4403, "forbidden"],
    [4400, "bad_frame"],
  ])("signing-in → refused on %d", async (code, error) => {
    await start();
    transport.last.open();
    transport.last.end({ code, reason: "no" });
    expect(connection.state).toMatchObject({ name: "refused", code: error });
  });

  test.each([4400, 4408, 4413, 4429, 4503, 1012, 1006, 1000])("live → waiting on %d", async (code) => {
    await settle();
    transport.last.end({ code });
    expect(name()).toBe("waiting");
  });

  test("refused → authorizing by a new token", async () => {
    await start();
    transport.last.open();
    transport.last.end({ code: 4403 });
    connection.renew();
    await flush();
    expect(name()).toBe("connecting");
    expect(tokens.fresh).toEqual([false, true]);
  });
});

describe("a token that ends", () => {
  const inHours = (hours: number) => Date.parse("2026-11-02T09:00:00.000Z") + hours * 3_600_000;

  test("is renewed a minute before, by the server's clock, with a second hello on the live link", async () => {
    clock.sleep(-7_200_000); // this machine's clock is two hours slow
    tokens.next = async () => ({ token: "t1", user: "ann", expires: inHours(1) });
    await goLive();
    tokens.next = async () => ({ token: "t2", user: "ann", expires: inHours(2) });
    for (let s = 0; s < 3_539; s += 1) {
      await clock.pass(1_000);
      if (s % 4 === 0) transport.last.frame({ type: "pong", time: "2026-11-02T09:00:00.000Z" });
    }
    expect(transport.last.sent.filter(({ type }) => type === "hello")).toEqual([]);
    await clock.pass(1_000);
    expect(transport.last.sent.filter(({ type }) => type === "hello")).toEqual([{ type: "hello", v: 1, token: "t2" }]);
    transport.last.welcome({ time: "2026-11-02T09:59:00.000Z" });
    expect(welcomes).toEqual([true, false]);
    expect(transport.links).toHaveLength(1);
  });

  test("without a newer one the link lives until the server ends it", async () => {
    tokens.next = async () => ({ token: "t1", user: "ann", expires: inHours(0.01) });
    await goLive();
    await clock.pass(20_000);
    expect(tokens.fresh).toEqual([false, true]);
    expect(transport.last.types).toEqual([]);
    expect(name()).toBe("live");
  });

  test("one that lasts for months starts no timer that overflows", async () => {
    tokens.next = async () => ({ token: "t1", user: "ann", expires: inHours(24 * 180) });
    await goLive();
    await clock.pass(20_000);
    expect(tokens.fresh).toEqual([false]);
  });

  test("the host page's new token goes out at once", async () => {
    await goLive();
    tokens.next = async () => ({ token: "t2", user: "ann" });
    connection.renew();
    await flush();
    expect(transport.last.sent).toEqual([{ type: "hello", v: 1, token: "t2" }]);
  });
});

describe("where a WebSocket can't pass", () => {
  const kinds = (): readonly TransportKind[] => transport.links.map(({ kind }) => kind);
  const fail = async () => {
    transport.last.end();
    await again();
  };
  const onPolling = async () => {
    await start();
    await fail();
    await fail();
    transport.last.accept();
    expect(connection.state).toMatchObject({ name: "live", link: { kind: "polling" } });
  };

  test("two that don't open lead to polling", async () => {
    await onPolling();
    expect(kinds()).toEqual(["websocket", "websocket", "polling"]);
  });

  test("one that hangs is enough", async () => {
    await start();
    await clock.pass(10_000);
    await again();
    expect(kinds()).toEqual(["websocket", "polling"]);
  });

  test("two that die at once for no reason lead to polling; those that the server ended don't", async () => {
    await start();
    for (const code of [1012, 4503, 1006, 1006]) {
      transport.last.accept();
      transport.last.end({ code });
      await again();
    }
    expect(kinds()).toEqual(["websocket", "websocket", "websocket", "websocket", "polling"]);
  });

  test("while neither gets through they take turns", async () => {
    await start();
    for (let i = 0; i < 5; i++) await fail();
    expect(kinds()).toEqual(["websocket", "websocket", "polling", "websocket", "polling", "websocket"]);
  });

  test("polling that worked is what a lost link comes back with", async () => {
    await onPolling();
    transport.last.end();
    await clock.pass(1_000);
    expect(kinds().at(-1)).toBe("polling");
  });

  test("a WebSocket is tried behind the live poll and takes over without a seam", async () => {
    const states: string[] = [];
    connection = connect({ changed: (state) => states.push(state.name) });
    await onPolling();
    states.length = 0;
    await clock.pass(3_000);
    expect(kinds().at(-1)).toBe("websocket");
    expect(transport.links[2]?.closed).toBe(false);
    transport.last.accept();
    expect(connection.state).toMatchObject({ name: "live", link: { kind: "websocket" } });
    expect(transport.links[2]?.closed).toBe(true);
    expect(states).toEqual(["live"]);
    expect(welcomes).toEqual([true, true]);
  });

  test("one that fails there is tried again later and later, and nobody sees it", async () => {
    await onPolling();
    const tries = () => kinds().length - 3;
    await clock.pass(3_000);
    expect(tries()).toBe(1);
    transport.last.end();
    expect(name()).toBe("live");
    for (let s = 0; s < 600; s += 20) {
      await clock.pass(20_000);
      transport.links[2]?.welcome(); // polls go on
      if (transport.last.kind === "websocket" && !transport.last.closed) transport.last.end();
    }
    expect(name()).toBe("live");
    expect(tries()).toBeGreaterThan(8);
    expect(tries()).toBeLessThan(20);
  });

  test("with the poll the try behind it ends too", async () => {
    await onPolling();
    await clock.pass(3_000);
    connection.stop();
    expect(transport.links.map(({ closed }) => closed).slice(2)).toEqual([true, true]);
    expect(clock.timers).toBe(0);
  });
});
