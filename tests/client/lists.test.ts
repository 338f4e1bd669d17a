/** What a list asks the server for, and what it shows. */
import { describe, expect, test } from "bun:test";
import { refreshed, withMessages, withPositions } from "../../widget/client/conversations";
import { Inboxes } from "../../widget/client/inboxes";
import {
  answered,
  asked,
  cutOff,
  type List,
  newList,
  outdated,
  question,
  refusedList,
  shownList,
  waits,
} from "../../widget/client/lists";
import { type Conversation, type ListView, listKey } from "../../widget/client/state";
import { conversation, message } from "./support/messages";

const T0 = "2026-11-02T09:00:00.000Z";
const T1 = "2026-11-02T10:00:00.000Z";
const T2 = "2026-11-02T11:00:00.000Z";
const ME = "olga";
const NO = { code: "forbidden", message: "" } as const;

const item = (id: string, lastAt: string, more: Partial<Conversation> = {}) =>
  conversation({ id, lastAt, lastSeq: 1, ...more });
const page = (items: readonly Conversation[], next: string | null = null, unread = 0) => ({
  items: [...items],
  next,
  unread,
});
const start = (view: Partial<ListView> = {}) => newList({ seller: "lamps", ...view });
const loaded = (next: string | null = null, view: Partial<ListView> = {}): List =>
  answered(asked(start(view), T1), page([item("b", T2), item("a", T1)], next, 3));
const ids = (list: List, known: readonly Conversation[]) => shownList(list, known, ME).items.map(({ id }) => id);

describe("questions", () => {
  test("the first page", () => {
    expect(question(start())).toEqual({ seller: "lamps" });
    expect(question(newList({ seller: "" }))).toEqual({});
    expect(question(loaded())).toBeUndefined();
    expect(question(start({ filter: "mine", order: "unread", query: "лам" }))).toEqual({
      seller: "lamps",
      filter: "mine",
      order: "unread",
      query: "лам",
    });
  });

  test("the next page, when somebody wants it", () => {
    expect(question({ ...loaded("place"), wantsMore: true })).toEqual({ seller: "lamps", before: "place" });
    expect(question({ ...loaded(), wantsMore: true })).toBeUndefined();
    expect(question({ ...loaded("place", { filter: "closed" }), wantsMore: true })).toEqual({
      seller: "lamps",
      filter: "closed",
      before: "place",
    });
  });

  test("D4 after a lost link: what changed since, with 10 s of overlap, page by page", () => {
    const away = asked(cutOff(loaded()), T2);
    expect(question(away)).toEqual({ seller: "lamps", since: "2026-11-02T09:59:50.000Z" });
    const half = answered(away, page([], "place", 5));
    expect(question(half)).toEqual({ seller: "lamps", since: "2026-11-02T09:59:50.000Z", before: "place" });
    expect(half.unread).toBe(5);
    const whole = answered(half, page([], null, 5));
    expect(question(whole)).toBeUndefined();
    expect(whole.synced).toBe(T2);
  });

  test("D4 a link that is lost while it catches up begins again where it began", () => {
    const half = answered(asked(cutOff(loaded()), T2), page([], "place", 5));
    expect(question(cutOff(half))).toEqual({ seller: "lamps", since: "2026-11-02T09:59:50.000Z" });
  });

  test("D4 a lost live frame is found by the next look, however late: it goes back to the last one", () => {
    const looked = answered(asked(outdated(loaded()), T2), page([], null, 3));
    expect(question(outdated(looked))).toMatchObject({ since: "2026-11-02T10:59:50.000Z" });
  });

  test("one that the server refuses is empty, says why, and is asked again only after a lost link", () => {
    const refused = refusedList(asked(start(), T1), NO);
    expect(question(refused)).toBeUndefined();
    expect(shownList(refused, [], ME)).toMatchObject({ items: [], more: false, loading: false, refused: NO });
    expect(question(cutOff(refused))).toBeDefined();
  });

  test("what turns stale while a question is under way is asked once more", () => {
    const underWay = asked(cutOff(loaded()), T2);
    const stale = { ...underWay, stale: true };
    expect(question(answered(stale, page([])))).toBeDefined();
  });

  test("a filter that can be judged here asks nothing after a lost link: the plain list brings what changed", () => {
    for (const filter of ["unread", "mine", "closed", "blocked"] as const)
      expect(question(cutOff(loaded(null, { filter })))).toBeUndefined();
  });

  test("who waits, and what words find, only the server knows: asked from the start", () => {
    for (const view of [{ filter: "waiting" }, { query: "лампа" }] as const) {
      const again = asked(cutOff(loaded("place", view)), T2);
      expect(question(again)).toEqual({ seller: "lamps", ...view });
      expect(ids(answered(again, page([item("c", T0)])), [item("a", T1), item("c", T0)])).toEqual(["c"]);
    }
  });
});

