/** What a seller says who answers by themselves: rules without a clock, a network or a memory. */
import { FEATURED, type Product, priceOf, type Seller } from "./catalogue";
import type { Language, Said } from "./language";
import { bound } from "./typography";

export interface Question {
  /** What the buyer has written since the last answer. */
  readonly text: string;
  /** What the conversation is called; a photo without words is answered in its language. */
  readonly title?: string | undefined;
  readonly seller: Seller;
  /** What the conversation is about, if it is about one of the seller's things. */
  readonly product?: Product | undefined;
  /** Nothing was said in this conversation before. */
  readonly first: boolean;
}

interface Rule {
  readonly about: string;
  readonly asks: RegExp;
  readonly say: (question: Question) => Said;
}

/** `told` when the product is known, `other` in a conversation about nothing in particular. */
const known =
  (told: (product: Product, question: Question) => Said, other: Said) =>
  (question: Question): Said =>
    question.product ? told(question.product, question) : other;

/** In the order in which the answers are given; words are stems, since Russian declines them. */
const TOPICS: readonly Rule[] = [
  {
    about: "availability",
    asks: /налич|остал(?:ось|ись|ся|ась)|ещё есть|еще есть|есть ли|in stock|availab|any left|still have|still there/iu,
    say: known(
      ({ stock }) =>
        stock > 0
          ? { ru: `Да, есть: осталось ${stock} шт.`, en: `Yes, we have it: ${stock} left.` }
          : {
              ru: "На полке сейчас пусто, но сделаем для вас за 2–3 недели.",
              en: "The shelf is empty right now, but we can make one for you in two to three weeks.",
            },
      {
        ru: "Почти всё есть на полке. Какая вещь вам понравилась?",
        en: "Nearly everything is on the shelf. Which piece do you like?",
      },
    ),
  },
  {
    about: "delivery",
    asks: /достав|отправ(?:ите|ляете|ка)|пришл[её]|курьер|когда прид|самовывоз|deliver|shipp?|courier|postage|pick.?up|arrive/iu,
    say: ({ seller }) => ({
      ru: `Отправляем из мастерской (${seller.city.ru}) на следующий день, дорога занимает 3–6 дней. От 10 000 ₽ доставка бесплатная.`,
      en: `We ship from ${seller.city.en} the next day, and it takes 4–8 days. From €120 delivery is free.`,
    }),
  },
  {
    about: "discount",
    asks: /скидк|дешевле|уступ|торг|промокод|discount|cheaper|lower price|coupon|promo/iu,
    say: () => ({
      ru: "На одну вещь скидки нет, а если возьмёте две — уступим 10 %.",
      en: "Not on a single piece, but take two and it is 10 % off.",
    }),
  },
  {
    about: "price",
    asks: /цен[аыуе]|сто(?:ит|ят|имость)|почём|почем|price|how much|cost/iu,
    say: known(
      (product) => ({
        ru: `${priceOf(product, "ru")}, упаковка уже в цене.`,
        en: `${priceOf(product, "en")}, with the box included.`,
      }),
      {
        ru: "Цены стоят у каждой вещи. Подсказать по какой-то?",
        en: "Every piece has its price beside it. Shall I help with one?",
      },
    ),
  },
  {
    about: "colours",
    asks: /цвет|оттен|ч[её]рн|бел(?:ый|ая|ое|ого|ой)|син(?:ий|яя|ей)|зел[её]н|colou?r|shade|black|white|blue|green|grey/iu,
    say: known(({ facts }) => ({ ru: `По цветам: ${facts.colours.ru}.`, en: `As for colours: ${facts.colours.en}.` }), {
      ru: "Цвета указаны у каждой вещи; другой часто можем сделать на заказ.",
      en: "The colours are listed with each piece; often we can make another one to order.",
    }),
  },
  {
    about: "size",
    asks: /размер|высот|ширин|длин[аыу]|диаметр|габарит|вес(?:ит|а)?(?![\p{L}])|поместится|size|how (?:big|tall|wide|long|heavy)|height|width|weigh|diameter|dimension|fit/iu,
    say: known(({ facts }) => ({ ru: `Размеры такие: ${facts.size.ru}.`, en: `It measures: ${facts.size.en}.` }), {
      ru: "Размеры есть в описании каждой вещи. Какую измерить для вас ещё раз?",
      en: "The size is on each page. Which piece shall I measure again for you?",
    }),
  },
  {
    about: "material",
    asks: /материал|из чего|из какого|сделан|состав|material|made of|made from|what is it made/iu,
    say: known(
      ({ facts }) => ({ ru: `Материалы: ${facts.material.ru}.`, en: `The materials are ${facts.material.en}.` }),
      {
        ru: "Работаем с тем, что живёт долго, и весь состав пишем на странице вещи.",
        en: "We work with what lasts, and each page lists all of it.",
      },
    ),
  },
  {
    about: "dimming",
    asks: /димм|яркост|приглуш|dimm|brightness/iu,
    say: (question) =>
      question.seller === FEATURED
        ? {
            ru: "Да, яркость регулируется: диммер на проводе, лампочка в коробке для него подходит.",
            en: "Yes, it dims: there is a dimmer on the cord, and the bulb in the box goes with it.",
          }
        : UNSURE.say(question),
  },
  {
    about: "care",
    asks: /ухажив|уход(?![\p{L}])|мыть|посудомо|чист(?:ить|ка)|царап|care(?!\p{L})|clean|wash|dishwasher|scratch/iu,
    say: known(({ facts }) => ({ ru: `Уход простой: ${facts.care.ru}.`, en: `Care is simple: ${facts.care.en}.` }), {
      ru: "Уход простой, и в коробку мы кладём памятку.",
      en: "Care is simple, and a note in the box explains it.",
    }),
  },
  {
    about: "gift",
    asks: /подар|упаков|открытк|инициал|гравир|gift|wrap|initials|engrav|emboss/iu,
    say: () => ({
      ru: "Упакуем в подарочную коробку и вложим открытку с вашими словами, это бесплатно.",
      en: "We’ll wrap it as a gift and add a card with your words, free of charge.",
    }),
  },
  {
    about: "returns",
    asks: /возврат|верн(?:уть|у)|гарант|обмен|сломан|return|refund|warrant|exchange|broken/iu,
    say: () => ({
      ru: "Вернуть можно в течение 30 дней, без вопросов. А если что-то сломается позже — починим.",
      en: "You can return it within 30 days, no questions asked. And if something breaks later, we repair it.",
    }),
  },
  {
    about: "payment",
    asks: /оплат|картой|рассроч|наличны|\bpay|card\b|invoice|instal/iu,
    say: () => ({
      ru: "Оплатить можно картой на сайте или по счёту, если покупаете на компанию.",
      en: "You can pay by card on the site, or by invoice if you buy for a company.",
    }),
  },
  {
    about: "order",
    asks: /беру|возьму|куплю|закаж|заказать|оформ|отлож|заброниру|i.ll take|i want to (?:buy|order)|reserve|put (?:it|one) aside/iu,
    say: () => ({
      ru: "Отлично, отложили для вас до завтрашнего вечера. Положите в корзину, и мы сразу начнём собирать.",
      en: "Lovely, it’s set aside for you until tomorrow evening. Put it in the cart and we’ll start packing.",
    }),
  },
];

