/** Pure: which of the words in a text a search has found, and what of a long text is worth a line. */

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

const WORD = /[\p{L}\p{N}]+/gu;
/** So much stands before the first hit. Characters. */
const LEAD = 14;

const plain = (word: string): string => word.toLocaleLowerCase().replaceAll("ё", "е");

/** The server finds words by their stems, and the last one by its beginning; endings of more than this are other words. */
const ENDING = 3;
const alike = (word: string, wanted: string): boolean => {
  if (word.startsWith(wanted)) return true;
  const stem = Math.max(3, wanted.length - ENDING);
  return wanted.length > stem && word.length - stem <= ENDING + 1 && word.startsWith(wanted.slice(0, stem));
};

/** Joined, the pieces are the text again. */
export const marked = (text: string, query: string): readonly Piece[] => {
  const wanted = (query.match(WORD) ?? []).map(plain);
  const pieces: Piece[] = [];
  let done = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!wanted.some((one) => alike(plain(word), one))) continue;
    if (index > done) pieces.push({ text: text.slice(done, index), hit: false });
    pieces.push({ text: word, hit: true });
    done = index + word.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), hit: false });
  return pieces;
};

/** As `marked`, on one line, and from a little before the first hit. */
export const excerpt = (text: string, query: string): readonly Piece[] => {
  const pieces = marked(text.replace(/\s+/g, " ").trim(), query);
  const [first, ...rest] = pieces;
  if (!first || first.hit || rest.length === 0 || first.text.length <= LEAD + 6) return pieces;
  const from = first.text.indexOf(" ", first.text.length - LEAD);
  return [{ text: `…${first.text.slice(from < 0 ? -LEAD : from + 1)}`, hit: false }, ...rest];
};