describe("what is shown", () => {
  test("newest first; without a message it is in no list yet", () => {
    const known = [item("a", T1), item("b", T2), conversation({ id: "c", lastAt: T2 })];
    expect(ids(loaded(), known)).toEqual(["b", "a"]);
    expect(shownList(loaded(), known, ME)).toMatchObject({ unread: 3, more: false, loading: false });
  });

  test("what lies below the pages loaded comes with later ones", () => {
    const known = [item("b", T2), item("old", T0)];
    expect(ids(loaded("place"), known)).toEqual(["b"]);
    expect(ids(loaded(), known)).toEqual(["b", "old"]);
  });

  test("those with unread messages first, down to the last one loaded", () => {
    const known = [item("b", T2), item("a", T1), item("u", T0, { unread: 1 })];
    expect(ids(loaded(null, { order: "unread" }), known)).toEqual(["u", "b", "a"]);
    const half = answered(start({ order: "unread" }), page([item("u", T0, { unread: 1 })], "place"));
    expect(ids(half, known)).toEqual(["u"]);
  });

  const cases: readonly [ListView["filter"], Partial<Conversation>][] = [
    ["unread", { unread: 1 }],
    ["mine", { assignee: { id: ME, name: "Ольга" } }],
    ["closed", { status: "closed" }],
    ["blocked", { blocked: true }],
  ];
  for (const [filter = "unread", fitting] of cases)
    test(`\`${filter}\` follows what is known of a conversation`, () => {
      const other = { id: "anna", name: "Анна" };
      const known = [item("a", T1, fitting), item("b", T2, { assignee: other })];
      expect(ids(loaded(null, { filter }), known)).toEqual(["a"]);
    });

  test("who wrote last decides who waits", () => {
    const known = [item("a", T1), item("b", T2), item("c", T0)];
    const list = loaded(null, { filter: "waiting" });
    expect(ids(list, known)).toEqual(["b", "a"]);
    expect(ids(waits(list, "c", true), known)).toEqual(["b", "a", "c"]);
    expect(ids(waits(list, "b", false), known)).toEqual(["a"]);
    expect(waits(loaded(), "b", false)).toEqual(loaded());
  });

  test("what was found keeps the answer's order, and says in which message the words are", () => {
    const found = [{ conversation: "a", seq: 7, text: "лампа" }];
    const list = answered(start({ query: "лам" }), { ...page([item("a", T1), item("b", T2)], "place"), found });
    const known = [item("b", T2), item("a", T1), item("c", T2)];
    expect(ids(list, known)).toEqual(["a", "b"]);
    const next = answered(list, { ...page([item("c", T2)]), found: [{ conversation: "c", seq: 1, text: "ламп" }] });
    expect(ids(next, known)).toEqual(["a", "b", "c"]);
    expect([...(shownList(next, known, ME).found ?? [])].map(([id, { seq }]) => [id, seq])).toEqual([
      ["a", 7],
      ["c", 1],
    ]);
  });
});

