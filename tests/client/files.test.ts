/** D5 for files: from the moment of their submission to the ack of their message, and where they can be seen. */
import { beforeEach, describe, expect, test } from "bun:test";
import type { ClientFrameOf, ClientFrameType } from "../../server/protocol/client-frames";
import { Journal } from "../../widget/client/journal";
import { memoryKeep } from "../../widget/client/keep";
import { type Attachment, type ShownMessage, threadKey } from "../../widget/client/state";
import { MemoryStorage, type Storage } from "../../widget/client/storage";
import type { Upload } from "../../widget/client/upload";
import { arrivals } from "./support/arrivals";
import { FakeBrowser } from "./support/browser";
import { FakeClock, flush } from "./support/clock";
import { CONVERSATION, conversation, message } from "./support/messages";
import { ModelServer } from "./support/model-server";
import { type Person, person } from "./support/people";
import { ScriptedTransport, WELCOME } from "./support/scripted-transport";
import { fakeToken } from "./support/tokens";

const KEY = threadKey("lamps");
const ANN = { id: "ann", name: "Ann" };

interface Uploading {
  readonly url: string;
  readonly token: string;
  readonly conversation: unknown;
  readonly file: File;
  readonly signal: AbortSignal;
  progress(share: number): void;
  answer(status: number, body: object | string): Promise<void>;
  break(): Promise<void>;
}

let clock: FakeClock;
let storage: Storage;
let transport: ScriptedTransport;
let uploads: Uploading[];
let ann: Person;

const upload: Upload = ({ url, token, form, signal, progress }) =>
  new Promise((resolve, reject) => {
    const file = form.get("file");
    if (!(file instanceof File)) throw new Error("no file in the form");
    signal.addEventListener("abort", () => reject(new Error("aborted")));
    uploads.push({
      ...{ url, token, conversation: form.get("conversation"), file, signal, progress },
      async answer(status, body) {
        resolve({ status, text: typeof body === "string" ? body : JSON.stringify(body) });
        await flush();
      },
      async break() {
        reject(new Error("no network"));
        await flush();
      },
    });
  });

const visit = (token: () => Promise<string> = async () => fakeToken({ sub: "ann" })): Person => {
  transport = new ScriptedTransport();
  const page = person(
    {
      server: "https://chat.example",
      sides: ["buyer"],
      token,
      transports: { websocket: transport.open("websocket") },
    },
    { clock, storage, upload, random: () => 0.5 },
  );
  page.chat.open("lamps");
  page.chat.start();
  return page;
};

const frames = <K extends ClientFrameType>(type: K) =>
  transport.last.sent.filter((frame): frame is ClientFrameOf<K> & { type: K } => frame.type === type);

/** The link is live, and the conversation open, with these messages. */
const connect = async (messages: Parameters<typeof message>[] = [], limits = WELCOME.limits) => {
  await flush();
  transport.last.accept({ limits });
  await flush();
  const [open] = frames("open");
  const known = messages.map(([seq, change]) => message(seq, change));
  const told = conversation({ rev: known.length, lastSeq: known.length });
  if (open) transport.last.frame({ type: "opened", ref: open.ref, conversation: told, messages: known, more: false });
  await flush();
};

/** Time goes by on a link that lives. */
const pass = async (ms: number) => {
  for (let passed = 0; passed < ms; passed += 4_000) {
    transport.last.frame({ type: "pong", time: new Date(clock.now()).toISOString() });
    await clock.pass(Math.min(4_000, ms - passed));
  }
};

const photo = (name = "photo.jpg", bytes = "pixels") => new File([bytes], name, { type: "image/jpeg" });
const attachment = (n: number, name = "photo.webp"): Attachment => ({
  ...{ id: `00000000-0000-7000-8000-00000000000${n}`, name, type: "image/webp", size: 5 },
  ...{ width: 40, height: 30, preview: "x" },
});
const send = (text: string, ...files: File[]) =>
  ann.chat.send(
    KEY,
    text,
    undefined,
    files.map((file) => ({ file, width: 40, height: 30 })),
  );
const ack = async (seq: number) => {
  const { id } = frames("send").at(-1) ?? { id: "" };
  transport.last.frame({
    ...{ type: "ack", id, conversation: CONVERSATION, seq, rev: seq, at: "2026-11-02T09:00:00.000Z" },
  });
  await flush();
};
const last = (): ShownMessage => {
  const shown = ann.thread(KEY).messages.at(-1);
  if (!shown) throw new Error("nothing is shown");
  return shown;
};
const waitingLast = () => {
  const shown = last();
  if (shown.kind !== "waiting") throw new Error("it doesn't wait any more");
  return shown;
};
const latest = (): Uploading => {
  const newest = uploads.at(-1);
  if (!newest) throw new Error("nothing is being uploaded");
  return newest;
};

