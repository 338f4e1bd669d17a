/** What the contact guard finds, and, as important, what it leaves alone. */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Contact, contactsIn, masked } from "../../server/chat/contacts";

/** The contact in it stands between « » brackets of its own kind: ⟦ and ⟧. */
const parse = (marked: string) => {
  const found: string[] = [];
  for (const [, inner = ""] of marked.matchAll(/⟦(.*?)⟧/gs)) found.push(inner);
  return { text: marked.replace(/[⟦⟧]/g, ""), found };
};

const FOUND: Readonly<Record<Contact["kind"], readonly string[]>> = {
  phone: [
    "Звоните ⟦+7 916 123-45-67⟧, я на связи",
    "⟦89161234567⟧",
    "⟦+79161234567⟧",
    "мой номер ⟦8 (916) 123-45-67⟧",
    "⟦8 916 123 45 67⟧ Пётр",
    "⟦8-916-123-45-67⟧",
    "⟦8.916.123.45.67⟧",
    "⟦8916 1234567⟧",
    "⟦8 916 1234567⟧",
    "⟦916 123-45-67⟧",
    "⟦(916) 123 45 67⟧",
    "⟦9161234567⟧ пишите",
    "тел. ⟦9161234567⟧",
    "тел⟦89161234567⟧",
    "⟦8 9 1 6 1 2 3 4 5 6 7⟧",
    "⟦8_916_123_45_67⟧",
    "⟦8*916*123*45*67⟧",
    "⟦8/916/123/45/67⟧",
    "⟦8-91-61-23-45-67⟧",
    "⟦8 91 61 23 45 67⟧",
    "⟦8📱916📱123📱45📱67⟧",
    "⟦8\u200b9\u200b1\u200b6\u200b1\u200b2\u200b3\u200b4\u200b5\u200b6\u200b7⟧",
    "⟦8️⃣9️⃣1️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣⟧",
    "⟦⑧⑨①⑥①②③④⑤⑥⑦⟧",
    "⟦８９１６１２３４５６７⟧",
    "⟦8 9О6 123 45 67⟧ (буква вместо нуля)",
    "⟦восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь⟧",
    "⟦восемь девять один шесть один два три четыре пять шесть семь⟧",
    "⟦8 девятьсот шестнадцать 123 сорок пять 67⟧",
    "⟦плюс семь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь⟧".replace("⟦плюс ", "плюс ⟦"),
    "⟦девятьсот три двести сорок восемь ноль пять одиннадцать⟧",
    "call me ⟦eight nine one six one two three four five six seven⟧",
    "⟦8 (495) 123-45-67⟧",
    "⟦84951234567⟧",
    "⟦(495) 123-45-67⟧",
    "городской ⟦495 123-45-67⟧".replace("⟦495 123-45-67⟧", "⟦495-123-45-67⟧"),
    "телефон 495 123 45 67".replace("495 123 45 67", "⟦495 123 45 67⟧"),
    "наш телефон ⟦123-45-67⟧",
    "⟦8 800 555-35-35⟧",
    "⟦+375 29 123-45-67⟧",
    "⟦375291234567⟧",
    "⟦+380 67 123 45 67⟧",
    "⟦+7 701 123 45 67⟧",
    "⟦+998 90 123 45 67⟧",
    "⟦+49 30 12345678⟧",
    "⟦+1 212 555 0123⟧",
    "Call ⟦(212) 555-0123⟧ any time",
    "⟦212-555-0123⟧",
    "phone: ⟦212 555 0123⟧",
    "text me ⟦07911 123456⟧",
    "⟦+44 7911 123456⟧",
    "вотсап ⟦9161234567⟧",
    "WhatsApp ⟦4915112345678⟧",
    "⟦8 916 123-45-67⟧ или ⟦8 903 765-43-21⟧",
    "заказ 12345, телефон ⟦9161234567⟧",
    "Заказ ⟦89161234567⟧",
    "12 400 ₽, ⟦8 916 123-45-67⟧, до 22.11.2026",
    "цена 8900, ⟦8 916 123 45 67⟧",
    "с 9 до 18, ⟦8-916-123-45-67⟧",
    "пишите на ⟦8–916–123–45–67⟧",
    "мой номер ⟦8 91 612 34567⟧",
    "⟦8(916)1234567⟧",
    "⟦7 916 123 45 67⟧",
    "⟦79161234567⟧",
  ],
  email: [
    "⟦anna@example.com⟧",
    "пишите на ⟦anna.smirnova@mail.ru⟧!",
    "⟦ANNA@GMAIL.COM⟧",
    "⟦anna+shop@gmail.com⟧",
    "⟦anna@почта.рф⟧",
    "⟦анна@почта.рф⟧",
    "⟦anna собака mail.ru⟧",
    "⟦anna собака mail точка ru⟧",
    "⟦anna (собака) mail (точка) ru⟧",
    "⟦anna [at] mail [dot] ru⟧",
    "⟦anna(at)gmail.com⟧",
    "⟦anna (at) gmail dot com⟧",
    "⟦anna {at} gmail {dot} com⟧",
    "⟦anna@gmail⟧",
    "⟦anna собака яндекс ру⟧",
    "⟦anna собака яндекс⟧",
    "⟦anna@gmail dot com⟧",
    "⟦anna @ gmail.com⟧",
    "my mail is ⟦anna at gmail.com⟧",
    "⟦anna at gmail dot com⟧",
    "⟦аnnа@gmаil.соm⟧",
    "⟦anna\u200b@\u200bmail.ru⟧",
    "⟦anna＠mail．ru⟧",
    "⟦𝐚𝐧𝐧𝐚@mail.ru⟧",
    "⟦a.n.n.a@list.ru⟧ – это я",
    "почта:⟦anna@bk.ru⟧",
    "(⟦anna@inbox.ru⟧)",
    "⟦anna@mail.co.uk⟧",
    "⟦support@shop.example⟧",
    "⟦anna@яндекс⟧",
  ],
  handle: [
    "⟦t.me/anna_lamp⟧",
    "⟦https://t.me/anna_lamp⟧",
    "⟦https://t.me/+AbCdEf123⟧",
    "⟦т.ме/anna⟧",
    "⟦t . me / anna⟧",
    "⟦t точка me/anna⟧",
    "⟦t(.)me/anna⟧",
    "⟦t.me слэш anna⟧",
    "⟦telegram.me/anna⟧",
    "⟦tg://resolve?domain=anna⟧",
    "⟦wa.me/79161234567⟧",
    "⟦https://api.whatsapp.com/send?phone=79161234567⟧",
    "⟦vk.com/id12345⟧",
    "⟦https://vk.com/anna.smirnova⟧",
    "⟦instagram.com/anna.lamps⟧",
    "⟦https://www.instagram.com/anna.lamps⟧",
    "⟦m.me/anna⟧",
    "⟦facebook.com/anna.smirnova⟧",
    "⟦skype:anna.smirnova⟧",
    "⟦discord.gg/abc123⟧",
    "телеграм ⟦@annalamp⟧",
    "тг ⟦@annalamp⟧",
    "тг: ⟦annalamp⟧",
    "телега — ⟦anna_lamp⟧",
    "в телеге ⟦@anna.lamp⟧",
    "пишите в тгшку ⟦@annalamp⟧",
    "телеграм мой ник ⟦anna_lamp⟧",
    "найдёте меня в телеграм: ⟦annalamp⟧",
    "в телеграме ⟦annalamp⟧",
    "инста ⟦@anna.lamps⟧",
    "инстаграм ⟦anna_lamps⟧",
    "вк ⟦id12345⟧",
    "вк id ⟦12345678⟧",
    "скайп ⟦anna.smirnova⟧",
    "telegram ⟦@annalamp⟧",
    "Telegram: ⟦annalamp⟧",
    "my telegram is ⟦anna_lamp⟧",
    "my tg is ⟦@anna⟧",
    "whatsapp me at ⟦@anna99⟧",
    "skype: ⟦annalamp⟧",
    "IG: ⟦anna.lamps⟧",
    "⟦@anna_lamp⟧",
    "напишите мне ⟦@annalamp⟧",
    "dm ⟦@annalamp⟧ please",
    "тeлeгрaм ⟦@annalamp⟧",
    "т\u200bг ⟦@annalamp⟧",
    "ТЕЛЕГРАМ ⟦@AnnaLamp⟧",
    "viber ⟦anna_99⟧",
  ],
};

