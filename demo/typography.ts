const SHORT_WORD =
  /(?<=^|[\s(«„])((?:[а-яё]{1,2}|для|без|или|что|как|the|a|an|of|to|in|is|at|by|on|or|we|it)) (?=\S)/giu;
const BEFORE_DASH = / (?=—)/g;
const UNIT = /(?<=\d) (?=(?:₽|€|°C|см|мм|кг|г|л|Вт|мл|дней|дня|день|cm|mm|kg|g|l|W|ml|days?)(?![\p{L}]))/gu;
const THOUSANDS = /(?<=\d) (?=\d{3}(?!\d))/g;

/** Non-breaking spaces where a line must not end: after short words, before a dash, a unit or a currency, within a number. */
export const bound = (text: string): string =>
  text
    .replace(SHORT_WORD, "$1\u00a0")
    .replace(BEFORE_DASH, "\u00a0")
    .replace(UNIT, "\u00a0")
    .replace(THOUSANDS, "\u00a0");
