import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import axe, { type AxeResults } from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { canBrowse, launchBrowser } from "../support/browser";
import { PDF } from "../support/files";
import { openShop, type Shop } from "./support/shop";
import { InboxWindow, newBrowser, ShopWindow } from "./support/windows";

const PHOTO = join(import.meta.dir, "../../demo/pictures/hero.webp"); // 1600 × 900

let shop: Shop;
let browser: Browser;
let buyers: { context: BrowserContext; faults: string[] };
let sellers: { context: BrowserContext; faults: string[] };

beforeAll(async () => {
  if (!canBrowse) return;
  [shop, browser] = await Promise.all([openShop(), launchBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});
beforeEach(async () => {
  if (!canBrowse) return;
  [buyers, sellers] = await Promise.all([newBrowser(browser), newBrowser(browser)]);
});
afterEach(async () => {
  await Promise.all([buyers?.context.close(), sellers?.context.close()]);
});

/** What axe finds wrong with the page, each as `rule: where`. */
const wrong = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>("axe.run()");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
};

test.skipIf(!canBrowse)(
  "a buyer sends a photo and a PDF; the seller sees them and looks at the photo in full",
  async () => {
    const inbox = await InboxWindow.open(sellers.context, shop.url, "sosna");
    const buyer = await ShopWindow.open(buyers.context, shop.url, "/shop/glade");
    await buyer.ask();
    await buyer.chat.locator("input[type=file]").setInputFiles([
      { name: "hero.webp", mimeType: "image/webp", buffer: Buffer.from(await Bun.file(PHOTO).bytes()) },
      { name: "A very long name of a drawing of the table.pdf", mimeType: "application/pdf", buffer: PDF },
    ]);
    await buyer.chat.getByRole("listitem", { name: "hero.webp" }).waitFor();
    await buyer.write("Would it suit this lamp?");
    await buyer.chat.getByRole("button", { name: /^Photo, You, / }).waitFor();
    await buyer.chat.locator("chat-attachment-picture img.loaded").waitFor();

    await inbox.row("Would it suit this lamp?").click();
    const photo = inbox.chat.getByRole("button", { name: /^Photo, Guest/ });
    const picture = inbox.chat.locator("chat-attachment-picture img.loaded");
    await picture.waitFor();
    expect(await picture.evaluate((image) => image.naturalHeight > 0 && image.src.includes("/v1/attachments/"))).toBe(
      true,
    );
    const document = inbox.chat.getByRole("link", { name: /drawing of the table\.pdf/ });
    expect(await document.getAttribute("rel")).toBe("noopener nofollow ugc");
    const file = await inbox.page.request.get((await document.getAttribute("href")) ?? "");
    expect(file.headers()["content-disposition"]).toStartWith("attachment");

    await photo.focus();
    await inbox.page.keyboard.press("Enter");
    const viewer = inbox.page.getByRole("dialog", { name: "Photos" });
    await viewer.waitFor();
    const whole = viewer.getByRole("img", { name: /^Photo, Guest/ });
    await whole.waitFor();
    expect(await whole.evaluate((image) => [image.naturalWidth, image.naturalHeight])).toEqual([1600, 900]);
    expect(await wrong(inbox.page)).toEqual([]);
    await inbox.page.keyboard.press("Escape");
    await viewer.waitFor({ state: "detached" });
    expect(await photo.evaluate((button) => button.matches(":focus"))).toBe(true);
    expect(await wrong(inbox.page)).toEqual([]);

    await inbox.page.reload();
    await inbox.row("Would it suit this lamp?").click();
    await picture.waitFor();
    expect(buyers.faults).toEqual([]); // S10: not one word about the policy of the page
    expect(sellers.faults).toEqual([]);
  },
  60_000,
);