const LEFT_ALONE: readonly string[] = [
  // money
  "12 400 ₽",
  "Цена 12 400 ₽, со скидкой 9 900 ₽",
  "9 990 000 000 ₽",
  "8 900, 9 100 и 10 500 рублей",
  "от 8 900 до 12 400",
  "цены 9 900 9 500 12 000",
  "89 900 – 120 000 ₽",
  "12 000-15 000 руб",
  "$1,250,000.00",
  "€1.299,00",
  "+1000 рублей за доставку",
  "+100 500 бонусов",
  "двенадцать тысяч четыреста рублей",
  "двадцать пять рублей сорок копеек",
  "Pay 89.90 or 99.90 for two",
  // dates and hours
  "22.11.2026",
  "22.11.2026 14:30",
  "с 22.11.2026 по 30.11.2026",
  "9.11.2026-8.12.2026",
  "2026-11-22T14:30:00Z",
  "22/11/2026",
  "работаем с 9:00 до 18:00",
  "9.00-18.00 9.00-15.00",
  "09:00–21:00, без выходных",
  "9-18, 10-20, 11-19",
  "in 2019, 2020 and 2021",
  // sizes and measures
  "40×60×20",
  "40x60x20 см",
  "40х60х20",
  "90 95 100 105",
  "90-95-100-105",
  "92-98-104-110-116",
  "36 37 38 39 40 41",
  "7 8 9 10 11 12 13 14",
  "высота 42 см, диаметр 18 см, вес 1,5 кг",
  "вес 9 кг 500 г, 16 см 123 мм",
  "220 В, 50 Гц, 60 Вт, IP44, E27",
  "12 м², 3 м³",
  "1920×1080, 4K",
  "192.168.100.200",
  "55.751244, 37.617494",
  // orders, goods, papers
  "Заказ № 1234567890",
  "Заказ 9123456789",
  "order #9123456789",
  "арт. 9123456789",
  "артикул 4951234567",
  "номер заказа 9161234567",
  "SKU WB-9123456789",
  "WB9123456789",
  "ИНН 9705114405",
  "ИНН 7707083893, КПП 770701001",
  "ОГРН 1027700132195",
  "ISBN 978-5-17-112345-6",
  "4607012345678",
  "трек RA123456789RU",
  "трек 80085812345678",
  "карта 4276 5500 1234 5678",
  "4276550012345678",
  "р/с 40702810912345678901",
  "договор 89-12/2026",
  "код 123456",
  "лот 12345678",
  "1234567890",
  "12345678901234567890",
  "4951234567",
  // addresses of the shop, mentions, words
  "https://shop.example/lamp?id=89161234&utm_source=chat",
  "https://shop.example/katalog/lampy/nastolnye/latun",
  "смотрите на shop.example",
  "mail.ru прислал письмо",
  "10 шт @ 500",
  "@",
  "я @ тут",
  "@anna, спасибо",
  "user@",
  "@media (min-width: 480px)",
  "У меня собака. Можно ли ей такую лежанку?",
  "собака грызёт провод",
  "и точка.",
  "look at mail.ru",
  "в телеграм не пишите",
  "телеграм-бот напомнит",
  "телега для дров, 5 штук",
  "telegram is great",
  "telegram bot of the shop",
  "on WhatsApp please",
  "наш канал в телеграм premium",
  "инста не работает",
  "вк и тг у нас нет",
  "viber на iphone15 не идёт",
  "t.me",
  "vk.com",
  "I can't. Me/my friend will",
  "подключается через Bluetooth 5.0 и Wi-Fi 6",
  "Samsung Galaxy S23 8/256",
  "iPhone 15 Pro 256 ГБ",
  "сто двадцать три сантиметра",
  "раз, два, три, четыре, пять",
  "one two three four five",
  "тел. нет",
  "8",
  "916",
  "911",
  "8 (800)",
  "",
];

