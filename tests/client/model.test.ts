import { beforeEach, describe, expect, test } from "bun:test";
import { Model } from "../../widget/client/model";
import { Outbox } from "../../widget/client/outbox";
import { MemoryStorage } from "../../widget/client/storage";
import { FakeClock } from "./support/clock";
import { CONVERSATION, conversation, message } from "./support/messages";

const theirs = (seq: number) => message(seq, { side: "seller", sender: { id: "lamps", name: "Lamps" } });
const opened = (messages: number) =>
  ({
    type: "opened",
    ref: 1,
    conversation: conversation({ rev: messages, lastSeq: messages }),
    messages: Array.from({ length: messages }, (_, n) => message(n + 1)),
    more: false,
  }) as const;
let model: Model;
beforeEach(() => {
  const outbox = new Outbox(new MemoryStorage().shelf("ann"));
  model = new Model("ann", "buyer", outbox, new FakeClock(), () => {});
  model.opened(opened(1));
});

const told = () => model.conversation(CONVERSATION);

describe("D10 what waits to be read is counted", () => {
  test("one by one", () => {
    model.message(CONVERSATION, theirs(2));
    model.message(CONVERSATION, theirs(3));
    expect(told()).toMatchObject({ unread: 2, lastSeq: 3, rev: 3, received: { buyer: 3 } });
  });

  test("behind a hole, once it is closed", () => {
    model.message(CONVERSATION, theirs(3));
    expect(told()?.received.buyer).toBe(0);
    model.changes(CONVERSATION, { type: "page", ref: 2, messages: [theirs(2), theirs(3)], more: false, rev: 3 });
    expect(told()).toMatchObject({ unread: 2, lastSeq: 3, rev: 3, received: { buyer: 3 } });
  });

  test("when it was missed, with `resumed`", () => {
    model.welcome("2026-11-02T09:00:00.000Z", new Set([CONVERSATION]), true);
    for (const seq of [2, 3]) model.message(CONVERSATION, theirs(seq));
    const none = { buyer: 0, seller: 0 };
    model.resumed({ type: "resumed", conversation: CONVERSATION, rev: 3, received: none, read: none });
    expect(told()).toMatchObject({ unread: 2, lastSeq: 3, rev: 3 });
  });

  describe("also of a conversation that isn't held back to what was read,", () => {
    const none = { buyer: 0, seller: 0 };
    // Three that wait, of which the last is held.
    beforeEach(() => {
      const deep = conversation({ rev: 90, lastSeq: 90, unread: 3, read: { buyer: 87, seller: 0 } });
      model.inbox("", { type: "inbox", ref: 2, items: [deep], next: null, unread: 3 });
      model.loaded(CONVERSATION, { type: "page", ref: 3, messages: [theirs(90)], more: true, rev: 90 });
    });
    // In the order of their `rev`: 91 was changed after 92 was written.
    const changed = { ...theirs(91), rev: 93, editedAt: "2026-11-02T10:00:00.000Z" };
    const removed = { ...theirs(91), rev: 93, text: "", removedAt: "2026-11-02T10:00:00.000Z" };

    test.each([
      ["changed", changed, 5],
      ["removed", removed, 4],
    ])("when it was missed and %s since", (_, late, unread) => {
      model.welcome("2026-11-02T09:00:00.000Z", new Set([CONVERSATION]), true);
      for (const each of [theirs(92), late]) model.message(CONVERSATION, each);
      model.resumed({ type: "resumed", conversation: CONVERSATION, rev: 93, received: none, read: none });
      expect(told()).toMatchObject({ unread, lastSeq: 92, rev: 93, lastText: "message 92" });
    });

    test("when it lay behind a hole", () => {
      model.message(CONVERSATION, theirs(92));
      model.changes(CONVERSATION, { type: "page", ref: 4, messages: [theirs(91), theirs(92)], more: false, rev: 92 });
      expect(told()).toMatchObject({ unread: 5, lastSeq: 92, rev: 92, lastText: "message 92" });
    });
  });

  test("when another device has read a part of it that isn't held here, the list asks", () => {
    model.inboxes.view({ seller: "" }, "page");
    model.inboxes.asked("", "2026-11-02T09:00:00.000Z");
    const asked = () => model.inboxes.question("");
    const deep = conversation({ rev: 90, lastSeq: 90, unread: 60 });
    model.inbox("", { type: "inbox", ref: 2, items: [deep], next: null, unread: 60 });
    model.loaded(CONVERSATION, { type: "page", ref: 3, messages: [theirs(89), theirs(90)], more: true, rev: 90 });
    expect(asked()).toBeUndefined();
    const read = { type: "receipt", conversation: CONVERSATION, side: "buyer", received: 90 } as const;
    model.receipt({ ...read, read: 55 });
    expect(asked()).toMatchObject({ since: expect.any(String) });
    expect(told()).toMatchObject({ unread: 60 }); // until the server says
  });
});