beforeEach(() => {
  clock = new FakeClock();
  storage = new MemoryStorage();
  uploads = [];
  ann = visit();
});

describe("on the way to the server", () => {
  test("D5 shows at once, and is uploaded with the conversation before it is sent", async () => {
    await connect();
    send("see", photo());
    expect(waitingLast().files).toMatchObject([{ name: "photo.jpg", size: 6, width: 40, height: 30, progress: 0 }]);
    await flush();
    expect(uploads).toMatchObject([{ url: "https://chat.example/v1/attachments", conversation: CONVERSATION }]);
    expect(await latest().file.text()).toBe("pixels");
    expect(frames("send")).toEqual([]);
    await latest().answer(200, attachment(1));
    expect(frames("send")).toMatchObject([{ text: "see", attachments: [attachment(1).id] }]);
    await ack(1);
    expect(last()).toMatchObject({ kind: "stored", message: { text: "see", attachments: [attachment(1)] } });
  });

  test("a message may be files alone", async () => {
    await connect();
    send("", photo());
    await flush();
    await latest().answer(200, attachment(1));
    expect(frames("send")).toMatchObject([{ text: "", attachments: [attachment(1).id] }]);
    send("");
    await flush();
    expect(ann.thread(KEY).messages).toHaveLength(1);
  });

  test("D5 D3 survives a reload without a network, in the order of submission", async () => {
    send("first", photo("a.jpg"), photo("b.jpg"));
    send("second");
    await flush();
    ann.chat.stop();
    ann = visit();
    await flush();
    expect(ann.texts(KEY)).toEqual(["first", "second"]);
    expect(await waitingFileText(0)).toBe("pixels");
    expect(uploads).toEqual([]);
    await connect();
    for (const n of [1, 2]) await latest().answer(200, attachment(n));
    expect(uploads.map(({ file }) => file.name)).toEqual(["a.jpg", "b.jpg"]);
    expect(frames("send").map(({ text }) => text)).toEqual(["first"]);
    await ack(1);
    expect(frames("send").map(({ text }) => text)).toEqual(["first", "second"]);
  });

  /** Of the n-th waiting message's first file. */
  const waitingFileText = async (n: number) => {
    const shown = ann.thread(KEY).messages[n];
    return shown?.kind === "waiting" ? shown.files?.[0]?.blob?.text() : undefined;
  };

  test("D2 what was uploaded is not uploaded again after a reload", async () => {
    await connect();
    send("", photo("a.jpg"), photo("b.jpg"));
    await flush();
    await latest().answer(200, attachment(1));
    expect(uploads).toHaveLength(2); // the second is under way
    ann.chat.stop();
    expect(latest().signal.aborted).toBe(true);
    ann = visit();
    await connect();
    expect(uploads.map(({ file }) => file.name)).toEqual(["a.jpg", "b.jpg", "b.jpg"]);
    await latest().answer(200, attachment(2));
    expect(frames("send")).toMatchObject([{ attachments: [attachment(1).id, attachment(2).id] }]);
  });

  test("shows how far it is, in steps", async () => {
    await connect();
    send("", photo());
    await flush();
    const seen: number[] = [];
    for (const share of [0.01, 0.31, 0.33, 0.64, 1]) {
      latest().progress(share);
      await flush();
      seen.push(Math.round((waitingLast().files?.[0]?.progress ?? 0) * 100));
    }
    expect(seen).toEqual([0, 30, 30, 60, 100]);
  });

  test("leaves nothing behind in the browser once it is acknowledged, or thrown away", async () => {
    await connect();
    const scope = JSON.stringify(["https://chat.example", "ann", "buyer"]);
    const kept = async () => (await storage.shelf(scope).all("files")).size;
    send("", photo());
    await flush();
    expect(await kept()).toBe(1);
    await latest().answer(200, attachment(1));
    await ack(1);
    expect(await kept()).toBe(0);
    send("", photo());
    await flush();
    ann.chat.discard(KEY, waitingLast().id);
    await flush();
    expect(await kept()).toBe(0);
    expect(latest().signal.aborted).toBe(true);
  });
});

