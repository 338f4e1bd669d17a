/** What a list asks the server for, and what it shows. */
import { describe, expect, test } from "bun:test";
import { refreshed, withMessage, withPositions } from "../../widget/client/conversations";
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
} from "../../widget/client/lists";
import { conversation, message } from "./support/messages";

const T0 = "2026-11-02T09:00:00.000Z";
const T1 = "2026-11-02T10:00:00.000Z";
const T2 = "2026-11-02T11:00:00.000Z";

const item = (id: string, lastAt: string) => conversation({ id, lastAt, lastSeq: 1 });
const loaded = (next: string | null = null): List =>
  answered(asked(newList("lamps"), T1), [item("b", T2), item("a", T1)], next, 3);

describe("questions", () => {
  test("the first page", () => {
    expect(question(newList("lamps"))).toEqual({ seller: "lamps" });
    expect(question(newList(""))).toEqual({});
    expect(question(loaded())).toBeUndefined();
  });

  test("the next page, when somebody wants it", () => {
    expect(question({ ...loaded("place"), wantsMore: true })).toEqual({ seller: "lamps", before: "place" });
    expect(question({ ...loaded(), wantsMore: true })).toBeUndefined();
  });

  test("D4 after a lost link: what changed since, with 10 s of overlap, page by page", () => {
    const away = asked(cutOff(loaded()), T2);
    expect(question(away)).toEqual({ seller: "lamps", since: "2026-11-02T09:59:50.000Z" });
    const half = answered(away, [], "place", 5);
    expect(question(half)).toEqual({ seller: "lamps", since: "2026-11-02T09:59:50.000Z", before: "place" });
    expect(half.unread).toBe(5);
    const whole = answered(half, [], null, 5);
    expect(question(whole)).toBeUndefined();
    expect(whole.synced).toBe(T2);
  });

  test("D4 a link that is lost while it catches up begins again where it began", () => {
    const half = answered(asked(cutOff(loaded()), T2), [], "place", 5);
    expect(question(cutOff(half))).toEqual({ seller: "lamps", since: "2026-11-02T09:59:50.000Z" });
  });

  test("D4 a lost live frame is found by the next look, however late: it goes back to the last one", () => {
    const looked = answered(asked(outdated(loaded()), T2), [], null, 3);
    expect(question(outdated(looked))).toMatchObject({ since: "2026-11-02T10:59:50.000Z" });
  });

  test("one that the server refuses is empty, and asked again only after a lost link", () => {
    const refused = refusedList(asked(newList("lamps"), T1));
    expect(question(refused)).toBeUndefined();
    expect(shownList(refused, [])).toMatchObject({ items: [], more: false, loading: false });
    expect(question(cutOff(refused))).toBeDefined();
  });

  test("what turns stale while a question is under way is asked once more", () => {
    const underWay = asked(cutOff(loaded()), T2);
    const stale = { ...underWay, stale: true };
    expect(question(answered(stale, [], null, 0))).toBeDefined();
  });
});

describe("what is shown", () => {
  test("newest first; without a message it is in no list yet", () => {
    const list = shownList(loaded(), [item("a", T1), item("b", T2), conversation({ id: "c", lastAt: T2 })]);
    expect(list.items.map(({ id }) => id)).toEqual(["b", "a"]);
    expect(list).toMatchObject({ unread: 3, more: false, loading: false });
  });

  test("what lies below the pages loaded comes with later ones", () => {
    const known = [item("b", T2), item("old", T0)];
    expect(shownList(loaded("place"), known).items.map(({ id }) => id)).toEqual(["b"]);
    expect(shownList(loaded(), known).items.map(({ id }) => id)).toEqual(["b", "old"]);
  });
});

describe("a conversation", () => {
  const held = conversation({ rev: 4, lastSeq: 3, lastText: "three", unread: 1 });

  test("a new message of the other side is unread, one's own is not", () => {
    expect(withMessage(held, message(4, { rev: 5, side: "seller", text: "four" }), "buyer")).toMatchObject({
      rev: 5,
      lastSeq: 4,
      lastText: "four",
      unread: 2,
    });
    expect(withMessage(held, message(4, { rev: 5 }), "buyer").unread).toBe(1);
  });

  test("a message that comes twice counts once", () => {
    expect(withMessage(held, message(3, { rev: 4, side: "seller" }), "buyer")).toMatchObject({
      unread: 1,
      lastText: "three",
    });
  });

  test("an edit of the last message changes its text, one further up nothing", () => {
    expect(withMessage(held, message(3, { rev: 5, text: "edited" }), "buyer").lastText).toBe("edited");
    expect(withMessage(held, message(2, { rev: 5, text: "edited" }), "buyer").lastText).toBe("three");
  });

  test("D10 read to the end means nothing is unread; positions only grow", () => {
    const read = withPositions(held, "buyer", { received: 3, read: 3 }, "buyer");
    expect(read).toMatchObject({ unread: 0, read: { buyer: 3 } });
    expect(withPositions(read, "buyer", { received: 1, read: 1 }, "buyer").read.buyer).toBe(3);
    expect(withPositions(held, "seller", { received: 3, read: 3 }, "buyer").unread).toBe(1);
  });

  test("what the server said earlier doesn't undo what came since", () => {
    const since = withMessage(held, message(4, { rev: 5, side: "seller", text: "four" }), "buyer");
    expect(refreshed(since, { ...held, read: { buyer: 2, seller: 3 } }, "buyer")).toMatchObject({
      rev: 5,
      lastText: "four",
      unread: 2,
      read: { buyer: 2, seller: 3 },
    });
    expect(refreshed(since, { ...held, rev: 9, unread: 7 }, "buyer")).toMatchObject({ rev: 9, unread: 7 });
  });
});
