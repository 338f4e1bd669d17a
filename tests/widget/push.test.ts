import { HttpFault, type Method } from "../../widget/client/http";
import type { ChatState, Message } from "../../widget/client/state";
import { Push } from "../../widget/controllers/push";
import type { PushHost } from "../../widget/controllers/push-host";
import { keepIntent, type PushIntent, readIntent } from "../../widget/controllers/push-intent";
import type { Subscriber } from "../../widget/controllers/push-subscriber";
import { ok, same } from "./support/assert";
import { conversation, KEY, message, shown, thread } from "./support/fixtures";
import { ScriptedClient } from "./support/scripted-client";

const SERVER = "https://chat.example";
const MADE = { endpoint: "https://push.example/1", keys: { p256dh: "p", auth: "a" } };

class FakeSubscriber implements Subscriber {
  permission: NotificationPermission = "granted";
  ended = 0;
  /** What it is asked for fails like this. */
  fault: Error | undefined;
  answer: typeof MADE | undefined = MADE;
  facts = () => ({ able: true, standalone: undefined, permission: this.permission });
  ask = async () => {
    if (this.fault) throw this.fault;
    return this.answer;
  };
  renew = async ({ window }: PushIntent) => (this.permission === "granted" ? (window ?? MADE) : undefined);
  current = async ({ window }: PushIntent) => window?.endpoint ?? MADE.endpoint;
  end = async () => {
    this.ended += 1;
  };
}

type Asked = readonly [method: Method, path: string, body: unknown];

const setUp = (side: "buyer" | "seller" = "buyer") => {
  const client = new ScriptedClient({ link: { state: "connected", transport: "websocket" } });
  const asked: Asked[] = [];
  let answer: () => unknown = () => undefined;
  client.request = async (method, path, body) => {
    asked.push([method, path, body]);
    return answer();
  };
  const opened: string[] = [];
  const about: { nobody: boolean; key: string | undefined } = { nobody: false, key: undefined };
  const host: PushHost = {
    ...{ side, server: SERVER, locale: "ru", client },
    get chat(): ChatState {
      return client.state;
    },
    get nobody() {
      return about.nobody;
    },
    key: () => about.key,
    has: () => false,
    open: (id) => opened.push(id),
    addController: () => {},
    removeController: () => {},
    requestUpdate: () => {},
    updateComplete: Promise.resolve(true),
  };
  const subscriber = new FakeSubscriber();
  return {
    ...{ client, asked, opened, about, host, subscriber },
    fail: (error: Error) => {
      answer = () => {
        throw error;
      };
    },
    start: () => new Push(host, subscriber),
    /** The host has updated, and what follows from it is done. */
    async updated(push: Push) {
      push.hostUpdated();
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    },
    here: (id: string | undefined) => client.set(id === undefined ? {} : { me: { id, name: "", sellers: [] } }),
  };
};

const wish = (person: string, more: Partial<PushIntent> = {}) =>
  keepIntent(SERVER, "buyer", { person, quiet: false, ...more });