for (const [kind, cases] of Object.entries(FOUND)) {
  describe(`finds ${kind}`, () => {
    test.each(cases.map((marked) => [marked]))("%s", (marked) => {
      const { text, found } = parse(marked);
      const contacts = contactsIn(text);
      expect(contacts.map(({ from, to }) => text.slice(from, to))).toEqual(found);
      for (const contact of contacts) expect<string>(contact.kind).toBe(kind);
    });
  });
}

describe("leaves alone", () => {
  test.each(LEFT_ALONE.map((text) => [text]))("%s", (text) => {
    expect(contactsIn(text).map(({ from, to }) => text.slice(from, to))).toEqual([]);
  });
});

test("there are at least sixty cases of what is found and of what is left alone, in both languages", () => {
  expect(Object.values(FOUND).flat().length).toBeGreaterThan(60);
  expect(LEFT_ALONE.length).toBeGreaterThan(60);
});

test("masks with a few dots, however long the contact, and leaves the rest as it was", () => {
  const text = "Пишите: anna.very.long.address@example.com или 8 916 123-45-67, спасибо 🙂";
  expect(masked(text, contactsIn(text))).toBe("Пишите: •••••••• или ••••••••, спасибо 🙂");
});

describe("of any text", () => {
  const scraps = [
    ...Object.values(FOUND)
      .flat()
      .map((marked) => parse(marked).text),
    ...LEFT_ALONE,
  ];
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(...scraps),
        fc.string({ unit: "binary", maxLength: 12 }),
        fc.constantFrom(" ", "\n", ", ", "8", "+7", "@", "тг ", "сто ", "собака ", "т.me/", "\u200b", "9️⃣"),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(""));

  test("contacts are in order, apart, inside the text, and on whole characters", () => {
    fc.assert(
      fc.property(text, (given) => {
        let end = 0;
        for (const { from, to } of contactsIn(given)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
          if (given.isWellFormed()) expect(given.slice(from, to).isWellFormed()).toBe(true);
        }
        expect(end).toBeLessThanOrEqual(given.length);
      }),
      { numRuns: 500 },
    );
  });

  test("a masked text is no longer than it was, and masking it again changes nothing", () => {
    fc.assert(
      fc.property(text, (given) => {
        const once = masked(given, contactsIn(given));
        expect(once.length).toBeLessThanOrEqual(given.length);
        expect(once).toBe(masked(given, contactsIn(given)));
      }),
      { numRuns: 300 },
    );
  });
});

