/** D5 and D3: what a person submitted, until its ack. */
import { beforeEach, describe, expect, test } from "bun:test";
import { Journal } from "../../widget/client/journal";
import { type Keep, memoryKeep } from "../../widget/client/keep";
import { Outbox } from "../../widget/client/outbox";
import { MemoryStorage, type Storage, type Waiting } from "../../widget/client/storage";

const NOW = 1_000_000;
let storage: MemoryStorage;
let outbox: Outbox;

beforeEach(() => {
  storage = new MemoryStorage();
  outbox = new Outbox(storage.shelf("ann"));
});

const item = (id: string, change: Partial<Waiting> = {}): Waiting => ({
  id,
  key: "lamps",
  target: { seller: "lamps" },
  text: `text of ${id}`,
  at: NOW,
  ...change,
});
const due = (now = NOW) => outbox.takeDue(now).map(({ id }) => id);
const ids = () => outbox.items.map(({ id }) => id);
const stored = async () => [...(await storage.shelf("ann").all("outbox")).keys()];

describe("order", () => {
  test("D3 nothing leaves before its conversation has an id; then one after the other", () => {
    outbox.add(item("a"));
    outbox.add(item("b"));
    expect(due()).toEqual([]);
    outbox.place("lamps", "c1");
    expect(due()).toEqual(["a"]);
    expect(due()).toEqual([]);
    outbox.remove("a");
    expect(due()).toEqual(["b"]);
  });

  test("D3 conversations don't wait for each other, two threads of one conversation do", () => {
    outbox.add(item("a", { conversation: "c1" }));
    outbox.add(item("b", { key: "c1", conversation: "c1" }));
    outbox.add(item("c", { key: "chairs", conversation: "c2" }));
    expect(due()).toEqual(["a", "c"]);
  });

  test("D3 the order of submission survives a clock that was set back", () => {
    outbox.add(item("a", { at: NOW }));
    outbox.add(item("b", { at: NOW - 60_000 }));
    expect(ids()).toEqual(["a", "b"]);
  });

  test("D3 what an earlier page left goes first, also if something was submitted before it was read", async () => {
    const before = new Outbox(storage.shelf("ann"));
    before.add(item("a"));
    outbox.add(item("b", { at: NOW - 60_000 }));
    await outbox.load();
    expect(ids()).toEqual(["a", "b"]);
    const after = new Outbox(storage.shelf("ann"));
    await after.load();
    expect(after.items.map(({ id }) => id)).toEqual(["a", "b"]);
  });
});

describe("storage", () => {
  test("D5 a message is stored when it is submitted and forgotten with its ack", async () => {
    outbox.add(item("a"));
    expect(await stored()).toEqual(["a"]);
    outbox.remove("a");
    expect(await stored()).toEqual([]);
  });

  test("D2 the conversation that a message may have gone to is stored with it and never changes", async () => {
    outbox.add(item("a"));
    outbox.place("lamps", "c1");
    outbox.place("lamps", "c2");
    const records = await storage.shelf("ann").all("outbox");
    expect(records.get("a")?.conversation).toBe("c1");
  });

  test("another person on this browser sees none of it", async () => {
    outbox.add(item("a"));
    const other = new Outbox(storage.shelf("bob"));
    await other.load();
    expect(other.items).toEqual([]);
  });

  test("a guest who signs in takes it along", async () => {
    outbox.add(item("a"));
    await storage.move("ann", "bob");
    const other = new Outbox(storage.shelf("bob"));
    await other.load();
    expect(other.items).toHaveLength(1);
    expect(await stored()).toEqual([]);
  });

  test("what is submitted twice is there once", () => {
    outbox.add(item("a"));
    outbox.add(item("a", { text: "again" }));
    expect(outbox.items).toHaveLength(1);
    expect(outbox.get("a")?.text).toBe("text of a");
  });
});

