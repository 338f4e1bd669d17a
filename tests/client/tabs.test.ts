/** D10: all tabs of one person are one client. */
import { beforeEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { threadKey } from "../../widget/client/state";
import { arrivals } from "./support/arrivals";
import { FakeBrowser, type FakeTab } from "./support/browser";
import { flush } from "./support/clock";
import { ModelServer } from "./support/model-server";
import { deliveries, type Options, type Person, person } from "./support/people";
import { fakeToken } from "./support/tokens";

const ANN = { id: "ann", name: "Ann" };
const KEY = threadKey("lamps");

let browser: FakeBrowser;
let server: ModelServer;
let conversation: string;

beforeEach(() => {
  browser = new FakeBrowser();
  server = new ModelServer();
  conversation = server.ensure(ANN, "lamps").conversation.id;
});

interface Page extends Person {
  readonly tab: FakeTab;
}

const load = (options: Partial<Options> = {}, alone = false): Page => {
  const tab = browser.tab();
  const { locks, channel, ...rest } = tab.environment;
  const page = person(
    {
      server: "http://model",
      sides: ["buyer"],
      token: () => fakeToken({ sub: "ann" }),
      transports: { websocket: tab.transport(server.transport(ANN)) },
      ...options,
    },
    alone ? rest : tab.environment,
  );
  page.chat.open("lamps");
  page.chat.start();
  return { ...page, tab };
};

const settle = () => arrivals(server);
/** Time goes by, and everything arrives in it. */
const pass = async (ms: number, step = 100) => {
  for (let passed = 0; passed < ms; passed += step) {
    await settle();
    await browser.clock.pass(step);
  }
  await settle();
};
/** Pages that were opened one after the other: the first leads. */
const two = async (): Promise<[Page, Page]> => {
  const first = load();
  await settle();
  const second = load();
  await settle();
  return [first, second];
};
const three = async (): Promise<[Page, Page, Page]> => {
  const [first, second] = await two();
  const third = load();
  await settle();
  return [first, second, third];
};
const theirs = (text: string) =>
  server.write(conversation, "seller", { id: crypto.randomUUID(), text, sender: { id: "agent", name: "Agent" } });
const log = () => server.log(conversation).map(({ text }) => text);

describe("D10 tabs", () => {
  test("D10 hold one link, and show the same", async () => {
    const all = await three();
    expect(server.links.size).toBe(1);
    theirs("hello");
    await settle();
    for (const page of all) {
      expect(page.texts(KEY)).toEqual(["hello"]);
      expect(page.chat.state.link.state).toBe("connected");
      expect(page.chat.state).toEqual(all[0].chat.state);
    }
  });

  test("D10 send through the one that leads, and show it at once where it was written", async () => {
    const [leader, follower] = await two();
    follower.chat.send(KEY, "from the second tab");
    expect(deliveries(follower, KEY)).toEqual(["waiting"]);
    await settle();
    for (const page of [leader, follower]) expect(deliveries(page, KEY)).toEqual(["sent"]);
    expect(log()).toEqual(["from the second tab"]);
  });

  test("D10 share the draft of a note, which is none of a message", async () => {
    const [leader, follower] = await two();
    follower.chat.draft(KEY, "asks for a discount", true);
    await flush();
    expect(follower.thread(KEY)).toMatchObject({ draft: "", noteDraft: "asks for a discount" });
    await settle();
    expect(leader.thread(KEY)).toMatchObject({ draft: "", noteDraft: "asks for a discount" });
    follower.chat.send(KEY, "hello");
    await settle();
    expect(leader.thread(KEY).noteDraft).toBe("asks for a discount");
    leader.chat.draft(KEY, "", true);
    await settle();
    expect(follower.thread(KEY).noteDraft).toBeUndefined();
  });

  test("D10 share drafts, and typing never runs backwards where it happens", async () => {
    const [leader, follower] = await two();
    const seen: string[] = [];
    follower.chat.subscribe(() => seen.push(follower.thread(KEY).draft));
    for (const text of ["h", "he", "hel"]) {
      follower.chat.draft(KEY, text);
      await flush();
    }
    await settle();
    expect(leader.thread(KEY).draft).toBe("hel");
    expect(seen).toEqual([...seen].sort());
  });

  test("D10 open different threads over one link", async () => {
    const [leader, follower] = await two();
    follower.chat.open("chairs");
    follower.chat.list({ seller: "" });
    await settle();
    expect(follower.thread(threadKey("chairs")).loading).toBe("no");
    expect(follower.chat.state.inboxes.get("")?.loading).toBe(false);
    expect(leader.chat.state.threads.has(threadKey("chairs"))).toBe(true);
  });

  test("D10 the debug log is heard in every tab", async () => {
    const [, follower] = await two();
    follower.chat.send(KEY, "hello");
    await settle();
    expect(follower.steps.map(({ step }) => step)).toContain("message sent");
  });
});

describe("D10 when the tab that leads", () => {
  test("D5 is closed: what is being written is there all the time, and what is put before it loses nothing", async () => {
    const [leader, follower] = await two();
    leader.chat.draft(KEY, "half a");
    leader.chat.draft(KEY, "half a note", true);
    await settle();
    const seen = new Set<string>();
    follower.chat.subscribe(() => seen.add(`${follower.thread(KEY).draft}, ${follower.thread(KEY).noteDraft}`));
    leader.tab.close();
    await pass(1_000);
    expect([...seen]).toEqual(["half a, half a note"]);
  });

  test("D10 is closed, another one leads within a second, and nothing flickers", async () => {
    const [leader, follower, third] = await three();
    theirs("before");
    await settle();
    const shown: string[] = [];
    for (const page of [follower, third]) page.chat.subscribe(() => shown.push(page.texts(KEY).join()));
    leader.tab.close();
    await pass(1_000);
    expect(server.links.size).toBe(1);
    expect(follower.chat.state.link.state).toBe("connected");
    theirs("after");
    await pass(5_000);
    for (const page of [follower, third]) expect(page.texts(KEY)).toEqual(["before", "after"]);
    expect(new Set(shown)).toEqual(new Set(["before", "before,after"]));
  });

  test("D10 stops, another one leads", async () => {
    const [leader, follower] = await two();
    leader.chat.stop();
    await pass(1_000);
    expect(follower.chat.state.link.state).toBe("connected");
    expect(leader.chat.state.link.state).toBe("idle");
  });

  test.each([
    ["before it hears of a message", 0],
    ["when it has heard", 1],
    ["when it has sent it", 2],
    ["when it is stored and not acked", 3],
  ])("D5 D10 dies %s, the message is stored once", async (_, when) => {
    const [leader, follower] = await two();
    const [link] = server.links;
    if (when === 0) leader.tab.close();
    follower.chat.send(KEY, "written in the second tab");
    if (when > 0) await flush();
    if (when === 3) link?.receive();
    leader.tab.close();
    await pass(1_000);
    expect(log()).toEqual(["written in the second tab"]);
    expect(deliveries(follower, KEY)).toEqual(["sent"]);
  });

  test("D5 is closed as its draft is sent in another tab: the draft doesn't come back with what was stored", async () => {
    const [leader, follower] = await two();
    leader.chat.draft(KEY, "half a message");
    await settle();
    leader.tab.close();
    follower.chat.send(KEY, "half a message");
    await pass(1_000);
    expect(log()).toEqual(["half a message"]);
    expect(follower.thread(KEY).draft).toBe("");
    follower.tab.close();
    const back = load();
    await pass(1_000);
    expect(back.thread(KEY).draft).toBe("");
  });

  test("D5 D10 dies with a message that it has not sent, the message stays in view in every tab", async () => {
    const [leader, follower, third] = await three();
    leader.chat.send(KEY, "written where it led");
    follower.chat.send(KEY, "written in the second tab");
    for (let turns = 0; turns < 3; turns++) await flush(); // the others know of both
    const shown: string[] = [];
    for (const page of [follower, third]) page.chat.subscribe(() => shown.push(page.texts(KEY).join()));
    leader.tab.close();
    await pass(5_000);
    expect(new Set(shown)).toEqual(new Set(["written where it led,written in the second tab"]));
    expect(log()).toEqual(["written where it led", "written in the second tab"]);
  });

  test("D5 D10 dies together with the one that wrote, the message is stored once by the third", async () => {
    const [leader, follower, third] = await three();
    leader.tab.freeze();
    follower.chat.send(KEY, "last words");
    follower.tab.close();
    leader.tab.close();
    await pass(1_000);
    expect(log()).toEqual(["last words"]);
    expect(third.texts(KEY)).toEqual(["last words"]);
  });

  test("D10 is frozen, one that is looked at takes over after 2 s; the frozen one follows when it wakes", async () => {
    const [leader, follower] = await two();
    leader.chat.send(KEY, "one");
    await settle();
    leader.tab.freeze();
    follower.chat.send(KEY, "two");
    await pass(1_500);
    expect(log()).toEqual(["one"]);
    await pass(2_000);
    expect(log()).toEqual(["one", "two"]);
    leader.tab.thaw();
    await pass(1_000);
    expect(server.links.size).toBe(1);
    leader.chat.send(KEY, "three");
    await pass(1_000);
    for (const page of [leader, follower]) expect(page.texts(KEY)).toEqual(["one", "two", "three"]);
    expect(deliveries(leader, KEY)).toEqual(["sent", "sent", "sent"]);
  });

  test("D10 is frozen while nobody looks, nobody takes over until somebody does", async () => {
    const [leader, follower] = await two();
    follower.tab.visible = false;
    leader.tab.freeze();
    await pass(10_000);
    expect(follower.steps.some(({ step }) => step.includes("taking the lead"))).toBe(false);
    follower.tab.visible = true;
    await pass(3_500);
    expect(follower.chat.state.link.state).toBe("connected");
    expect(server.links.size).toBe(2); // the frozen one's is still open
  });

  test("D10 has an old token, the newer one of another page serves", async () => {
    const old = load({ token: () => fakeToken({ sub: "ann", exp: 1_000 }) });
    await settle();
    for (let i = 0; i < 3; i++) {
      for (const link of server.links) {
        link.on.closed({ code: 4401, reason: "expired" });
        server.links.delete(link);
      }
      await browser.clock.pass(1_000);
      await flush();
    }
    expect(old.chat.state.link.state).toBe("refused");
    const fresh = load({ token: () => fakeToken({ sub: "ann", exp: 9_000_000_000 }) });
    await pass(1_000);
    for (const page of [old, fresh]) expect(page.chat.state.link.state).toBe("connected");
    expect(server.links.size).toBe(1);
  });
});

test("D10 without locks every tab has a link of its own, and the view is the same", async () => {
  const one = load({}, true);
  const two = load({}, true);
  await settle();
  expect(server.links.size).toBe(2);
  one.chat.send(KEY, "one");
  await settle();
  two.chat.send(KEY, "two");
  await settle();
  for (const page of [one, two]) expect(page.texts(KEY)).toEqual(["one", "two"]);
  expect(log()).toEqual(["one", "two"]);
});

type Step =
  | { readonly do: "load" | "close" | "stop" | "freeze" | "thaw" | "hide" | "send" | "draft"; readonly which: number }
  | { readonly do: "theirs" | "cut" | "flush" | "settle" | "second" };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom(
          "load" as const,
          "close" as const,
          "stop" as const,
          "freeze" as const,
          "thaw" as const,
          "hide" as const,
        ),
        which: fc.nat(9),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("send" as const, "draft" as const), which: fc.nat(9) }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom("theirs" as const, "cut" as const, "flush" as const, "settle" as const, "second" as const),
      }),
    },
  ),
  { minLength: 5, maxLength: 40 },
);

