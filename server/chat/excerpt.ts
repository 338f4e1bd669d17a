/** UTF-16 units of a text that a found conversation shows. */
const LENGTH = 200;
/** Units before the first word that was looked for. */
const BEFORE = 40;
/** Endings change: a word is looked for without its last two letters, unless too little were left. */
const stem = (word: string): string => word.slice(0, Math.max(3, word.length - 2));

/** A part of `text` around the first of the words; all of a short one. No character in half. */
export function excerpt(text: string, query: string): string {
  if (text.length <= LENGTH) return text;
  const plain = text.toLowerCase().replaceAll("ё", "е");
  const words =
    query
      .toLowerCase()
      .replaceAll("ё", "е")
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const places = words.map((word) => plain.indexOf(stem(word))).filter((place) => place >= 0);
  const first = places.length > 0 ? Math.min(...places) : 0;
  const from = first <= BEFORE ? 0 : first - BEFORE;
  const part = text
    .slice(from, from + LENGTH)
    .toWellFormed()
    .replace(/^\ufffd|\ufffd$/g, "");
  return `${from > 0 ? "…" : ""}${part}${from + LENGTH < text.length ? "…" : ""}`;
}
