/** Pure: what stands in for a picture. */

/** First letters of the first two words, in capitals: «Мастерская света» → МС. Empty for a name without letters. */
export const initials = (name: string): string => {
  const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  return words
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 0))
    .join("")
    .toLocaleUpperCase();
};

/** How many gradients chat-avatar.styles.ts has. */
export const HUES = 6;

/** The same hue for the same name, on every device. */
export const hue = (name: string): number => {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % HUES;
};
