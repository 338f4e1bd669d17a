/** What the demo's pages say. */
import type { Language } from "./language";

const ru = {
  shop: "Полка",
  tagline: "Вещи из четырёх небольших мастерских",
  demo: "Это демонстрация чата.",
  youAre: "Вы смотрите как",
  guest: "Гость",
  sellerSide: "Сторона продавца",
  opensWindow: "откроется в новом окне",
  skip: "К содержанию",
  all: "Все вещи",
  navigation: "Мастерские",
  language: "Язык",
  dark: "Тёмное оформление",
  cart: "Корзина",
  heroEyebrow: "Мастерская месяца: Svet",
  heroTitle: "Вещи, у которых есть мастер",
  heroText:
    "Двенадцать вещей из четырёх небольших мастерских. Спросите прямо со страницы: отвечает тот, кто делает своими руками.",
  heroAction: "Смотреть вещи",
  heroAsk: "Написать в Svet",
  heroPicture: "Латунная лампа, ваза с ветками, чашка, чайник и деревянная птица на дубовом столе в вечернем солнце",
  catalogue: "Вещи",
  makers: "Мастерские",
  makersText: "За каждой вещью — человек, который её сделал. С ним и переписываетесь.",
  writeTo: (name: string) => `Написать в ${name}`,
  inboxOf: (name: string) => `Входящие ${name}`,
  things: (count: number) => `${count} ${{ one: "вещь", few: "вещи", many: "вещей", other: "вещи" }[pluralRu(count)]}`,
  inStock: (count: number) => `В наличии · ${count} шт.`,
  toOrder: "На заказ · 2–3 недели",
  breadcrumb: "Путь",
  pictures: "Снимки",
  addToCart: "В корзину",
  added: "Добавили в корзину. Это демонстрация: заказ не оформится.",
  ask: "Спросить мастера",
  askTitle: "Отвечает мастер",
  askHint: (name: string, city: string) =>
    `Другой цвет, срок, подарочная упаковка — напишите в ${name} (${city}). Обычно отвечают за несколько минут.`,
  delivery: "Доставка",
  deliveryText: "3–6 дней, от 390 ₽; от 10 000 ₽ — бесплатно",
  returns: "Возврат",
  returnsText: "30 дней, без вопросов",
  facts: { material: "Материал", size: "Размеры", colours: "Цвета", care: "Уход" },
  alsoFrom: (name: string) => `Ещё из мастерской ${name}`,
  notFound: "Такой вещи нет",
  notFoundText: "Возможно, её разобрали. Остальное — на месте.",
  back: "Вернуться на полку",
  footer:
    "«Полка» — вымышленный магазин, на котором показан чат seller-chat. Мастерские, вещи и цены придуманы, снимки нарисованы.",
  inboxTitle: (name: string) => `Входящие ${name}`,
  storefront: "Витрина",
};

const en: typeof ru = {
  shop: "Polka",
  tagline: "Things from four small workshops",
  demo: "This is a demo of the chat.",
  youAre: "You are",
  guest: "Guest",
  sellerSide: "The seller’s side",
  opensWindow: "opens in a new window",
  skip: "Skip to content",
  all: "Everything",
  navigation: "Workshops",
  language: "Language",
  dark: "Dark appearance",
  cart: "Cart",
  heroEyebrow: "Workshop of the month: Svet",
  heroTitle: "Things with a maker behind them",
  heroText:
    "Twelve things from four small workshops. Ask right from the page: the answer comes from the hands that make them.",
  heroAction: "See the things",
  heroAsk: "Write to Svet",
  heroPicture: "A brass lamp, a vase with twigs, a cup, a teapot and a wooden bird on an oak table in late sun",
  catalogue: "Things",
  makers: "Workshops",
  makersText: "Behind each thing is the person who made it. That’s who you write to.",
  writeTo: (name: string) => `Write to ${name}`,
  inboxOf: (name: string) => `${name}’s inbox`,
  things: (count: number) => `${count} ${count === 1 ? "thing" : "things"}`,
  inStock: (count: number) => `In stock · ${count} left`,
  toOrder: "Made to order · 2–3 weeks",
  breadcrumb: "Breadcrumb",
  pictures: "Pictures",
  addToCart: "Add to cart",
  added: "Added to the cart. This is a demo: nothing can be ordered.",
  ask: "Ask the maker",
  askTitle: "The maker answers",
  askHint: (name: string, city: string) =>
    `Another colour, a date, gift wrapping: write to ${name} (${city}). They usually answer within minutes.`,
  delivery: "Delivery",
  deliveryText: "4–8 days, from €9; free from €120",
  returns: "Returns",
  returnsText: "30 days, no questions asked",
  facts: { material: "Material", size: "Size", colours: "Colours", care: "Care" },
  alsoFrom: (name: string) => `More from ${name}`,
  notFound: "There is no such thing",
  notFoundText: "Perhaps the last one was sold. Everything else is here.",
  back: "Back to the shelf",
  footer:
    "Polka is an invented shop that shows the seller-chat widget. Workshops, things and prices are made up, the pictures are drawn.",
  inboxTitle: (name: string) => `${name}’s inbox`,
  storefront: "Storefront",
};

const russianPlural = new Intl.PluralRules("ru");
function pluralRu(count: number): "one" | "few" | "many" | "other" {
  const form = russianPlural.select(count);
  return form === "zero" || form === "two" ? "other" : form;
}

export type Words = typeof ru;
export const WORDS: Readonly<Record<Language, Words>> = { ru, en };