test("a plain list is named by its seller, any other by what no seller is called", () => {
  expect(listKey({ seller: "lamps" })).toBe("lamps");
  expect(listKey({ seller: "lamps", order: "newest", query: "" })).toBe("lamps");
  const keys = [{ filter: "mine" }, { order: "unread" }, { query: "mine" }] as const;
  expect(new Set(keys.map((view) => listKey({ seller: "lamps", ...view }))).size).toBe(3);
  expect(listKey({ seller: "lamps", filter: "mine" })).toStartWith("\0");
});

describe("lists of several pages", () => {
  const lists = () => {
    const inboxes = new Inboxes(ME);
    inboxes.view({ seller: "lamps", query: "лам" }, "one");
    inboxes.view({ seller: "lamps", query: "лам" }, "two");
    return { inboxes, key: listKey({ seller: "lamps", query: "лам" }) };
  };

  test("a list stays as long as any page shows it; the plain one of its seller always", () => {
    const { inboxes, key } = lists();
    inboxes.leave(key, "one");
    expect([...inboxes.keys()]).toEqual(["lamps", key]);
    inboxes.gone("two");
    expect([...inboxes.keys()]).toEqual(["lamps"]);
  });

  test("nothing is sorted again while nothing has changed", () => {
    const { inboxes } = lists();
    let looked = 0;
    const belonging = () => {
      looked++;
      return [];
    };
    const first = inboxes.shown(belonging, 1);
    expect(inboxes.shown(belonging, 1)).toBe(first);
    expect(looked).toBe(2);
    inboxes.shown(belonging, 2);
    expect(looked).toBe(4);
  });

  test("one that was refused is asked again when it is listed again", () => {
    const { inboxes, key } = lists();
    inboxes.refused(key, NO);
    expect(inboxes.question(key)).toBeUndefined();
    inboxes.view({ seller: "lamps", query: "лам" }, "one");
    expect(inboxes.question(key)).toEqual({ seller: "lamps", query: "лам" });
  });
});

describe("a conversation", () => {
  const held = conversation({ rev: 4, lastSeq: 3, lastText: "three", unread: 1 });

  test("a new message of the other side is unread, one's own is not", () => {
    expect(withMessages(held, [message(4, { rev: 5, side: "seller", text: "four" })], "buyer")).toMatchObject({
      rev: 5,
      lastSeq: 4,
      lastText: "four",
      unread: 2,
    });
    expect(withMessages(held, [message(4, { rev: 5 })], "buyer").unread).toBe(1);
  });

  test("a message that comes twice counts once", () => {
    expect(withMessages(held, [message(3, { rev: 4, side: "seller" })], "buyer")).toMatchObject({
      unread: 1,
      lastText: "three",
    });
  });

  test("an edit of the last message changes its text, one further up nothing", () => {
    expect(withMessages(held, [message(3, { rev: 5, text: "edited" })], "buyer").lastText).toBe("edited");
    expect(withMessages(held, [message(2, { rev: 5, text: "edited" })], "buyer").lastText).toBe("three");
  });

  test("D10 read to the end means nothing is unread; positions only grow", () => {
    const read = withPositions(held, "buyer", { received: 3, read: 3 }, "buyer");
    expect(read).toMatchObject({ unread: 0, read: { buyer: 3 } });
    expect(withPositions(read, "buyer", { received: 1, read: 1 }, "buyer").read.buyer).toBe(3);
    expect(withPositions(held, "seller", { received: 3, read: 3 }, "buyer").unread).toBe(1);
  });

  test("what the server said earlier doesn't undo what came since", () => {
    const since = withMessages(held, [message(4, { rev: 5, side: "seller", text: "four" })], "buyer");
    expect(refreshed(since, { ...held, read: { buyer: 2, seller: 3 } }, "buyer")).toMatchObject({
      rev: 5,
      lastText: "four",
      unread: 2,
      read: { buyer: 2, seller: 3 },
    });
    expect(refreshed(since, { ...held, rev: 9, unread: 7 }, "buyer")).toMatchObject({ rev: 9, unread: 7 });
  });
});
