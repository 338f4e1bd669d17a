import { ChatError } from "../errors";

// Control characters but newline and tab (S4; a carriage return is gone by then). NUL is one: PostgreSQL can't store it.
const CONTROL = /(?![\n\t])\p{Cc}/u;

/**
 * The text as it will be stored: line ends are `\n`, white space at the ends is gone.
 * @throws ChatError `too_long` above `most` UTF-16 units, `bad_frame` for control characters, half characters or nothing.
 */
export function cleanText(text: string, most: number): string {
  const clean = text.replace(/\r\n?/g, "\n").trim();
  if (clean.length > most) throw new ChatError("too_long", `A message holds at most ${most} characters.`);
  if (clean.length === 0) throw new ChatError("bad_frame", "A message needs a text.");
  if (CONTROL.test(clean)) throw new ChatError("bad_frame", "A text can't hold control characters.");
  if (!clean.isWellFormed()) throw new ChatError("bad_frame", "A text can't hold half a character.");
  return clean;
}
