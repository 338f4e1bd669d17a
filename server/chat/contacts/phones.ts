/** Which digits are a number that one calls. Their count and how they are grouped say it, and libphonenumber's tables. */
import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { type Group, groupsIn } from "./digits";
import type { Range, Reading } from "./reading";

/** Digits of the longest number (E.164), and groups that they may be cut into. */
const MOST = 15;

export function* phonesIn(reading: Reading): Generator<Range> {
  const groups = groupsIn(reading.text);
  const hints = hintsIn(reading);
  for (let first = 0; first < groups.length; first++) {
    const last = lastOf(groups, first, hints, reading.text);
    if (last === undefined) continue;
    yield { from: signsBefore(reading.text, groups[first]?.from ?? 0), to: groups[last]?.to ?? 0 };
    first = last;
  }
}

/** `+` and `(` belong to the number. */
function signsBefore(text: string, from: number): number {
  let first = from;
  while (/[+(]/.test(text.charAt(first - 1)) && from - first < 3) first--;
  return first;
}

/** The last group of the longest number that begins with this one. */
function lastOf(groups: readonly Group[], first: number, hints: readonly Hint[], text: string): number | undefined {
  const from = groups[first]?.from ?? 0;
  const candidates: Group[][] = [];
  let digits = 0;
  const held: Group[] = [];
  for (const group of groups.slice(first, first + MOST)) {
    digits += group.digits.length;
    if (digits > MOST || (held.length > 0 && group.after === "start")) break;
    held.push(group);
    if (digits >= 6) candidates.push([...held]);
  }
  const hint = candidates.length > 0 ? hintAt(hints, from) : undefined;
  const found = candidates.reverse().find((candidate) => isPhone(candidate, hint, text));
  return found && first + found.length - 1;
}

interface Hint {
  readonly kind: "call" | "count";
  /** Where the word ends. */
  readonly at: number;
}

const CALL =
  /(?<!\p{L})(?:тел(?=[.:\s\d])|телефон\p{L}{0,3}|моб\p{L}{0,7}|номер\p{L}{0,3}|(?:по)?звон\p{L}{0,6}|набер\p{L}{0,4}|смс|в[оа]тс ?апп?\p{L}?|вацап\p{L}?|вайбер\p{L}{0,2}|телеграмм?\p{L}?)(?!\p{L})/gu;
const CALL_ABROAD =
  /(?<!\p{L})(?:phone|call|mobile|cell|tel|text me|number|dial|sms|whats ?app|viber|telegram)(?!\p{L})/gu;
const COUNT =
  /№|#|(?<!\p{L})(?:заказ\p{L}{0,3}|арт(?:икул\p{L}{0,3})?|инн|огрн(?:ип)?|кпп|снилс|трек\p{L}{0,6}|штрих\p{L}{0,5}|накладн\p{L}{0,3}|договор\p{L}{0,3}|сч[её]т\p{L}{0,2}|карт\p{L}{0,3}|код\p{L}{0,3}|серийн\p{L}{0,3}|отправлен\p{L}{0,3}|модел\p{L}{0,2})(?!\p{L})/gu;
const COUNT_ABROAD =
  /(?<!\p{L})(?:order|sku|item|invoice|track(?:ing)?|isbn|ean|upc|barcode|serial|card|account|ref(?:erence)?|model|id|code)(?!\p{L})/gu;

function hintsIn({ latin, cyrillic }: Reading): Hint[] {
  const found = (kind: Hint["kind"], view: string, words: RegExp): Hint[] =>
    [...view.matchAll(words)].map(({ index, 0: word }) => ({ kind, at: index + word.length }));
  return [
    ...found("call", cyrillic, CALL),
    ...found("call", latin, CALL_ABROAD),
    ...found("count", cyrillic, COUNT),
    ...found("count", latin, COUNT_ABROAD),
  ].sort((a, b) => a.at - b.at);
}

/** So far before a number a word says what it is. */
const NEAR = 40;

/** The last word of either kind before a place. */
function hintAt(hints: readonly Hint[], place: number): Hint["kind"] | undefined {
  let [low, high] = [0, hints.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hints[middle]?.at ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  const hint = hints[low - 1];
  return hint && place - hint.at <= NEAR ? hint.kind : undefined;
}

/** How people group the ten digits of a national number. */
const NATURAL =
  /^(?:10|37|334|343|3322|3232|3223|3313|3331|64|622|613|46|4222|433|424|442|415|55|5122|5212|532|523|1{10})$/;
/** Twelve digits that begin with these are a number without its plus: Ukraine, Belarus, Moldova and the like. */
const NEIGHBOURS = /^(?:37[3-5]|380|99[2-8])/;

function isPhone(groups: readonly Group[], hint: Hint["kind"] | undefined, text: string): boolean {
  const digits = groups.map((group) => group.digits).join("");
  const [first] = groups;
  if (first?.plus) return digits.length >= 8 && isValid(`+${digits}`);
  const shape = groups.map((group) => group.digits.length);
  const sum = isSum(groups, text);
  const loose = hint === "call" || groups.some((group) => group.said);
  const tight = groups.slice(1).every(({ after }) => after === "tight");
  /** Digits after `skip` ones: a national number, grouped as one. */
  const grouped = (skip: number) =>
    NATURAL.test(rest(shape, skip)) || loose || (tight && !climbs(groups)) || shape.join("") === "122222";

  if (/^[78]9/.test(digits) && digits.length === 11) return !sum && grouped(1) && isValid(digits.slice(1), "RU");
  if (first?.glued || hint === "count" || sum || isLetter(text.charAt(groups.at(-1)?.to ?? 0))) return false;
  if (/^[78]/.test(digits) && digits.length === 11) return grouped(1) && isValid(digits.slice(1), "RU");
  if (digits.length === 10) {
    if (digits.startsWith("9")) return grouped(0) && isValid(digits, "RU");
    const marked = groups.length > 1 && (tight || text.slice(first?.from, groups[1]?.from).includes(")"));
    if (!loose && !(marked && NATURAL.test(rest(shape, 0)))) return false;
    return isValid(digits, "RU") || isValid(digits, "US");
  }
  if (digits.length === 11 && digits.startsWith("07")) return shape.length <= 3 && isValid(digits, "GB");
  if (digits.length === 12 && NEIGHBOURS.test(digits)) return isValid(`+${digits}`);
  if (hint !== "call") return false;
  if (/^(?:322|222)$/.test(shape.join(""))) return groups.slice(1).every((group) => text[group.from - 1] === "-");
  if (digits.startsWith("00")) return isValid(`+${digits.slice(2)}`);
  return digits.length >= 10 && isValid(`+${digits}`);
}

/** The groups' lengths without the first digits: `1,3,3,2,2` and `4,3,2,2` without one are both 3322. */
function rest(shape: readonly number[], skip: number): string {
  const [first = 0, ...others] = shape;
  return [first - skip, ...others].filter((length) => length > 0).join("");
}

/** Money or a measure: by threes, and a unit after it. */
function isSum(groups: readonly Group[], text: string): boolean {
  if (groups.length < 2 || !groups.slice(1).every(({ digits }) => digits.length === 3)) return false;
  const end = groups.at(-1)?.to ?? 0;
  return /^ ?(?:[₽$€£%]|р(?:уб|\.|(?!\p{L}))|usd|eur|rub|шт|тыс|сум|тенге|тг(?!\p{L}))/u.test(text.slice(end, end + 6));
}

/** Sizes and steps of a list: 90, 95, 100, 105. */
const climbs = (groups: readonly Group[]): boolean =>
  groups.length >= 4 && groups.every(({ digits }, n) => n === 0 || Number(digits) > Number(groups[n - 1]?.digits));

const isLetter = (unit: string): boolean => /[a-z]/.test(unit);

const isValid = (number: string, country?: CountryCode): boolean =>
  parsePhoneNumberFromString(number, country)?.isValid() ?? false;