/** Eight times the text takes about eight times as long; a pattern that goes back and forth would take 64 times. */
describe("takes time that grows with the text alone", () => {
  const seeds: Readonly<Record<string, string>> = {
    digits: "9",
    "digits apart": "8 9 1 6 ",
    "near numbers": "8 316 123 45 67 ",
    numbers: "8 916 123-45-67 ",
    "at signs": "@",
    names: "a",
    "names and at signs": "anna.lamp.shop.example@",
    dots: "a.",
    spaces: " ",
    "spelled signs": " собака точка ",
    brackets: "([{ ",
    messengers: "телеграм мой ник это на в ",
    links: "t.me/",
    "number words": "сто двадцать ",
    invisible: "\u200b",
    wide: "𝟠",
  };
  const time = (text: string): number => {
    const started = performance.now();
    contactsIn(text);
    return performance.now() - started;
  };
  test.each(Object.entries(seeds))("%s", (_name, seed) => {
    const ofLength = (length: number) => seed.repeat(Math.ceil(length / seed.length));
    const [short, long] = [ofLength(8_000), ofLength(64_000)];
    let [shortest, longest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    // The least of several is what it costs: a busy machine only makes it seem longer, so then there are more of them.
    for (let round = 0; round < 3 || (round < 40 && longest >= 24 * shortest); round++) {
      shortest = Math.max(0.2, Math.min(shortest, time(short)));
      longest = Math.min(longest, time(long));
    }
    expect(longest / shortest).toBeLessThan(24);
  });
});