const THANKS: Rule = {
  about: "thanks",
  asks: /^(?!.*\?).*(?:спасибо|благодар|thank|thx|cheers)/isu,
  say: () => ({
    ru: "Пожалуйста! Если что-то ещё — мы на связи.",
    en: "You’re welcome! We’re here if anything else comes up.",
  }),
};

const GREETING: Rule = {
  about: "greeting",
  // With a name behind it; who says more asks something.
  asks: /^\s*(?:привет\p{L}*|здравств\p{L}*|добр(?:ый|ое|ого) \p{L}+|hello|hi|hey|good (?:morning|day|evening|afternoon))(?:[\s,]+\p{L}+)?[\s,.!)]*$/iu,
  say: known(
    ({ title }) => ({
      ru: `Что рассказать про «${title.ru.replace(/[«»]/g, "").replace(/,.*/, "")}»?`,
      en: `What would you like to know about the ${title.en.replace(/,.*/, "")}?`,
    }),
    { ru: "Чем помочь?", en: "How can we help?" },
  ),
};

const UNSURE: Rule = {
  about: "anything else",
  asks: /(?:)/u,
  say: ({ seller }) => ({
    ru: `Хороший вопрос. На него ответит ${seller.agent.ru} из мастерской, прямо здесь.`,
    en: `Good question. ${seller.agent.en} from the workshop will answer it, right here.`,
  }),
};

/** Cyrillic is answered in Russian, everything else in English. */
export const languageOfText = (text: string): Language => (/\p{Script=Cyrillic}/u.test(text) ? "ru" : "en");

/** At most two topics are answered; courtesies only when nothing else was asked. */
const fitting = (text: string): readonly Rule[] => {
  const topics = TOPICS.filter(({ asks }) => asks.test(text)).slice(0, 2);
  return topics.length > 0 ? topics : [[THANKS, GREETING].find(({ asks }) => asks.test(text)) ?? UNSURE];
};

export function answerTo(question: Question): string {
  const language = languageOfText(question.text || (question.title ?? ""));
  const said = fitting(question.text).map(({ say }) => say(question)[language]);
  const hello: Said = { ru: "Здравствуйте!", en: "Hello!" };
  return bound([...(question.first ? [hello[language]] : []), ...said].join(" "));
}

/** What an answer says of itself where no person gave it. */
const AUTOMATIC: Said = { ru: "(автоответ)", en: "(automatic)" };
export const automatically = (answer: string): string => `${answer} ${AUTOMATIC[languageOfText(answer)]}`;

/** What the rules take a text to be about; for their tests. */
export const topicsOf = (text: string): readonly string[] => fitting(text).map(({ about }) => about);

/** How long a person would take over it. Milliseconds. */
export const readingTime = (text: string): number => Math.min(700 + 14 * text.length, 2_500);
export const typingTime = (text: string): number => Math.min(900 + 24 * text.length, 4_500);
