import { afterAll, beforeAll, expect, test } from "bun:test";
import axe, { type AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { canBrowse, launchBrowser } from "../support/browser";
import { openShop, type Shop } from "./support/shop";
import { InboxWindow, newBrowser, ShopWindow } from "./support/windows";

let shop: Shop;
let browser: Browser;

beforeAll(async () => {
  if (!canBrowse) return;
  [shop, browser] = await Promise.all([openShop(), launchBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

/** What axe finds wrong with the page, each as `rule: where`. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>("axe.run()");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

for (const colorScheme of ["light", "dark"] as const) {
  test.skipIf(!canBrowse)(`axe finds nothing on the demo's pages, ${colorScheme}`, async () => {
    const { context } = await newBrowser(browser, { colorScheme });
    for (const path of ["/", "/shop/noon", "/shop/nothing"]) {
      const { page } = await ShopWindow.open(context, shop.url, path);
      expect(await faults(page)).toEqual([]);
    }
    const buyer = await ShopWindow.open(context, shop.url, "/shop/noon");
    await buyer.be("Anna");
    await buyer.ask();
    await buyer.message("Отлично, тогда беру").waitFor();
    expect(await faults(buyer.page)).toEqual([]);

    const inbox = await InboxWindow.open(context, shop.url, "svet");
    await inbox.row("Отлично, тогда беру").click();
    await inbox.message("Отлично, тогда беру").waitFor();
    expect(await faults(inbox.page)).toEqual([]);
    await context.close();
  });
}