describe("Push", () => {
  beforeEach(() => {
    for (const side of ["buyer", "seller"] as const) keepIntent(SERVER, side, undefined);
    localStorage.removeItem("seller-chat push offered");
  });

  it("is sent again at each start, with locale, side and page", async () => {
    const { start, here, updated, asked } = setUp();
    wish("anna", { quiet: true });
    const push = start();
    here("anna");
    await updated(push);
    const page = location.origin + location.pathname;
    same(asked, [["POST", "/v1/push/subscriptions", { ...MADE, side: "buyer", locale: "ru", quiet: true, page }]]);
    same(push.state, "on");
    await updated(push);
    same(asked.length, 1);
  });

  it("nobody who hasn't asked is subscribed, whatever the browser would let", async () => {
    const { start, here, updated, asked } = setUp();
    const push = start();
    here("anna");
    await updated(push);
    same(asked, []);
    same(push.state, "granted-off");
  });

  it("a guest who signs in keeps it", async () => {
    const { start, here, updated, asked } = setUp();
    wish("guest:1");
    const push = start();
    here("anna");
    await updated(push);
    same(asked.length, 1);
    same(readIntent(SERVER, "buyer")?.person, "anna");
    same(push.state, "on");
  });

  it("somebody else doesn't: it ends in the browser, and nothing is sent in their name", async () => {
    const { start, here, updated, asked, subscriber } = setUp();
    wish("anna");
    const push = start();
    here("boris");
    await updated(push);
    same(asked, []);
    same(subscriber.ended, 1);
    same(readIntent(SERVER, "buyer"), undefined);
    same(push.state, "granted-off");
  });

  it("who signs out takes it along", async () => {
    const { start, updated, subscriber, about, client } = setUp();
    wish("anna");
    const push = start();
    about.nobody = true;
    client.set({ link: { state: "idle" } });
    await updated(push);
    same(subscriber.ended, 1);
    same(readIntent(SERVER, "buyer"), undefined);
  });

  it("one that a window made is taken over and ended by the next who is here", async () => {
    const { start, here, updated, asked } = setUp();
    wish("anna", { window: MADE });
    const push = start();
    here("guest:2");
    await updated(push);
    same(asked, [
      ["POST", "/v1/push/subscriptions", { ...MADE, side: "buyer" }],
      ["DELETE", "/v1/push/subscriptions", { endpoint: MADE.endpoint, side: "buyer" }],
    ]);
    same(readIntent(SERVER, "buyer"), undefined);
  });

  it("one that a window made is kept in mind until somebody could end it: with the network away, it isn't forgotten", async () => {
    const { start, here, updated, asked, fail } = setUp();
    wish("anna", { window: MADE });
    fail(new TypeError("no network"));
    here("guest:2");
    const push = start();
    await updated(push);
    same(readIntent(SERVER, "buyer")?.window, MADE);
    same(push.state, "granted-off");
    fail(new HttpFault(404, { code: "not_found", message: "no such subscription" }));
    asked.length = 0;
    await updated(start());
    same(asked.length, 1);
    same(readIntent(SERVER, "buyer"), undefined);
  });

  it("a permission that was taken back ends it at the server", async () => {
    const { start, here, updated, asked, subscriber } = setUp();
    wish("anna");
    subscriber.permission = "denied";
    const push = start();
    here("anna");
    await updated(push);
    same(asked, [["DELETE", "/v1/push/subscriptions", { endpoint: MADE.endpoint, side: "buyer" }]]);
    same(push.state, "denied");
  });

  it("without a network it stays on; a server that refuses turns it off", async () => {
    for (const [error, state] of [
      [new TypeError("no network"), "on"],
      [new HttpFault(403, { code: "forbidden", message: "no" }), "granted-off"],
    ] as const) {
      const { start, here, updated, fail } = setUp();
      wish("anna");
      fail(error);
      const push = start();
      here("anna");
      await updated(push);
      same(push.state, state);
    }
  });

  it("is asked for, and says when that didn't work", async () => {
    const { start, here, asked, subscriber } = setUp();
    const push = start();
    here("anna");
    subscriber.answer = undefined; // the person closed the browser's question
    await push.turnOn();
    same([push.step, push.state, asked.length], ["rest", "granted-off", 0]);
    subscriber.fault = new Error("no push service");
    await push.turnOn();
    same([push.step, push.state], ["failed", "granted-off"]);
    subscriber.fault = undefined;
    subscriber.answer = MADE;
    await push.turnOn();
    same([push.step, push.state, asked.length], ["rest", "on", 1]);
    await push.setQuiet(true);
    same(push.quiet, true);
    same(asked.at(-1)?.[2], {
      ...MADE,
      side: "buyer",
      locale: "ru",
      quiet: true,
      page: location.origin + location.pathname,
    });
    await push.turnOff();
    same([push.state, subscriber.ended, asked.at(-1)?.[0]], ["granted-off", 1, "DELETE"]);
  });

  it("is asked for before the client knows who is here: then it waits for them, and fails where nobody can be", async () => {
    const { start, here, updated, asked, client } = setUp();
    const push = start();
    client.set({ link: { state: "connecting" } });
    const turned = push.turnOn();
    await updated(push);
    same([push.step, asked], ["asking", []]);
    here("anna");
    await updated(push);
    await turned;
    same([push.step, push.state, readIntent(SERVER, "buyer")?.person], ["rest", "on", "anna"]);

    const other = setUp();
    const theirs = other.start();
    const failing = theirs.turnOn();
    other.about.nobody = true;
    other.client.set({});
    await other.updated(theirs);
    await failing;
    same(theirs.step, "failed");
  });

  it("turned off on one side, it goes on for the other with the same subscription", async () => {
    const { start, here, subscriber } = setUp();
    keepIntent(SERVER, "seller", { person: "anna", quiet: false });
    wish("anna");
    const push = start();
    here("anna");
    await push.turnOff();
    same(subscriber.ended, 0);
  });

  const own = (seq: number): Message => message(seq, "buyer", "Ещё есть?");
  const say = async (fixture: ReturnType<typeof setUp>, push: Push, ...seqs: number[]) => {
    const messages = seqs.map((seq) => shown(own(seq), "buyer"));
    fixture.client.setThread(thread(messages, { conversation: conversation() }));
    await fixture.updated(push);
  };

  it("is offered under the first message that was sent, once in a browser", async () => {
    const fixture = setUp();
    fixture.about.key = KEY;
    const push = fixture.start();
    await say(fixture, push);
    ok(!push.offering);
    await say(fixture, push, 1);
    ok(push.offering);
    push.decline();
    await say(fixture, push, 1, 2);
    ok(!push.offering);
    const later = fixture.start();
    await say(fixture, later, 1, 2);
    await say(fixture, later, 1, 2, 3);
    ok(!later.offering);
  });

  it("is not offered for what was said before, nor to a seller, nor where it can't be had", async () => {
    const before = setUp();
    before.about.key = KEY;
    const push = before.start();
    await say(before, push, 3);
    await say(before, push, 1, 2, 3); // an older page
    ok(!push.offering);

    for (const [side, permission] of [
      ["seller", "granted"],
      ["buyer", "denied"],
    ] as const) {
      const fixture = setUp(side);
      fixture.about.key = KEY;
      fixture.subscriber.permission = permission;
      const other = fixture.start();
      await say(fixture, other);
      await say(fixture, other, 1);
      ok(!other.offering, `${side}, ${permission}`);
    }
  });
});
