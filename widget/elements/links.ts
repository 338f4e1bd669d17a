/** Pure: where the links of a text are. */
import { httpUrl } from "./http-url";

interface Segment {
  readonly text: string;
  /** Set when the segment is a link. */
  readonly href?: string;
}

const CANDIDATE = /\bhttps?:\/\/[^\s<>"«»“”„]+/giu;
const CLOSERS: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Punctuation behind an address belongs to the sentence, a bracket only if it wasn't opened inside. */
const trimEnd = (address: string): string => {
  // Counted once: a text of nothing but brackets would otherwise take seconds.
  const counts = new Map<string, number>();
  for (const character of address) counts.set(character, (counts.get(character) ?? 0) + 1);
  const count = (character: string): number => counts.get(character) ?? 0;
  let end = address.length;
  for (; end > 0; end--) {
    const last = address[end - 1] ?? "";
    const opener = CLOSERS[last];
    if (opener ? count(last) <= count(opener) : !/[.,:;!?'’*_~…]/u.test(last)) break;
    counts.set(last, count(last) - 1);
  }
  return address.slice(0, end);
};

/** Splits a text into plain pieces and links; joined, the pieces are the text again. */
export const segments = (text: string): Segment[] => {
  const pieces: Segment[] = [];
  let done = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const address = trimEnd(match[0]);
    const href = httpUrl(address);
    if (!href) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) });
    pieces.push({ text: address, href });
    done = match.index + address.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
};
