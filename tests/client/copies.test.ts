/** Which copies are caught up, and what is asked when one isn't. */
import { beforeEach, describe, expect, test } from "bun:test";
import { Copies } from "../../widget/client/copies";
import { message } from "./support/messages";

const ID = "c1";
let copies: Copies;
const seqs = () => copies.get(ID)?.messages.map(({ seq }) => seq);

beforeEach(() => {
  copies = new Copies();
  copies.load(ID, [message(1), message(2)], false, 2);
});

describe("D4 resume", () => {
  test("what was missed shows only when `resumed` says that it is all there", () => {
    copies.welcome(new Set([ID]), true);
    copies.message(ID, message(4));
    copies.message(ID, message(3, { rev: 5 }));
    expect(seqs()).toEqual([1, 2]);
    expect(copies.resumed(ID, 5, false).map(({ seq }) => seq)).toEqual([4, 3]);
    expect(seqs()).toEqual([1, 2, 3, 4]);
    expect(copies.questions()).toEqual([]);
  });

  test("`reset` drops the copy", () => {
    copies.welcome(new Set([ID]), true);
    copies.resumed(ID, 900, true);
    expect(copies.get(ID)).toBeUndefined();
  });

  test("a conversation that the hello didn't name is asked for by itself", () => {
    copies.welcome(new Set(), true);
    expect(copies.questions()).toEqual([{ id: ID, after: 2 }]);
    copies.changes(ID, [], false, 2);
    expect(copies.questions()).toEqual([]);
  });

  test("one more poll asks nothing about it", () => {
    copies.welcome(new Set(), false);
    expect(copies.questions()).toEqual([]);
  });

  test("a hello names a hundred conversations, the last used first", () => {
    for (let i = 0; i < 120; i++) copies.load(`other ${i}`, [], false, i);
    copies.touch(ID);
    const cursors = copies.cursors();
    expect(Object.keys(cursors)).toHaveLength(100);
    expect(cursors[ID]).toBe(2);
    expect(cursors["other 0"]).toBeUndefined();
  });
});

describe("D4 a hole", () => {
  test("is asked for until it is closed", () => {
    copies.message(ID, message(5));
    expect(copies.questions()).toEqual([{ id: ID, after: 2 }]);
    copies.changes(ID, [message(3), message(4), message(5)], false, 5);
    expect(copies.questions()).toEqual([]);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  test("of several pages shows only whole", () => {
    copies.message(ID, message(5));
    expect(copies.changes(ID, [message(4), message(5)], true, 5)).toEqual([]);
    expect(seqs()).toEqual([1, 2]);
    expect(copies.questions()).toEqual([{ id: ID, after: 5 }]);
    copies.changes(ID, [message(3, { rev: 6 })], false, 6);
    expect(seqs()).toEqual([1, 2, 3, 4, 5]);
  });

  test("whose pages a lost link cut short is asked for from the beginning", () => {
    copies.message(ID, message(5));
    copies.changes(ID, [message(4), message(5)], true, 5);
    copies.welcome(new Set(), true);
    expect(copies.questions()).toEqual([{ id: ID, after: 2 }]);
  });

  test("that opened while the conversation was on its way is known", () => {
    copies.message("c2", message(2));
    copies.load("c2", [message(1)], false, 1);
    expect(copies.questions()).toEqual([{ id: "c2", after: 1 }]);
  });

  test("that the server doesn't know of is not asked for twice", () => {
    copies.message(ID, message(9));
    copies.changes(ID, [], false, 2);
    expect(copies.questions()).toEqual([]);
  });
});

test("a conversation in doubt is compared once", () => {
  copies.doubt(ID);
  expect(copies.questions()).toEqual([{ id: ID, after: 2 }]);
  copies.changes(ID, [message(3)], false, 3);
  expect(seqs()).toEqual([1, 2, 3]);
  expect(copies.questions()).toEqual([]);
});
