/** S7 Files between two real browsers and the real server. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import axe, { type AxeResults } from "axe-core";
import type { Browser, Locator, Page } from "playwright-core";
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

/** Of the picture itself, in pixels. */
const sizeOf = (image: Locator): Promise<number[]> =>
  image.evaluate(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]);

/** What axe finds wrong with the page, each as `rule: where`. */
const wrong = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>("axe.run()");
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
};

test.skipIf(!canBrowse)(
  "S7 a buyer sends a photo and a PDF; the seller sees them, looks at the photo in full and saves the PDF",
  async () => {
    const [buyers, sellers] = await Promise.all([newBrowser(browser), newBrowser(browser)]);
    const inbox = await InboxWindow.open(sellers.context, shop.url, "sosna");
    const buyer = await ShopWindow.open(buyers.context, shop.url, "/shop/glade");
    await buyer.ask();
    const crack = await photograph(900, 600)
      .withExif({ IFD0: { Make: "Camera" } })
      .jpeg()
      .toBuffer();
    await buyer.chat.locator("input[type=file]").setInputFiles([
      { name: "crack.jpg", mimeType: "image/jpeg", buffer: crack },
      { name: "A very long name of a drawing of the table.pdf", mimeType: "application/pdf", buffer: PDF },
    ]);
    await buyer.chat.getByRole("listitem", { name: "crack.jpg" }).waitFor();
    await buyer.write("Would it suit this lamp?");
    await buyer.chat.getByRole("button", { name: /^Photo, You, / }).waitFor();
    await buyer.chat.locator("chat-attachment-picture img.loaded").waitFor();

    await inbox.row("Would it suit this lamp?").click();
    const photo = inbox.chat.getByRole("button", { name: /^Photo, Guest/ });
    const picture = inbox.chat.locator("chat-attachment-picture img.loaded");
    await picture.waitFor();
    expect(await picture.evaluate((image) => image.src)).toContain("/v1/attachments/");
    expect(await sizeOf(picture)).toEqual([512, 341]);
    const download = inbox.page.waitForEvent("download");
    const document = inbox.chat.getByRole("link", { name: /drawing of the table\.pdf/ });
    expect(await document.getAttribute("rel")).toBe("noopener nofollow ugc");
    const file = await inbox.page.request.get((await document.getAttribute("href")) ?? "");
    expect(file.headers()["content-disposition"]).toStartWith("attachment");
    await document.click();
    expect((await download).suggestedFilename()).toBe("A very long name of a drawing of the table.pdf");

    await photo.focus();
    await inbox.page.keyboard.press("Enter");
    const viewer = inbox.page.getByRole("dialog", { name: "Photos" });
    await viewer.waitFor();
    const whole = viewer.getByRole("img", { name: /^Photo, Guest/ });
    await whole.waitFor();
    expect(await sizeOf(whole)).toEqual([900, 600]);
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
    await Promise.all([buyers.context.close(), sellers.context.close()]);
  },
  60_000,
);
