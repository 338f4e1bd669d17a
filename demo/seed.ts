/** What has been said before anybody came: so that the first look at an inbox is not at an empty one. */
import { priceOf, productById, sellerById } from "./catalogue";
import type { Language } from "./language";
import { messageId } from "./message-id";
import { autoClaims, type Claims, claimsOf } from "./people";
import { bound } from "./typography";
import { address } from "./views/layout";
import { pictureOf } from "./views/parts";
import { Wire } from "./wire";

interface Talk {
  readonly buyer: string;
  readonly product: string;
  readonly language: Language;
  /** Lines in turn; the seller's begin with a dash. */
  readonly lines: readonly string[];
  /** The seller has not seen the last lines. */
  readonly waiting?: true;
}

/** Buyers who only ever appear in an inbox. They have no picture, as many people don't. */
const OTHERS: Readonly<Record<string, string>> = {
  emma: "Emma Clarke",
  lev: "Лев Орлов",
  sofia: "Sofia Marin",
  vera: "Вера Соколова",
};

/** The one that tells whether all have been told. */
const LAST: Talk = {
  buyer: "anna",
  product: "noon",
  language: "ru",
  lines: [
    "Здравствуйте! Лампа ещё в наличии?",
    "И можно ли заказать с чёрным проводом вместо коричневого?",
    "- Добрый день! Да, осталось три.",
    "- Провод можем поставить чёрный, тканевый — это без доплаты, но срок плюс два дня.",
    "Отлично, тогда беру",
  ],
};

/** Oldest first. */
const TALKS: readonly Talk[] = [
  {
    buyer: "vera",
    product: "siskin",
    language: "ru",
    lines: [
      "А голова у птицы правда поворачивается?",
      "- Правда, она на магните. Дети в восторге, взрослые тоже.",
      "Беру две: тёмную и светлую",
      "- Отложили. Завтра отправим вместе, в одной коробке.",
    ],
  },
  {
    buyer: "sofia",
    product: "morning",
    language: "en",
    lines: [
      "Hi! Could I have two blue cups instead of one of each?",
      "- Hello! Of course, just write “both blue” with the order.",
      "Perfect, thank you",
      "- You’re welcome!",
    ],
  },
  {
    buyer: "lev",
    product: "weekday",
    language: "ru",
    lines: [
      "Добрый день. Ноутбук 16 дюймов войдёт?",
      "- Добрый день! В длину войдёт, но край будет виден: сумка 38 × 34 см.",
      "Подходит. А можно короче ручки, сантиметра на три?",
      "- Можно, это день работы и без доплаты.",
    ],
  },
  {
    buyer: "emma",
    product: "glade",
    language: "en",
    lines: [
      "Is the stool steady enough to stand on?",
      "- It carries 140 kg, and three legs never wobble. We stand on ours.",
      "Lovely. And can it be stained black?",
      "- Yes, black takes four days longer. Shall I make one?",
    ],
  },
  {
    buyer: "lev",
    product: "bell",
    language: "ru",
    lines: [
      "Здравствуйте! Хочу три подвеса над стол 180 см. На какой высоте вешать?",
      "- Здравствуйте! Нижний край в 70–75 см от столешницы, между ними 45 см.",
      "Спасибо, тогда шалфей, горчица и графит",
    ],
    waiting: true,
  },
  {
    buyer: "emma",
    product: "dusk",
    language: "en",
    lines: [
      "Hello! Is the light dimmable?",
      "- Hello, Emma! Yes: the bulb in the box is, and there is a dimmer on the cord.",
      "Great. Do you ship to Lisbon?",
      "And roughly when would it arrive?",
    ],
    waiting: true,
  },
  {
    buyer: "sofia",
    product: "half-moon",
    language: "en",
    lines: [
      "How long is the strap at its longest?",
      "- 125 cm, seven holes, three centimetres apart.",
      "Then it fits across a winter coat. Is olive in stock too?",
    ],
    waiting: true,
  },
  {
    buyer: "anna",
    product: "pleat",
    language: "ru",
    lines: [
      "Здравствуйте! Ваза внутри глазурованная? Хочу ставить живые ветки",
      "- Здравствуйте, Анна! Да, внутри глазурь, воду держит.",
      "Чудесно",
    ],
  },
  {
    buyer: "boris",
    product: "noon",
    language: "en",
    lines: [
      "Hello! Is the lamp still in stock?",
      "And can I have it with a black cord instead of the brown one?",
      "- Good afternoon! Yes, three left.",
      "- A black fabric cord is no problem: no extra cost, but two more days.",
      "Great, I’ll take it then",
    ],
  },
  LAST,
];

interface SeedOptions {
  /** Address of the server, `http://localhost:3000`. */
  readonly server: string;
  readonly sign: (claims: Claims) => Promise<string>;
}

/**
 * Says it all over the wire, as the people themselves would, once. The ids of the messages never change, so a run after
 * one that was cut short stores nothing twice (D2).
 * @throws Error when the server can't be reached or refuses something
 */
export async function seed({ server, sign }: SeedOptions): Promise<void> {
  const wires = new Map<string, Promise<Wire>>();
  const wireOf = (claims: Claims): Promise<Wire> => {
    const wire = wires.get(claims.sub) ?? sign(claims).then((token) => Wire.open(server, token));
    wires.set(claims.sub, wire);
    return wire;
  };
  try {
    if (await isTold(await wireOf(buyerOf(LAST, server)), LAST)) return;
    for (const talk of TALKS) await tell(server, talk, wireOf);
  } finally {
    const close = (wire: Wire) => wire.close();
    await Promise.allSettled([...wires.values()].map((opening) => opening.then(close)));
  }
}

const buyerOf = ({ buyer, language }: Talk, server: string): Claims =>
  claimsOf(buyer, language, server) ?? { sub: `demo:${buyer}`, name: OTHERS[buyer] ?? buyer };

async function isTold(buyer: Wire, { product, lines }: Talk): Promise<boolean> {
  const { items } = await buyer.inbox({});
  return items.some(({ topic, lastSeq }) => topic?.id === product && lastSeq >= lines.length);
}

async function tell(server: string, talk: Talk, wireOf: (claims: Claims) => Promise<Wire>): Promise<void> {
  const product = productById(talk.product);
  const seller = product && sellerById(product.seller);
  if (!product || !seller) throw new Error(`The demo sells no ${talk.product}.`);
  const buyer = await wireOf(buyerOf(talk, server));
  const answering = await wireOf(autoClaims(seller, server)); // makes the seller's name and picture known, too
  const { conversation } = await buyer.open({
    seller: seller.id,
    topic: {
      id: product.id,
      title: product.title[talk.language],
      url: new URL(address(`/shop/${product.id}`, talk.language), server).href,
      image: new URL(pictureOf(product, 1), server).href,
      price: priceOf(product, talk.language),
    },
  });
  for (const [i, line] of talk.lines.entries()) {
    const text = bound(line.replace(/^- /, ""));
    const speaker = line.startsWith("- ") ? answering : buyer;
    await speaker.send({
      id: messageId(`talk ${talk.buyer} ${talk.product} ${i}`),
      conversation: conversation.id,
      text,
    });
  }
  const seen = talk.waiting ? talk.lines.findLastIndex((line) => line.startsWith("- ")) + 1 : talk.lines.length;
  buyer.tell({ type: "read", conversation: conversation.id, seq: talk.lines.length });
  answering.tell({ type: "read", conversation: conversation.id, seq: seen });
  // The answers say that the positions were taken: frames of one link are handled in order.
  await Promise.all([buyer.inbox({}), answering.inbox({ seller: seller.id })]);
}
