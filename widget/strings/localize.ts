import { en, type Strings } from "./en";
import { ru } from "./ru";

const LANGUAGES = { en, ru } satisfies Record<string, Strings>;
type Language = keyof typeof LANGUAGES;

/** A language's words, with dates and times in its manner and the browser's time zone. */
export interface Words extends Strings {
  /** BCP 47, as asked for (`en-GB`), in one of our languages. */
  readonly locale: string;
  /** `14:02` */
  time(at: Date): string;
  /** Between days of a conversation: `Today`, `November 19`, `November 19, 2025`. */
  day(at: Date, now: Date): string;
  /** In a list, as short as it gets: `14:02`, `Yesterday`, `Thu`, `Nov 3`, `11/3/25`. */
  moment(at: Date, now: Date): string;
}

const language = (locale: string): Language | undefined => {
  const [primary] = locale.toLowerCase().split(/[-_]/);
  return primary !== undefined && Object.hasOwn(LANGUAGES, primary) ? (primary as Language) : undefined;
};

/** Words that are kept elsewhere, in the language of a locale. */
export const byLanguage = <T>(locale: string, words: Readonly<Record<Language, T>>): T =>
  words[language(locale) ?? "en"];

/** The first of the wishes that we speak (the `locale` attribute, the page's `lang`, the browser's own), else English. */
export const chooseLocale = (wishes: readonly (string | null | undefined)[]): string => {
  for (const wish of wishes) {
    const locale = wish?.trim().replaceAll("_", "-");
    if (locale && language(locale) && isWellFormed(locale)) return locale;
  }
  return "en";
};

const isWellFormed = (locale: string): boolean => {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
};

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** Whole days of the calendar from `at` to `now`; rounds away the hour that daylight saving adds or takes. */
const daysAgo = (at: Date, now: Date): number => Math.round((midnight(now) - midnight(at)) / 86_400_000);

const build = (locale: string): Words => {
  const strings = LANGUAGES[language(locale) ?? "en"];
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, options);
    return (at: Date) => formatter.format(at);
  };
  const time = format({ hour: "numeric", minute: "2-digit" });
  const dayOfYear = format({ day: "numeric", month: "long" });
  const dayOfAnyYear = format({ day: "numeric", month: "long", year: "numeric" });
  const weekday = format({ weekday: "short" });
  const shortDay = format({ day: "numeric", month: "short" });
  const shortDate = format({ day: "numeric", month: "numeric", year: "2-digit" });
  const thisYear = (at: Date, now: Date) => at.getFullYear() === now.getFullYear();
  return {
    ...strings,
    locale,
    time,
    day(at, now) {
      const days = daysAgo(at, now);
      if (days === 0) return strings.today;
      if (days === 1) return strings.yesterday;
      return thisYear(at, now) ? dayOfYear(at) : dayOfAnyYear(at);
    },
    moment(at, now) {
      const days = daysAgo(at, now);
      if (days === 0) return time(at);
      if (days === 1) return strings.yesterday;
      if (days > 1 && days < 7) return weekday(at);
      return thisYear(at, now) ? shortDay(at) : shortDate(at);
    },
  };
};

const built = new Map<string, Words>();

/** The same `Words` for the same locale: making Intl formatters is slow, and elements compare by identity. */
export const localize = (locale: string): Words => {
  const known = built.get(locale);
  if (known) return known;
  const words = build(locale);
  built.set(locale, words);
  return words;
};
