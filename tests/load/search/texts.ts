/** Sentences as people write them to shops: many words seldom, a few in nearly every one, in Russian and in English. */

const RUSSIAN = {
  roots:
    "ламп свет стол кресл ваз чашк глин дерев кож сумк ремен стул полк торшер абажур провод цвет размер заказ достав оплат скидк возврат подар упаков мастер студи матов глянц син зелён крас бел чёрн дуб ясен орех бук клён лён хлопок шерст нит узор рисунок край дно ручк крышк".split(
      " ",
    ),
  suffixes: ["", "ик", "очк", "н", "ов", "ит", "ир", "ель", "ств", "к", "ц", "енн"],
  endings: ["", "а", "у", "ы", "е", "ой", "ам", "ами", "ах", "ый", "ая", "ое", "ые", "ого", "ить", "ит", "или", "аю"],
  common:
    "здравствуйте спасибо добрый день можно подскажите пожалуйста ещё есть наличии когда сколько стоит хочу нужен это очень будет какой где завтра сегодня".split(
      " ",
    ),
};
const ENGLISH = {
  roots:
    "lamp light table chair vase cup clay wood leath bag belt stool shelf shade cord colour size order ship pay discount return gift wrap make studio matt gloss blue green red white black oak ash walnut beech maple linen cotton wool thread pattern edge base handle lid".split(
      " ",
    ),
  suffixes: ["", "er", "let", "ful", "ish", "ing", "or", "age", "y", "less"],
  endings: ["", "s", "ed", "ing", "ly", "ness", "able"],
  common:
    "hello thanks good could you please still have stock when how much would like need very will which where tomorrow today this and the for with".split(
      " ",
    ),
};

/** A generator of its own for each seed, so that every run has the same texts (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A place below `n`, the first ones far more often: as words are spread in a language. */
const seldom = (n: number, random: () => number): number => Math.floor(n ** random()) - 1;

/** Four sentences of five are Russian; some have a number that nobody else writes. */
export function sentence(random: () => number): string {
  const { roots, suffixes, endings, common } = random() < 0.8 ? RUSSIAN : ENGLISH;
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? "";
  const words = Array.from({ length: 3 + Math.floor(random() * 12) }, () => {
    if (random() < 0.4) return common[seldom(common.length, random)] ?? "";
    const index = seldom(roots.length * suffixes.length, random);
    return `${roots[index % roots.length]}${suffixes[Math.floor(index / roots.length)]}${pick(endings)}`;
  });
  if (random() < 0.05) words.push(`№${Math.floor(random() * 1e7)}`);
  const text = words.join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${random() < 0.3 ? "?" : "."}`;
}