describe("that fails", () => {
  test("is tried again, with longer and longer waits, and holds up what comes later (D3)", async () => {
    await connect();
    send("see", photo());
    send("later");
    await flush();
    await latest().break();
    expect(uploads).toHaveLength(1);
    await clock.pass(300);
    expect(uploads).toHaveLength(2);
    await latest().answer(503, "<html>");
    await clock.pass(300);
    expect(uploads).toHaveLength(3);
    expect(frames("send")).toEqual([]);
    await latest().answer(200, attachment(1));
    expect(frames("send").map(({ text }) => text)).toEqual(["see"]);
  });

  test("waits as long as the server says", async () => {
    await connect();
    send("", photo());
    await flush();
    await latest().answer(429, { code: "rate_limited", message: "slowly", retryAfter: 5_000 });
    await clock.pass(4_999);
    expect(uploads).toHaveLength(1);
    await clock.pass(1);
    expect(uploads).toHaveLength(2);
  });

  test("is broken off and begun anew when nothing of it moves for a minute", async () => {
    await connect();
    send("", photo());
    await flush();
    await pass(50_000);
    latest().progress(0.5);
    await pass(50_000);
    expect(uploads).toHaveLength(1);
    await pass(11_000);
    expect(uploads).toHaveLength(2);
  });

  const refusals: readonly [status: number, body: object | string, code: string][] = [
    [413, { code: "too_large", message: "a file has at most 20 MiB" }, "too_large"],
    [413, "<html>nginx</html>", "too_large"],
    [415, { code: "unsupported", message: "no" }, "unsupported"],
    [403, { code: "forbidden", message: "no" }, "forbidden"],
  ];
  for (const [status, body, code] of refusals)
    test(`says ${code} on its bubble for a ${status}, and lets what comes later go`, async () => {
      await connect();
      send("see", photo());
      send("later");
      await flush();
      await latest().answer(status, body);
      const [first] = ann.thread(KEY).messages;
      expect(first).toMatchObject({ kind: "waiting", refused: { code } });
      expect(frames("send").map(({ text }) => text)).toEqual(["later"]);
      await clock.pass(60_000);
      expect(uploads).toHaveLength(1);
    });

  test("doesn't begin on a page that was closed while the token was asked for", async () => {
    const late = Promise.withResolvers<string>();
    ann.chat.stop();
    ann = visit(async () => (uploads.length === 0 ? fakeToken({ sub: "ann" }) : late.promise));
    await connect();
    send("", photo());
    await flush();
    await latest().answer(401, { code: "unauthorized", message: "expired" });
    await clock.pass(1_000);
    ann.chat.stop();
    late.resolve(fakeToken({ sub: "ann" }));
    await flush();
    expect(uploads).toHaveLength(1);
  });

  test("is asked for with a new token when the old one was refused", async () => {
    let tokens = 0;
    ann.chat.stop();
    ann = visit(async () => fakeToken({ sub: "ann", exp: 1_900_000_000 + tokens++ }));
    await connect();
    send("", photo());
    await flush();
    const before = latest().token;
    await latest().answer(401, { code: "unauthorized", message: "expired" });
    await clock.pass(1_000);
    expect(latest().token).not.toBe(before);
  });

  test("is uploaded once more when the server has forgotten it: it was older than a day", async () => {
    await connect();
    send("", photo());
    await flush();
    await latest().answer(200, attachment(1));
    const refuse = async () => {
      const { id } = frames("send").at(-1) ?? { id: "" };
      transport.last.frame({ type: "error", id, code: "not_found", message: "There is no such file." });
      await flush();
    };
    await refuse();
    expect(uploads).toHaveLength(2);
    await latest().answer(200, attachment(2));
    expect(frames("send").at(-1)).toMatchObject({ attachments: [attachment(2).id] });
    await refuse(); // then it is something else
    expect(waitingLast().refused?.code).toBe("not_found");
    expect(uploads).toHaveLength(2);
  });

  test("never takes a place in line when it is too large, or too many", async () => {
    await connect([], { ...WELCOME.limits, file: 10, attachments: 2 });
    send("large", photo("large.jpg", "more than ten bytes"));
    expect(waitingLast().refused?.code).toBe("too_large");
    send("many", photo(), photo(), photo());
    expect(waitingLast().refused?.code).toBe("too_large");
    send("later");
    await flush();
    expect(uploads).toEqual([]);
    expect(frames("send").map(({ text }) => text)).toEqual(["later"]);
  });

  test("D5 a page that goes away before the browser has the file keeps the words, and says that the file is lost", async () => {
    ann.chat.stop();
    const memory = new MemoryStorage();
    const keep = memoryKeep();
    const slow: Storage = {
      shelf: (scope) => ({
        ...memory.shelf(scope),
        all: async () => new Map(),
        put: () => new Promise(() => {}),
        delete() {},
      }),
      move: async () => {},
    };
    storage = new Journal(slow, keep);
    ann = visit();
    await flush();
    send("see", photo());
    ann.chat.stop();
    ann = visit();
    await connect();
    send("later");
    expect(ann.texts(KEY)).toEqual(["see", "later"]);
    await clock.pass(10_000);
    expect(uploads).toEqual([]);
    expect(ann.thread(KEY).messages[0]).toMatchObject({ text: "see", refused: { code: "file_lost" } });
    expect(frames("send").map(({ text }) => text)).toEqual(["later"]);
  });
});

