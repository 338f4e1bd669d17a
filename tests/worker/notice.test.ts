/** The rules of the worker; what a browser makes of them is in tests/e2e/push.test.ts. */
import { expect, test } from "bun:test";
import type { PushPayload } from "../../server/protocol/push";
import { type Absences, noted } from "../../widget/worker/absences";
import { isNoticeData } from "../../widget/worker/messages";
import { isOurs, isOver, isPayload, noticeOf, plainNotice, pressed } from "../../widget/worker/notice";

const ID = "0198a0c4-0000-7000-8000-000000000001";
const OTHER = "0198a0c4-0000-7000-8000-000000000002";
const payload: PushPayload = {
  ...{ v: 1, tag: `seller-chat ${ID}`, conversation: ID, absence: 4, side: "buyer", title: "Лампа и\u00a0точка" },
  ...{ body: "Да, осталось три", icon: "https://store.example/lamp.png", count: 2, unread: 5, others: [OTHER], seq: 6 },
  ...{ at: "2026-11-22T10:00:00.000Z", url: `https://store.example/lamp#seller-chat=${ID}`, act: "act", lang: "ru" },
};

test("a push becomes a notification: words, picture, one tag a conversation, where it leads", () => {
  const { title, options } = noticeOf(payload, 2, false);
  const { data, actions, ...rest } = options;
  expect(title).toBe(payload.title);
  expect(rest).toEqual({
    ...{ body: payload.body, lang: "ru", tag: payload.tag, icon: "https://store.example/lamp.png" },
    ...{ renotify: true, silent: false, timestamp: Date.parse(payload.at) },
  });
  expect(actions?.map(({ action, title }) => [action, title])).toEqual([
    ["reply", "Ответить"],
    ["mute", "Тишина на\u00a0час"],
  ]);
  expect(isNoticeData(data)).toBe(true);
  expect(data).toMatchObject({ conversation: ID, side: "buyer", seq: 6, act: "act", url: String(payload.url) });
});

test.each([
  [0, undefined],
  [1, ["reply"]],
  [3, ["reply", "mute", "open"]],
])("a platform with room for %p buttons gets %p", (room, wanted) => {
  expect<unknown>(noticeOf(payload, room, false).options.actions?.map(({ action }) => action)).toEqual(wanted);
});

test("D8 a repeated attempt replaces the first in silence", () => {
  expect(noticeOf(payload, 2, true).options).toMatchObject({ tag: payload.tag, renotify: false, silent: true });
});

test("D8 an absence sounds once; the next one sounds again; one that comes late doesn't", () => {
  const told: boolean[] = [];
  let absences: Absences | undefined;
  for (const [tag, absence] of [
    ["a", 1],
    ["a", 1],
    ["b", 1],
    ["a", 4],
    ["a", 1],
    ["a", 4],
  ] as const) {
    const next = noted(absences, tag, absence, 1_000);
    absences = next.absences;
    told.push(!next.seen);
  }
  expect(told).toEqual([true, false, true, true, false, false]);
});

test("what was told two days ago is forgotten", () => {
  const { absences } = noted(undefined, "old", 1, 0);
  expect(Object.keys(noted(absences, "new", 1, 2 * 86_400_000).absences)).toEqual(["new"]);
});

test.each([
  [
    "another version, with words",
    { v: 2, tag: "seller-chat x", title: "Зайдите", body: "Есть новости" },
    "Зайдите",
    "Есть новости",
  ],
  ["another version, without", { v: 2, tag: "seller-chat x" }, "Новое сообщение", "Откройте чат, чтобы прочитать."],
  ["nothing", undefined, "Новое сообщение", "Откройте чат, чтобы прочитать."],
  ["a number", 7, "Новое сообщение", "Откройте чат, чтобы прочитать."],
  ["wrong fields", { ...payload, seq: "6", title: 3, body: null }, "Новое сообщение", "Откройте чат, чтобы прочитать."],
])("%s: a notification that is honest", (_name, data, title, body) => {
  expect(isPayload(data)).toBe(false);
  const plain = plainNotice(data, "ru");
  expect([plain.title, plain.options.body]).toEqual([title, body]);
});

test("a push with fields that are new to the worker is understood", () => {
  expect(isPayload({ ...payload, mood: "good" })).toBe(true);
});

test("a store's own push is nothing of ours", () => {
  expect(isOurs({ title: "Sale", tag: "sale" })).toBe(false);
  expect(isOurs("hello")).toBe(false);
  expect(isOurs(payload)).toBe(true);
  expect(isNoticeData({ order: 7 })).toBe(false);
  expect(isNoticeData(null)).toBe(false);
});

test("shown notifications of what is read by now are over; those of the other side stay", () => {
  const { data } = noticeOf(payload, 2, false).options;
  if (!data) throw new Error("no data");
  const about = (conversation: string, side: "buyer" | "seller" = "buyer") => ({ ...data, conversation, side });
  expect(isOver(about("third"), payload)).toBe(true);
  expect(isOver(about(OTHER), payload)).toBe(false);
  expect(isOver(about(ID), payload)).toBe(false);
  expect(isOver(about("third", "seller"), payload)).toBe(false);
  const { others: _, ...unsaid } = payload;
  expect(isOver(about("third"), unsaid)).toBe(false);
});

test.each([
  ["", undefined, { do: "open" }],
  ["open", null, { do: "open" }],
  ["mute", null, { do: "mute" }],
  ["reply", " Да, отложу ", { do: "reply", text: "Да, отложу" }],
  ["reply", "  ", { do: "open" }],
  ["reply", undefined, { do: "open" }], // a platform without a field
])("a press on %p with %p", (action, reply, meaning) => {
  expect<unknown>(pressed(action, reply)).toEqual(meaning);
});
