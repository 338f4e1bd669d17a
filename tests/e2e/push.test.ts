/** Web Push through real browsers: the worker shows, the click leads, an answer from a notification arrives. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { canNotify, launchNotifyingBrowser } from "../support/browser";
import { type PushService, startPushService } from "../support/push-service";
import { Notified } from "./support/notified";
import { openShop, type Shop } from "./support/shop";
import { InboxWindow, newBrowser, ShopWindow } from "./support/windows";

let ahead = 0;
let service: PushService;
let shop: Shop;
let browser: Browser;
let buyers: Awaited<ReturnType<typeof newBrowser>>;
let sellers: Awaited<ReturnType<typeof newBrowser>>;

beforeAll(async () => {
  if (!canNotify) return;
  service = await startPushService();
  const env = { PUSH_HOSTS: service.origin };
  [shop, browser] = await Promise.all([
    openShop(env, { now: () => Date.now() + ahead, answering: false }),
    launchNotifyingBrowser(),
  ]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await shop?.close();
  await service?.stop();
});
beforeEach(async () => {
  if (canNotify) [buyers, sellers] = await Promise.all([newBrowser(browser), newBrowser(browser)]);
});
afterEach(async () => {
  await Promise.all([buyers?.context.close(), sellers?.context.close()]);
});

/** More than a message has to be received; then everything that is due goes out. */
const later = async () => {
  ahead += 6_000;
  await shop.pushes.look();
};

/** Also while nobody has written. */
const openInbox = async () => {
  const page = await sellers.context.newPage();
  await page.goto(`${shop.url}/demo/inbox?seller=sosna&lang=en`);
  return new InboxWindow(page, page.locator("seller-inbox"));
};

const notifyingTest = test.skipIf(!canNotify);

notifyingTest(
  "D8 a closed inbox and a closed tab: each side is notified, answers from there, and counts are right",
  async () => {
    const buyer = await Notified.in(buyers.context, shop.url, service);
    const seller = await Notified.in(sellers.context, shop.url, service);

    const inbox = await openInbox();
    await inbox.chat.getByRole("button", { name: "Notifications: off" }).click();
    await inbox.chat.getByRole("button", { name: "Turn on" }).click();
    await inbox.chat.getByRole("button", { name: "Notifications: on" }).waitFor();
    await inbox.page.close();

    const page = await ShopWindow.open(buyers.context, shop.url, "/shop/glade");
    await page.ask();
    await page.write("Is it oak all the way through?");
    await page.chat.getByText("Tell you when they answer?").waitFor();
    await page.chat.getByRole("button", { name: "Yes" }).click();
    await page.chat.getByRole("button", { name: "Notifications: on" }).waitFor();
    await page.page.close();

    await later();
    expect(await seller.deliver()).toBe(1);
    const [told] = await seller.shown();
    expect(told).toMatchObject({ body: "Is it oak all the way through?" });
    expect(await seller.press("reply", "All the way, and wedged with walnut.")).toEqual([]);
    expect(await seller.shown()).toEqual([]);

    await later();
    expect(await buyer.deliver()).toBe(1);
    expect(await buyer.shown()).toMatchObject([{ title: "Sosna", body: "All the way, and wedged with walnut." }]);
    const [led = ""] = await buyer.press();
    expect(led).toMatch(/^opened http:\/\/localhost:\d+\/shop\/glade.*#seller-chat=[0-9a-f-]{36}$/);
  },
);
