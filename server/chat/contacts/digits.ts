/** The digits of a text in groups, as they are written or said: `8 (916) сто двадцать три` is 8, 916, 123. */

export interface Group {
  readonly from: number;
  readonly to: number;
  readonly digits: string;
  /** Written in words. */
  readonly said: boolean;
  /** What stands between it and the group before: nothing but signs, spaces among them, or something that parts them. */
  readonly after: "start" | "space" | "tight";
  /** `+` or `плюс` stands before it. */
  readonly plus: boolean;
  /** It is a part of a word, or of a code such as `WB-916`. */
  readonly glued: boolean;
}

const UNITS: readonly (readonly string[])[] = [
  ["ноль", "нуль", "zero"],
  ["один", "одна", "one"],
  ["два", "две", "two"],
  ["три", "three"],
  ["четыре", "four"],
  ["пять", "five"],
  ["шесть", "six"],
  ["семь", "seven"],
  ["восемь", "eight"],
  ["девять", "nine"],
];
const TEENS =
  "десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать";
const TENS = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто";
const HUNDREDS = "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот";

const VALUES: ReadonlyMap<string, number> = new Map([
  ...UNITS.flatMap((words, value) => words.map((word): [string, number] => [word, value])),
  ...TEENS.split(" ").map((word, n): [string, number] => [word, 10 + n]),
  ...TENS.split(" ").map((word, n): [string, number] => [word, 20 + 10 * n]),
  ...HUNDREDS.split(" ").map((word, n): [string, number] => [word, 100 + 100 * n]),
]);

/** `сто` takes `двадцать`, which takes `три`; after `ноль` begins another number. */
const takes = (sum: number, value: number): boolean =>
  sum > 0 && value > 0 && value < (sum % 100 === 0 ? 100 : sum % 10 === 0 && sum % 100 >= 20 ? 10 : 0);

/** Days and hours are no part of any number that one calls. */
const DATE =
  /(?<![\d+])(?:(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d|(?:19|20)\d\d([./-])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01]))(?!\d)/g;
const HOURS = /(?<!\d)(?:[01]?\d|2[0-4])[.:][0-5]\d ?[-–—] ?(?:[01]?\d|2[0-4])[.:][0-5]\d(?!\d)/g;
const blank = (found: string): string => "\n".repeat(found.length);

/** Digits (an `o` among them is a nought), a word, or the signs between. */
const TOKEN = /\d+(?:[oо]{1,3}\d+)*|\p{L}+|[^\p{L}\d]+/gu;
/** Signs that stand inside no number: ends of lines and sentences, hours, sums, money, shares; or too many of them. */
const PARTS = /[\n:%№#$€₽£×=<>]|[,.;!?] |.{6}/u;

/** @param text a `Reading`'s */
export function groupsIn(text: string): Group[] {
  const groups: Group[] = [];
  let after: Group["after"] = "start";
  let plus = false;
  let word = ""; // right before, or with a hyphen between
  for (const { index, 0: token } of text.replace(DATE, blank).replace(HOURS, blank).matchAll(TOKEN)) {
    const to = index + token.length;
    const value = VALUES.get(token);
    if (/^\d/.test(token)) {
      const digits = token.replace(/[oо]/g, "0");
      groups.push({ from: index, to, digits, said: false, after, plus, glued: word !== "" });
    } else if (value !== undefined) {
      const last = groups.at(-1);
      const sum = last?.said && after === "space" ? Number(last.digits) : 0;
      if (last && takes(sum, value)) groups[groups.length - 1] = { ...last, to, digits: String(sum + value) };
      else groups.push({ from: index, to, digits: String(value), said: true, after, plus, glued: false });
    } else if (/^[\p{L}]/u.test(token)) {
      plus = token === "plus" || token === "плюс";
      after = "start";
      word = plus ? "" : token;
      continue;
    } else {
      if (PARTS.test(token)) after = "start";
      else if (after !== "start" || word === "") after = /\s/.test(token) ? "space" : "tight";
      if (token.includes("+")) [plus, after] = [true, "start"];
      if (!/^-$/.test(token)) word = "";
      continue;
    }
    [after, plus, word] = ["tight", false, ""];
  }
  return groups;
}
