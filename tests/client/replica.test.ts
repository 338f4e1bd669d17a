/** The cursor's rules (DESIGN §5), case by case. */
import { describe, expect, test } from "bun:test";
import { caughtUp, live, loaded, older, type Replica } from "../../widget/client/replica";
import { message } from "./support/messages";

/** Holds messages 3, 4 and 5; older ones exist. */
const held: Replica = loaded([message(3), message(4), message(5)], true, 5, 0);
const seqs = ({ messages }: Replica) => messages.map(({ seq }) => seq);
const text = (replica: Replica, seq: number) => replica.messages.find((held) => held.seq === seq)?.text;

describe("D4 a live message", () => {
  test("with the next rev is applied and moves the cursor", () => {
    const next = live(held, message(6));
    expect(seqs(next)).toEqual([3, 4, 5, 6]);
    expect(next.cursor).toBe(6);
  });

  test("that was applied already changes nothing at all", () => {
    expect(live(held, message(5))).toBe(held);
    expect(live(held, message(4, { text: "an older version" }))).toBe(held);
  });

  test("further ahead is not shown, the cursor stays, and the hole is known", () => {
    const next = live(live(held, message(8)), message(7));
    expect(seqs(next)).toEqual([3, 4, 5]);
    expect(next.cursor).toBe(5);
    expect(next.head).toBe(8);
  });

  test("that edits a held one replaces it in its place", () => {
    const next = live(held, message(4, { rev: 6, text: "edited" }));
    expect(seqs(next)).toEqual([3, 4, 5]);
    expect(text(next, 4)).toBe("edited");
    expect(next.cursor).toBe(6);
  });

  test("that changes one below the window only moves the cursor", () => {
    const next = live(held, message(1, { rev: 6, text: "edited" }));
    expect(next.messages).toBe(held.messages);
    expect(next.cursor).toBe(6);
  });

  test("begins an empty conversation", () => {
    expect(seqs(live(loaded([], false, 0, 0), message(1)))).toEqual([1]);
  });
});

describe("D4 what was missed", () => {
  test("goes in together, in whatever order it came, and sets the cursor", () => {
    const next = caughtUp(held, [message(7), message(8), message(6, { rev: 9 }), message(4, { rev: 10 })], 10);
    expect(seqs(next)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(next.cursor).toBe(10);
  });

  test("never takes the cursor back, nor a message to an older version", () => {
    const edited = live(held, message(5, { rev: 6, text: "edited" }));
    const next = caughtUp(edited, [message(5)], 5);
    expect(next.cursor).toBe(6);
    expect(text(next, 5)).toBe("edited");
  });

  test("closes a hole", () => {
    const next = caughtUp(live(held, message(7)), [message(6), message(7)], 7);
    expect(next.cursor).toBe(next.head);
    expect(seqs(next)).toEqual([3, 4, 5, 6, 7]);
  });
});

describe("a page of history", () => {
  test("goes before the oldest and never moves the cursor", () => {
    const next = older(held, [message(1), message(2)], false);
    expect(seqs(next)).toEqual([1, 2, 3, 4, 5]);
    expect(next.cursor).toBe(5);
    expect(next.more).toBe(false);
  });

  test("that comes twice, or reaches into what is held, repeats nothing", () => {
    const page = [message(2), message(3, { text: "an older version" })];
    expect(seqs(older(older(held, page, true), page, true))).toEqual([2, 3, 4, 5]);
    expect(text(older(held, page, true), 3)).toBe("message 3");
  });

  test("that was read before a change doesn't undo the change", () => {
    const changed = live(held, message(2, { rev: 6, text: "", removedAt: "2026-11-02T09:01:00.000Z" }));
    const next = older(changed, [message(1), message(2)], false);
    expect(text(next, 2)).toBe("");
    expect(next.below).toEqual([]);
  });
});

test("D4 a copy that was read while something newer came in knows of its hole", () => {
  const replica = loaded([message(1)], false, 1, 2);
  expect(replica.cursor).toBe(1);
  expect(replica.head).toBe(2);
});
