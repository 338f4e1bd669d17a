import { describe, expect, test } from "bun:test";
import { answerTo, languageOfText, readingTime, topicsOf, typingTime } from "../../demo/answers";
import { FEATURED, productById } from "../../demo/catalogue";

const noon = productById("noon");
const ask = (text: string, more: object = {}) =>
  answerTo({ text, seller: FEATURED, product: noon, first: false, ...more }).replaceAll("\u00a0", " ");

test("a photo without words is answered in the language of what it is about", () => {
  expect(languageOfText(ask("", { title: "Лампа «Полдень», латунь" }))).toBe("ru");
  expect(languageOfText(ask("", { title: "Noon lamp, brass" }))).toBe("en");
  expect(languageOfText(ask("And in black?", { title: "Лампа «Полдень», латунь" }))).toBe("en");
});

describe("what a text is about", () => {
  test.each([
    ["Здравствуйте! Лампа ещё в наличии?", ["availability"]],
    ["Is the lamp still in stock?", ["availability"]],
    ["Сколько стоит доставка?", ["delivery", "price"]],
    ["When would it arrive? Do you ship to Lisbon?", ["delivery"]],
    ["А чёрный провод есть?", ["colours"]],
    ["Can I have it in black?", ["colours"]],
    ["Какой высоты лампа?", ["size"]],
    ["how tall is it", ["size"]],
    ["Из чего сделано?", ["material"]],
    ["Можно ли мыть в посудомойке?", ["care"]],
    ["Скидка будет?", ["discount"]],
    ["Упакуете в подарок?", ["gift"]],
    ["Если не подойдёт, можно вернуть?", ["returns"]],
    ["Отлично, тогда беру", ["order"]],
    ["Спасибо!", ["thanks"]],
    ["thank you so much", ["thanks"]],
    ["Добрый день", ["greeting"]],
    ["hi", ["greeting"]],
    ["Hello, Nina!", ["greeting"]],
    ["Здравствуйте! Лампа диммируется?", ["dimming"]],
    ["Hello! Is the light dimmable?", ["dimming"]],
    ["Здравствуйте! А она тёплая на ощупь?", ["anything else"]],
    ["Hi, do you teach this craft", ["anything else"]],
    ["Спасибо. А лампочка тёплая?", ["anything else"]],
    ["Спасибо, а сколько стоит?", ["price"]],
    ["Вы верите в чудеса?", ["anything else"]],
    ["history of the workshop", ["anything else"]],
    ["", ["anything else"]],
  ])("%p → %p", (text, topics) => {
    expect(topicsOf(text)).toEqual(topics);
  });

  test("no more than two topics are answered", () => {
    expect(topicsOf("Есть в наличии? Какая цена, какие цвета, какие размеры?")).toHaveLength(2);
  });
});

describe("answers", () => {
  test("come in the language of the question", () => {
    expect(languageOfText("Is it in stock?")).toBe("en");
    expect(ask("В наличии?")).toBe("Да, есть: осталось 3 шт.");
    expect(ask("Is it in stock?")).toBe("Yes, we have it: 3 left.");
  });

  test("tell what the catalogue says of the thing", () => {
    expect(ask("Какая цена?")).toContain("12 400 ₽");
    expect(ask("How much is it?")).toContain("€139");
    expect(ask("Какие есть цвета?")).toContain("коричневый, чёрный и льняной");
    expect(ask("Есть в наличии?", { product: productById("glade") })).toContain("2–3 недели");
  });

  test("greet only at the beginning", () => {
    expect(ask("Какой размер?", { first: true })).toStartWith("Здравствуйте! Размеры такие");
    expect(ask("Какой размер?")).toStartWith("Размеры такие");
  });

  test("need no product", () => {
    expect(ask("How much is it?", { product: undefined })).toBe(
      "Every piece has its price beside it. Shall I help with one?",
    );
  });

  test("take a person's time, and not more than one would wait for", () => {
    expect(readingTime("да")).toBeLessThan(readingTime("да".repeat(30)));
    expect(readingTime("x".repeat(4000))).toBe(2_500);
    expect(typingTime("x".repeat(4000))).toBe(4_500);
  });
});
