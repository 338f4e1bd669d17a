/** S7 Files between two real browsers and the real server. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Locator } from "playwright-core";
import { canBrowse, launchBrowser } from "../support/browser";
import { PDF, photograph } from "../support/files";
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

interface Shown {
  readonly naturalWidth: number;
  readonly naturalHeight: number;
}

/** Of the picture itself, in pixels. */
const sizeOf = (image: Locator): Promise<string> =>
  image.evaluate((shown: Shown) => `${shown.naturalWidth} × ${shown.naturalHeight}`);

test.skipIf(!canBrowse)(
  "a buyer's photograph is a picture at the seller's, also after a reload; a PDF is saved",
  async () => {
    const [buyers, sellers] = await Promise.all([newBrowser(browser), newBrowser(browser)]);
    const inbox = await InboxWindow.open(sellers.context, shop.url, "sosna");
    const buyer = await ShopWindow.open(buyers.context, shop.url, "/shop/glade");
    await buyer.ask();
    const photo = await photograph(900, 600)
      .withExif({ IFD0: { Make: "Camera" } })
      .jpeg()
      .toBuffer();
    await buyer.chat.locator("input[type=file]").setInputFiles([
      { name: "crack.jpg", mimeType: "image/jpeg", buffer: photo },
      { name: "receipt.pdf", mimeType: "application/pdf", buffer: PDF },
    ]);
    await buyer.write("It came like this");
    await inbox.row("It came like this").click();
    const picture = inbox.chat.locator("chat-attachment-picture img.loaded");
    await picture.waitFor();
    expect(await sizeOf(picture)).toBe("512 × 341");
    await inbox.page.reload();
    await inbox.row("It came like this").click();
    await picture.waitFor();
    await buyer.chat.locator("chat-attachment-picture img.loaded").waitFor();

    const download = inbox.page.waitForEvent("download");
    await inbox.chat.getByText("receipt.pdf").click();
    expect((await download).suggestedFilename()).toBe("receipt.pdf");
    expect(buyers.faults).toEqual([]);
    expect(sellers.faults).toEqual([]);
    await Promise.all([buyers.context.close(), sellers.context.close()]);
  },
);
