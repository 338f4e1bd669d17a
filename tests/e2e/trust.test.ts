/** Blocks, reports and the contact guard, as people in front of two windows meet them. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import type { Browser, BrowserContext } from "playwright-core";
import { canBrowse, launchBrowser } from "../support/browser";
import { openShop, type Shop } from "./support/shop";
import { InboxWindow, newBrowser, ShopWindow } from "./support/windows";

let shop: Shop;
let browser: Browser;
let buyers: { context: BrowserContext; faults: string[] };
let sellers: { context: BrowserContext; faults: string[] };

beforeAll(async () => {
  if (!canBrowse) return;
  [shop, browser] = await Promise.all([openShop({ CONTACT_GUARD: "warn" }), launchBrowser()]);
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

const browserTest = test.skipIf(!canBrowse);

browserTest(
  "a buyer blocks the seller, hears nothing more, and takes it back",
  async () => {
    const inbox = await InboxWindow.open(sellers.context, shop.url, "sosna");
    const buyer = await ShopWindow.open(buyers.context, shop.url, "/shop/glade");
    await buyer.ask();
    await buyer.write("Is it oak?");
    await inbox.row("Is it oak?").click();
    await inbox.write("It is.");
    await buyer.message("It is.").waitFor();

    await buyer.chat.getByRole("button", { name: "More" }).click();
    await buyer.page.keyboard.press("Escape");
    await buyer.chat.getByRole("menuitem").first().waitFor({ state: "hidden" });
    expect(await buyer.chat.locator("dialog[open]").count()).toBe(1); // the menu's Escape, not the panel's
    await buyer.chat.getByRole("button", { name: "More" }).press("ArrowDown");
    await buyer.chat.getByRole("menuitem", { name: "Block" }).press("Enter");
    await buyer.chat.getByRole("dialog", { name: "Block this seller?" }).getByRole("button", { name: "Block" }).click();
    await buyer.chat.getByText("You’ve blocked this seller").waitFor();
    expect(await buyer.chat.getByRole("textbox", { name: "Message" }).count()).toBe(0);

    await inbox.write("Hello?");
    await inbox.chat.getByText("Not sent: this conversation doesn’t take messages.").waitFor();
    expect(await buyer.message("Hello?").count()).toBe(0);
    await buyer.page.reload();
    await buyer.ask();
    await buyer.chat.getByText("You’ve blocked this seller").waitFor();

    await buyer.chat.getByRole("button", { name: "Unblock" }).click();
    await buyer.write("All right, then");
    await inbox.message("All right, then").waitFor();
    await inbox.chat.getByRole("button", { name: "Retry" }).click();
    await buyer.message("Hello?").waitFor();
    expect(buyers.faults).toEqual([]); // S10: not one word about the policy of the page
    expect(sellers.faults).toEqual([]);
  },
  60_000,
);

browserTest(
  "a seller reports a conversation, and blocks the buyer with the thanks",
  async () => {
    const inbox = await InboxWindow.open(sellers.context, shop.url, "sedlo");
    const buyer = await ShopWindow.open(buyers.context, shop.url, "/shop/fold");
    await buyer.be("Boris");
    await buyer.ask();
    await buyer.write("You are all crooks");
    await inbox.row("You are all crooks").click();
    await inbox.chat.getByRole("button", { name: "More" }).click();
    await inbox.chat.getByRole("menuitem", { name: "Report…" }).click();
    const dialog = inbox.chat.getByRole("dialog");
    await dialog.getByRole("radio", { name: "Insults or threats" }).check();
    await dialog.getByRole("textbox").fill("jjk/?"); // the inbox's own shortcuts don't answer
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.getByText("We’ll look at this conversation.").waitFor();
    await dialog.getByRole("button", { name: "Block" }).click();
    await inbox.chat.getByText("You’ve blocked this buyer").waitFor();
    await buyer.write("Well?");
    await buyer.chat.getByText("Not sent: this conversation doesn’t take messages.").waitFor();
  },
  60_000,
);

browserTest(
  "warned of a number, a buyer edits the message, or sends it anyway",
  async () => {
    const inbox = await InboxWindow.open(sellers.context, shop.url, "svet");
    const buyer = await ShopWindow.open(buyers.context, shop.url, "/shop/noon");
    await buyer.ask();
    await buyer.write("Call me: +1 212 555 0123");
    await buyer.chat.getByRole("button", { name: "Edit" }).click();
    const field = buyer.chat.getByRole("textbox", { name: "Message" });
    expect(await field.inputValue()).toBe("Call me: +1 212 555 0123");
    await buyer.write("Is it brass?");
    await inbox.row("Is it brass?").click();

    await buyer.write("Call me: +1 212 555 0123");
    await buyer.chat.getByRole("button", { name: "Send anyway" }).click();
    await inbox.message("Call me: +1 212 555 0123").waitFor();
  },
  60_000,
);