/** In which a page once lost sight of what it had shown. */
const KNOWN: [Step[]][] = [
  [
    [
      { do: "send", which: 0 },
      { do: "load", which: 0 },
      { do: "load", which: 0 }, // it has read what the first one left; the second leads, and hasn't yet
      { do: "theirs" },
      { do: "stop", which: 0 },
      { do: "send", which: 7 },
      { do: "theirs" },
      { do: "load", which: 0 },
      { do: "theirs" },
    ],
  ],
  [
    [
      { do: "load", which: 0 },
      { do: "settle" },
      { do: "load", which: 0 }, // it joins in the turn in which the second has something done
      { do: "theirs" },
      { do: "send", which: 1 },
      { do: "theirs" },
    ],
  ],
  [
    [
      { do: "send", which: 0 },
      { do: "theirs" },
      { do: "load", which: 0 },
      { do: "freeze", which: 3 }, // until then it has read what waits; it thaws when that is sent
      { do: "second" },
      { do: "stop", which: 0 },
      { do: "theirs" },
      { do: "load", which: 0 },
      { do: "send", which: 0 },
      { do: "theirs" },
      { do: "theirs" },
    ],
  ],
];

test("D5 D10 whatever tabs do, each message is stored once and every tab ends with the same view", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      browser = new FakeBrowser();
      server = new ModelServer();
      conversation = server.ensure(ANN, "lamps").conversation.id;
      const lost: string[] = [];
      const watched = () => watch(load(), lost);
      let open: Page[] = [watched()];
      const submitted: string[] = [];
      for (const step of all) {
        const page = "which" in step ? open[step.which % Math.max(1, open.length)] : undefined;
        await take(step, page, open, submitted);
        open = open.filter(
          ({ tab, chat }) => tab.life !== "closed" && (tab.life === "frozen" || chat.state.link.state !== "idle"),
        );
        if (step.do === "load" && open.length < 5) open.push(watched());
      }
      for (const { tab } of open) {
        tab.visible = true;
        tab.thaw();
      }
      open.push(watched()); // the next page takes along what a page wrote before it knew whose it was
      await pass(65_000, 1_000); // a look into the storage is in there
      expect(
        log()
          .filter((text) => text.startsWith("mine"))
          .sort(),
      ).toEqual([...submitted].sort());
      expect(lost).toEqual([]);
      expect(server.links.size).toBe(1);
      const drafts = new Set(open.map((one) => one.thread(KEY).draft));
      expect(drafts.size).toBe(1);
      for (const one of open) {
        expect(deliveries(one, KEY)).not.toContain("waiting");
        expect(one.texts(KEY)).toEqual(log().slice(-one.texts(KEY).length));
      }
    }),
    { numRuns: 100, examples: KNOWN },
  );
}, 60_000);