describe("D5 a journal in front of a slow storage", () => {
  /** A storage that has something for good only when the test says so. */
  const slow = (durable: Promise<boolean>): Storage => ({
    shelf: (scope) => ({ ...storage.shelf(scope), all: async () => new Map(), put: () => durable, delete: () => {} }),
    move: async () => {},
  });
  const left = async (keep: Keep, scope = "ann") => [
    ...(await new Journal(slow(Promise.resolve(true)), keep).shelf(scope).all("outbox")).keys(),
  ];

  test("a page that goes away at once has lost nothing", async () => {
    const keep = memoryKeep();
    void new Journal(slow(new Promise(() => {})), keep).shelf("ann").put("outbox", "a", item("a"));
    expect(await left(keep)).toEqual(["a"]);
    expect(await left(keep, "bob")).toEqual([]);
  });

  test("what the storage has for good is not in the journal any more; what it was denied stays", async () => {
    const [kept, denied] = [memoryKeep(), memoryKeep()];
    await new Journal(slow(Promise.resolve(true)), kept).shelf("ann").put("outbox", "a", item("a"));
    await new Journal(slow(Promise.resolve(false)), denied).shelf("ann").put("outbox", "a", item("a"));
    expect(await left(kept)).toEqual([]);
    expect(await left(denied)).toEqual(["a"]);
  });

  test("what is deleted, or changes hands, does so in the journal too", async () => {
    const keep = memoryKeep();
    const journal = new Journal(slow(Promise.resolve(false)), keep);
    await journal.shelf("guest").put("outbox", "a", item("a"));
    await journal.shelf("guest").put("outbox", "b", item("b"));
    journal.shelf("guest").delete("outbox", "a");
    await journal.move("guest", "ann");
    expect(await left(keep, "guest")).toEqual([]);
    expect(await left(keep)).toEqual(["b"]);
  });

  test("nonsense that somebody else left there is nothing", async () => {
    const keep = memoryKeep();
    keep.set("seller-chat unsaved 1", "{nonsense");
    expect(await left(keep)).toEqual([]);
  });
});

describe("answers", () => {
  const placed = (id: string) => outbox.add(item(id, { conversation: "c1" }));

  test("D5 with the link goes every answer: what was under way goes out again", () => {
    placed("a");
    expect(due()).toEqual(["a"]);
    outbox.landed();
    expect(due()).toEqual(["a"]);
  });

  test("D2 without an answer for 20 s on a live link it goes out again", () => {
    placed("a");
    due();
    expect(outbox.nextAfter(NOW)).toBe(NOW + 20_000);
    expect(due(NOW + 19_999)).toEqual([]);
    expect(due(NOW + 20_000)).toEqual(["a"]);
  });

  test("one that is to wait holds up those behind it, for that long", () => {
    placed("a");
    placed("b");
    due();
    outbox.postpone("a", NOW + 700);
    expect(due(NOW + 699)).toEqual([]);
    expect(outbox.nextAfter(NOW)).toBe(NOW + 700);
    expect(due(NOW + 700)).toEqual(["a"]);
  });

  test("one that is refused for good holds nobody up and stays, also over a reload", async () => {
    placed("a");
    placed("b");
    due();
    outbox.refuse("a", { code: "too_long", message: "too long" });
    expect(due()).toEqual(["b"]);
    const after = new Outbox(storage.shelf("ann"));
    await after.load();
    expect(after.get("a")?.refused?.code).toBe("too_long");
    expect(after.takeDue(NOW).map(({ id }) => id)).toEqual(["b"]);
  });

  test("retry sends it again, discard forgets it", async () => {
    placed("a");
    outbox.refuse("a", { code: "bad_frame", message: "no" });
    outbox.retry("a");
    expect(due()).toEqual(["a"]);
    outbox.refuse("a", { code: "bad_frame", message: "no" });
    outbox.remove("a");
    expect(await stored()).toEqual([]);
  });

  test("a conversation that isn't theirs any more is looked for again by a retry", () => {
    placed("a");
    outbox.refuse("a", { code: "not_found", message: "gone" });
    outbox.retry("a");
    expect(due()).toEqual([]);
    outbox.place("lamps", "c2");
    expect(outbox.takeDue(NOW)).toMatchObject([{ id: "a", conversation: "c2" }]);
  });
});
