import { answerLine } from "../../widget/elements/answer-line";
import { answersAt, usually } from "../../widget/strings/answer-time";
import { localize } from "../../widget/strings/localize";
import { same } from "./support/assert";
import { NOW, thread } from "./support/fixtures";
import "./support/harness";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const plain = (text: string | undefined) => text?.replaceAll("\u00a0", " ").replaceAll("\u202f", " ");

describe("when a seller answers", () => {
  const usual: readonly [ms: number, ru: string | undefined, en: string | undefined][] = [
    [0, "обычно отвечает за 5 минут", "usually answers in 5 minutes"],
    [12 * MINUTE, "обычно отвечает за 10 минут", "usually answers in 10 minutes"],
    [44 * MINUTE, "обычно отвечает за 45 минут", "usually answers in 45 minutes"],
    [50 * MINUTE, "обычно отвечает за час", "usually answers in an hour"],
    [80 * MINUTE, "обычно отвечает за час", "usually answers in an hour"],
    [2 * HOUR, "обычно отвечает за 2 часа", "usually answers in 2 hours"],
    [5 * HOUR, "обычно отвечает за 5 часов", "usually answers in 5 hours"],
    [19 * HOUR, "обычно отвечает за 19 часов", "usually answers in 19 hours"],
    [22 * HOUR, "обычно отвечает за день", "usually answers in a day"],
    [50 * HOUR, "обычно отвечает за 2 дня", "usually answers in 2 days"],
    [5 * 24 * HOUR, "обычно отвечает за 5 дней", "usually answers in 5 days"],
    [30 * 24 * HOUR, undefined, undefined],
  ];
  for (const [ms, russian, english] of usual)
    it(`${english} (${ms / MINUTE} min)`, () => {
      same(plain(usually(ms, localize("ru"))), russian);
      same(plain(usually(ms, localize("en"))), english);
    });

  const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute);
  const until: readonly [at: Date, ru: string, en: string][] = [
    [at(22, 18), "ответит после 18:00", "answers after 6:00 PM"],
    [at(23, 10), "ответит завтра после 10:00", "answers tomorrow after 10:00 AM"],
    [at(24, 10), "ответит во вт после 10:00", "answers Tue after 10:00 AM"],
    [at(25, 10, 30), "ответит в ср после 10:30", "answers Wed after 10:30 AM"],
    [at(28, 10), "ответит в сб после 10:00", "answers Sat after 10:00 AM"],
    [new Date(2026, 11, 5, 10), "ответит 5 декабря", "answers on December 5"],
  ];
  for (const [when, russian, english] of until)
    it(english, () => {
      same(plain(answersAt(when, NOW, localize("ru"))), russian);
      same(plain(answersAt(when, NOW, localize("en"))), english);
    });

  it("says first that somebody is there, then until when nobody is, then how soon, then that they will", () => {
    const words = localize("ru");
    const line = (more: Parameters<typeof thread>[1]) => plain(answerLine(thread([], more), words, NOW));
    const later = { until: at(23, 10).toISOString(), usual: 2 * HOUR };
    same(line({}), "");
    same(line({ online: true, ...later }), "в сети");
    same(line({ online: false, ...later }), "ответит завтра после 10:00");
    same(line({ online: false, ...later, until: at(22, 9).toISOString() }), "обычно отвечает за 2 часа");
    same(line({ online: false, usual: 60 * 24 * HOUR }), "ответит, когда вернётся");
    same(line({ online: false }), "ответит, когда вернётся");
  });
});
