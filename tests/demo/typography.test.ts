import { expect, test } from "bun:test";
import { PRODUCTS, priceOf } from "../../demo/catalogue";
import { bound } from "../../demo/typography";

const shown = (text: string) => bound(text).replaceAll("\u00a0", "_");

test.each([
  ["Вещи, у которых есть мастер", "Вещи, у_которых есть мастер"],
  ["Свет на стол и на пол", "Свет на_стол и_на_пол"],
  ["Плащ — это плащ", "Плащ_— это плащ"],
  ["от 12 400 ₽ за 46 см", "от_12_400_₽ за_46_см"],
  ["2 из 3 мастеров", "2 из_3 мастеров"],
  ["It is in a box", "It_is_in_a_box"],
  ["24 cm high", "24_cm high"],
])("%p", (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test("prices stay in one line", () => {
  for (const product of PRODUCTS) {
    expect(priceOf(product, "ru")).toMatch(/^(\d{1,3}\u00a0)?\d{3}\u00a0₽$/);
    expect(priceOf(product, "en")).toMatch(/^€\d+$/);
  }
});