describe("in several tabs", () => {
  test("D10 only the leading tab uploads, also what was attached in another, and the next one if it is closed", async () => {
    ann.chat.stop();
    const browser = new FakeBrowser();
    const server = new ModelServer();
    server.ensure(ANN, "lamps");
    const by: number[] = [];
    const pages = [0, 1].map((n) => {
      const tab = browser.tab();
      const page = person(
        {
          ...{ server: "https://chat.example", sides: ["buyer"], token: () => fakeToken({ sub: "ann" }) },
          transports: { websocket: tab.transport(server.transport(ANN)) },
        },
        {
          ...tab.environment,
          upload: (request) => {
            by.push(n);
            return upload(request);
          },
        },
      );
      return { ...page, tab };
    });
    const settle = () => arrivals(server);
    for (const { chat } of pages) {
      chat.open("lamps");
      chat.start();
      await settle();
    }
    const [leader, follower] = pages;
    if (!leader || !follower) throw new Error("two pages");
    follower.chat.send(KEY, "see", undefined, [{ file: photo() }]);
    const [shown] = follower.thread(KEY).messages;
    expect(shown).toMatchObject({ kind: "waiting", files: [{ name: "photo.jpg" }] });
    await settle();
    expect(by).toEqual([0]);
    latest().progress(0.5);
    await settle();
    for (const { thread } of pages)
      expect(thread(KEY).messages).toMatchObject([{ kind: "waiting", files: [{ progress: 0.5 }] }]);
    leader.tab.close();
    await settle();
    expect(by).toEqual([0, 1]);
    expect(await latest().file.text()).toBe("pixels");
    await latest().answer(200, attachment(1));
    await settle();
    expect(follower.thread(KEY).messages).toMatchObject([{ kind: "stored", message: { text: "see" } }]);
  });
});

describe("links", () => {
  const shownFiles: Parameters<typeof message>[] = [
    [1, { attachments: [attachment(1), attachment(2)] }],
    [2, { side: "seller", attachments: [attachment(3)] }],
  ];
  const ids = (...numbers: number[]) => numbers.map((n) => attachment(n).id);
  const answer = async (items: { id: string; url: string; small?: string }[], expires: string) => {
    const { ref } = frames("links").at(-1) ?? { ref: 0 };
    transport.last.frame({ type: "links", ref, items, expires });
    await flush();
  };
  const IN_AN_HOUR = "2026-11-02T10:00:00.000Z";

  test("are asked for at once, the newest first, for what is in view, and resolved against the server", async () => {
    await connect(shownFiles);
    expect(frames("links").map(({ attachments }) => attachments)).toEqual([ids(3, 1, 2)]);
    await answer(
      [{ id: attachment(1).id, url: "/v1/attachments/1?s=x", small: "https://files.example/1" }],
      IN_AN_HOUR,
    );
    expect(ann.chat.state.links.get(attachment(1).id)).toEqual({
      url: "https://chat.example/v1/attachments/1?s=x",
      small: "https://files.example/1",
    });
    await pass(60_000);
    expect(frames("links")).toHaveLength(1); // the others aren't there for this person
  });

  test("are renewed before they end, by the server's clock", async () => {
    await connect(shownFiles.slice(1));
    await answer([{ id: attachment(3).id, url: "/3" }], IN_AN_HOUR);
    await pass(53 * 60_000);
    expect(frames("links")).toHaveLength(1);
    await pass(60_000);
    expect(frames("links").map(({ attachments }) => attachments)).toEqual([ids(3), ids(3)]);
  });

  test("are asked for anew when one leads nowhere", async () => {
    await connect(shownFiles.slice(1));
    await answer([{ id: attachment(3).id, url: "/3" }], IN_AN_HOUR);
    ann.chat.relink(attachment(3).id);
    await flush();
    expect(frames("links")).toHaveLength(2);
    await answer([{ id: attachment(3).id, url: "/3?new" }], IN_AN_HOUR);
    expect(ann.chat.state.links.get(attachment(3).id)?.url).toBe("https://chat.example/3?new");
  });

  test("of a conversation that nobody looks at are nobody's need", async () => {
    await connect(shownFiles.slice(1));
    await answer([{ id: attachment(3).id, url: "/3" }], IN_AN_HOUR);
    ann.chat.leave(KEY);
    await pass(3_600_000);
    expect(frames("links")).toHaveLength(1);
  });
});
