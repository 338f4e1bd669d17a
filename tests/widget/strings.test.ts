import { en } from "../../widget/strings/en";
import { fileWords } from "../../widget/strings/file-words";
import { inboxEn } from "../../widget/strings/inbox-en";
import { inboxRu } from "../../widget/strings/inbox-ru";
import { chooseLocale, localize } from "../../widget/strings/localize";
import { messageWords } from "../../widget/strings/message-words";
import { pushWords } from "../../widget/strings/push-words";
import { questionWords } from "../../widget/strings/question-words";
import { ru } from "../../widget/strings/ru";
import { settingsWords } from "../../widget/strings/settings-words";
import { trustWords } from "../../widget/strings/trust-words";
import { ok, same } from "./support/assert";
import { NOW } from "./support/fixtures";
import "./support/harness";

const NBSP = "\u00a0";

/** Every sentence of a language, functions called with a few values. */
const sentences = (strings: object): string[] =>
  Object.values(strings).flatMap((value) => {
    if (typeof value === "function") return [1, 2, 5].map((count) => String(value(count)));
    return typeof value === "object" ? sentences(value) : [String(value)];
  });

const apart = [fileWords, messageWords, pushWords, questionWords, settingsWords, trustWords];
const english = [en, inboxEn, ...apart.map((words) => words("en"))].flatMap(sentences);
const russian = [ru, inboxRu, ...apart.map((words) => words("ru"))].flatMap(sentences);

describe("strings", () => {
  it("chooses the attribute, else the page, else the browser, the first that we speak", () => {
    same(chooseLocale(["ru", "en", "en-US"]), "ru");
    same(chooseLocale(["", "ru-RU", "en-US"]), "ru-RU");
    same(chooseLocale([null, undefined, "de-DE", "ru"]), "ru");
    same(chooseLocale(["en_GB"]), "en-GB");
    same(chooseLocale(["de"]), "en");
    same(chooseLocale(["__proto__", "ru-", "toString"]), "en");
    same(chooseLocale([]), "en");
  });

  it("counts in Russian", () => {
    const counts = [1, 2, 5, 11, 21, 22].map((count) => ru.newMessages(count).split(NBSP)[1]);
    same(counts, [
      "новое сообщение",
      "новых сообщения",
      "новых сообщений",
      "новых сообщений",
      "новое сообщение",
      "новых сообщения",
    ]);
  });

  it("counts in English", () => {
    same([1, 2].map(en.newMessages), ["1 new message", "2 new messages"]);
  });

  it("never shouts, and knows its quotes and dots", () => {
    for (const sentence of [...english, ...russian]) ok(!/[!"']|\.\.\./.test(sentence), sentence);
  });

  it("quotes each language by its own marks, also inside a quotation", () => {
    for (const sentence of english) ok(!/[«»„]/.test(sentence), sentence);
    for (const sentence of russian) ok(!/”|(?<!„[^“]*)“/.test(sentence), sentence);
  });

  it("keeps short Russian words on the line of what follows", () => {
    for (const sentence of russian) ok(!/(^|[ ])(в|на|с|к|о|об|во|не|ни|за|и|по|из|у) /i.test(sentence), sentence);
  });

  it("tells days from the calendar, not from hours", () => {
    const words = localize("ru");
    const day = (...date: [number, number, number, number]) => words.day(new Date(...date), NOW);
    same(day(2026, 10, 22, 0), "Сегодня");
    same(day(2026, 10, 21, 23), "Вчера");
    same(day(2026, 10, 20, 23), "20 ноября");
    ok(day(2025, 10, 20, 12).startsWith("20 ноября 2025"));
    same(localize("en").day(new Date(2026, 10, 20), NOW), "November 20");
  });

  it("is as short as it gets in a list", () => {
    const words = localize("ru");
    const moment = (...date: [number, number, number, number, number]) => words.moment(new Date(...date), NOW);
    same(moment(2026, 10, 22, 9, 5), "9:05".padStart(words.time(new Date(2026, 10, 22, 9, 5)).length, "0"));
    same(moment(2026, 10, 21, 9, 5), "Вчера");
    same(moment(2026, 10, 19, 9, 5), "чт");
    ok(moment(2026, 9, 3, 9, 5).startsWith("3 окт"));
    same(moment(2025, 9, 3, 9, 5), "03.10.25");
  });

  it("gives the same words for the same locale: elements compare by identity", () => {
    const [once, again] = ["ru", "ru"].map(localize);
    ok(once === again);
  });
});
