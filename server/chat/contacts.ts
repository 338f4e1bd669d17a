/**
 * What in a text leads past the marketplace: phone numbers, mail addresses, names in messengers. A pure rule, in time that
 * grows with the text alone; it errs on the side of words, since a price that is taken for a number vexes more people.
 */
import { emailsIn } from "./contacts/emails";
import { handlesIn } from "./contacts/handles";
import { phonesIn } from "./contacts/phones";
import { type Range, readingOf } from "./contacts/reading";

export interface Contact extends Range {
  readonly kind: "phone" | "email" | "handle";
}

/** In order and apart from each other; `from` and `to` are UTF-16 units of the text, `to` behind the last. */
export function contactsIn(text: string): Contact[] {
  const reading = readingOf(text);
  const found = (kind: Contact["kind"], ranges: Iterable<Range>): Contact[] =>
    [...ranges].map((range) => ({ kind, ...reading.original(range) }));
  const all = [
    ...found("email", emailsIn(reading.text)),
    ...found("email", emailsIn(reading.latin)),
    ...found("handle", handlesIn(reading)),
    ...found("phone", phonesIn(reading)),
  ].sort((a, b) => a.from - b.from || b.to - a.to);
  const apart: Contact[] = [];
  for (const contact of all) {
    const last = apart.at(-1);
    if (!last || contact.from >= last.to) apart.push(contact);
    else if (contact.to > last.to) apart[apart.length - 1] = { ...last, to: contact.to };
  }
  return apart;
}

const DOT = "•";
/** Dots for one contact: at most so many, and never more than it had letters. */
const DOTS = 8;

/** The same text with dots for its contacts. The same words always give the same (D2). */
export function masked(text: string, contacts: readonly Contact[]): string {
  let result = "";
  let done = 0;
  for (const { from, to } of contacts) {
    result += text.slice(done, from) + DOT.repeat(Math.min(to - from, DOTS));
    done = to;
  }
  return result + text.slice(done);
}
