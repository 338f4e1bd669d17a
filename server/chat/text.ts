import { ChatError } from "../errors";

// Control characters but newline and tab (S4; a carriage return is gone by then). NUL is one: PostgreSQL can't store it.
const CONTROL = /(?![\n\t])\p{Cc}/u;

/** Nothing but characters that print: half ones PostgreSQL would all make the same. @throws ChatError `bad_frame` */
export function assertFit(...texts: readonly string[]): void {
  if (!texts.every(isFit))
    throw new ChatError("bad_frame", "A name can't hold control characters or half a character.");
}

/** Of an id or a name. */
export const isFit = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text);

/** Zero-width characters alone would show an empty bubble. */
const INVISIBLE = /^[\s\u200b-\u200f\u2060\ufeff]*$/;

/** Shows nothing. */
export const isBlank = (text: string): boolean => INVISIBLE.test(text);

/**
 * The text as it will be stored: line ends are `\n`, white space at the ends is gone.
 * @throws ChatError `too_long` above `most` UTF-16 units, `bad_frame` for control characters, half characters or nothing.
 */
export function cleanText(text: string, most: number): string {
  const clean = text.replace(/\r\n?/g, "\n").trim();
  if (clean.length > most) throw new ChatError("too_long", `A message holds at most ${most} characters.`);
  if (isBlank(clean)) throw new ChatError("bad_frame", "A message needs a text.");
  if (CONTROL.test(clean)) throw new ChatError("bad_frame", "A text can't hold control characters.");
  if (!clean.isWellFormed()) throw new ChatError("bad_frame", "A text can't hold half a character.");
  return clean;
}