/** What waits in a page's view stays there until it is seen in the log, or has scrolled out of what is loaded of it. */
const watch = (page: Page, lost: string[]): Page => {
  let waiting: readonly string[] = [];
  page.chat.subscribe(() => {
    if (page.tab.life !== "awake" || page.chat.state.link.state === "idle") return;
    const { messages } = page.thread(KEY);
    const stored = messages.flatMap((shown) => (shown.kind === "stored" ? [shown.message] : []));
    const older = server.log(conversation).filter(({ seq }) => seq < (stored[0]?.seq ?? 0));
    const now = messages.flatMap((shown) => (shown.kind === "waiting" ? [shown.id] : []));
    const there = new Set([...older, ...stored].map(({ id }) => id).concat(now));
    lost.push(...waiting.filter((id) => !there.has(id)));
    waiting = now;
  });
  return page;
};

const take = async (step: Step, page: Page | undefined, open: readonly Page[], submitted: string[]): Promise<void> => {
  const awake = page?.tab.life === "awake" ? page : undefined;
  switch (step.do) {
    case "send": {
      const text = `mine ${submitted.length}`;
      if (awake) submitted.push(text);
      awake?.chat.send(KEY, text);
      break;
    }
    case "draft":
      awake?.chat.draft(KEY, `draft ${submitted.length} ${open.length}`);
      break;
    case "close":
      page?.tab.close();
      break;
    case "stop":
      awake?.chat.stop();
      break;
    case "freeze":
      awake?.tab.freeze();
      break;
    case "thaw":
      if (page?.tab.life === "frozen") page.tab.thaw();
      break;
    case "hide":
      if (page) page.tab.visible = !page.tab.visible;
      break;
    case "theirs":
      theirs("theirs");
      break;
    case "cut":
      for (const link of server.links) link.cut();
      break;
    case "flush":
      await flush();
      break;
    case "settle":
      await settle();
      break;
    case "second":
      await pass(1_000);
      break;
    case "load":
      break;
  }
};
