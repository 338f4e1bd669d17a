/** When a seller answers, in a buyer's words and zone. */
import { byLanguage, type Words } from "./localize";
import { plural } from "./plural";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Unit = "minute" | "hour" | "day";

const enForm = plural("en");
const ruForm = plural("ru");

const en = {
  usually: (time: string) => `usually answers in ${time}`,
  one: { minute: "a minute", hour: "an hour", day: "a day" } satisfies Record<Unit, string>,
  many: (count: number, unit: Unit) => `${count}\u00a0${enForm(count, { one: unit, other: `${unit}s` })}`,
  after: (time: string) => `answers after\u00a0${time}`,
  tomorrow: (time: string) => `answers tomorrow after\u00a0${time}`,
  onDay: (day: string, time: string) => `answers ${day} after\u00a0${time}`,
  onDate: (date: string) => `answers on ${date}`,
  /** Monday is 1. */
  days: undefined as readonly string[] | undefined,
};

const RU_FORMS: Record<Unit, { one: string; few: string; other: string }> = {
  minute: { one: "минуту", few: "минуты", other: "минут" },
  hour: { one: "час", few: "часа", other: "часов" },
  day: { one: "день", few: "дня", other: "дней" },
};

const ru: typeof en = {
  usually: (time) => `обычно отвечает за\u00a0${time}`,
  one: { minute: "минуту", hour: "час", day: "день" },
  many: (count, unit) => `${count}\u00a0${ruForm(count, RU_FORMS[unit])}`,
  after: (time) => `ответит после\u00a0${time}`,
  tomorrow: (time) => `ответит завтра после\u00a0${time}`,
  onDay: (day, time) => `ответит ${day} после\u00a0${time}`,
  onDate: (date) => `ответит ${date}`,
  days: ["в\u00a0вс", "в\u00a0пн", "во\u00a0вт", "в\u00a0ср", "в\u00a0чт", "в\u00a0пт", "в\u00a0сб"],
};

/** By fives below an hour, then by hours, then by days: nobody is held to the minute. Undefined above a week. */
export function usually(ms: number, { locale }: Pick<Words, "locale">): string | undefined {
  const words = byLanguage(locale, { en, ru });
  const said = (count: number, unit: Unit) => words.usually(count === 1 ? words.one[unit] : words.many(count, unit));
  if (ms < 45 * MINUTE) return said(Math.max(5, 5 * Math.round(ms / (5 * MINUTE))), "minute");
  if (ms < 20 * HOUR) return said(Math.max(1, Math.round(ms / HOUR)), "hour");
  const days = Math.max(1, Math.round(ms / DAY));
  return days <= 7 ? said(days, "day") : undefined;
}

/** `at` lies ahead of `now`. */
export function answersAt(at: Date, now: Date, { locale, time }: Pick<Words, "locale" | "time">): string {
  const words = byLanguage(locale, { en, ru });
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(at) - midnight(now)) / DAY);
  if (days === 0) return words.after(time(at));
  if (days === 1) return words.tomorrow(time(at));
  if (days < 7) {
    const day = words.days?.[at.getDay()] ?? new Intl.DateTimeFormat(locale, { weekday: "short" }).format(at);
    return words.onDay(day, time(at));
  }
  return words.onDate(new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" }).format(at));
}
