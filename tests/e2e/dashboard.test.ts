/** The inbox as a page of the chat's own server: signed in by the store, installable, with the browser's back. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import axe, { type AxeResults } from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { canBrowse, launchBrowser } from "../support/browser";
import { openShop, type Shop } from "./support/shop";
import { newBrowser, ShopWindow } from "./support/windows";

let shop: Shop;
let browser: Browser;
let seller: { context: BrowserContext; faults: string[] };

beforeAll(async () => {
  if (!canBrowse) return;
  [shop, browser] = await Promise.all([openShop(), launchBrowser()]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});
beforeEach(async () => {
  if (canBrowse) seller = await newBrowser(browser);
});
afterEach(async () => {
  await seller?.context.close();
});

const CACHE = "seller-chat-dashboard";
interface Manifest {
  readonly icons: readonly { readonly src: string; readonly sizes: string }[];
}

/** Frame by frame: the page's policy lets nothing be evaluated in it, as `waitForFunction` does. */
const until = async (page: Page, condition: string): Promise<void> => {
  while (!(await page.evaluate<boolean>(condition))) await page.evaluate("new Promise(requestAnimationFrame)");
};

const browserTest = test.skipIf(!canBrowse);

const open = async (hash = ""): Promise<Page> => {
  const page = await seller.context.newPage();
  await page.goto(`${shop.url}/dashboard${hash}`);
  await page.getByRole("list", { name: "Conversations" }).getByRole("listitem").first().waitFor();
  return page;
};
const phone = { width: 390, height: 844 };

browserTest("signs in by the store's token address, under a strict policy, and is accessible", async () => {
  const page = await open();
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>("axe.run()");
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" "))}`)).toEqual([]);
  const answer = await fetch(`${shop.url}/dashboard`);
  expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'; style-src 'self'");
  expect(seller.faults).toEqual([]);
});

browserTest(
  "back leads from the details to the conversation, from there to the list; a link leads to a conversation",
  async () => {
    const page = await open();
    await page.setViewportSize(phone);
    await page.getByRole("listitem").first().click();
    await page.getByRole("log").waitFor();
    const link = new URL(page.url()).hash;
    expect(link).toMatch(/^#[0-9a-f-]{36}$/);
    await page.getByRole("button", { name: "About the buyer" }).click();
    await page.getByRole("button", { name: "Notes" }).waitFor();
    await page.goBack();
    await page.getByRole("log").waitFor();
    await page.goBack();
    await page.getByRole("searchbox").waitFor();
    expect(new URL(page.url()).hash).toBe("");
    await page.goForward();
    await page.getByRole("log").waitFor();
    await page.getByRole("button", { name: "Back" }).first().click();
    await page.getByRole("searchbox").waitFor();

    const linked = await seller.context.newPage();
    await linked.setViewportSize(phone);
    await linked.goto(`${shop.url}/dashboard${link}`);
    await linked.getByRole("log").waitFor();
    await linked.goBack();
    await linked.getByRole("searchbox").waitFor();
  },
);

browserTest("can be installed, and opens without a network once it was there", async () => {
  const page = await open();
  const manifest = await page.evaluate<Manifest>('fetch("/dashboard.webmanifest").then((answer) => answer.json())');
  expect(manifest).toMatchObject({ start_url: "/dashboard", scope: "/dashboard", display: "standalone" });
  for (const { src, sizes } of manifest.icons) {
    const measure = `(async () => {
      const image = new Image();
      image.src = ${JSON.stringify(src)};
      await image.decode();
      return image.naturalWidth + "x" + image.naturalHeight;
    })()`;
    expect(await page.evaluate<string>(measure)).toBe(sizes);
  }
  await until(page, `caches.open("${CACHE}").then((cache) => cache.keys()).then((kept) => kept.length > 4)`);
  const kept = await page.evaluate<string[]>(
    `caches.open("${CACHE}").then((cache) => cache.keys()).then((kept) => kept.map(({ url }) => new URL(url).pathname))`,
  );
  expect(kept).toContain("/dashboard");
  expect(kept.filter((path) => path.startsWith("/v1") || path.startsWith("/demo"))).toEqual([]);
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  await seller.context.setOffline(true);
  await page.reload();
  await page.locator("seller-inbox").getByText("Connecting").first().waitFor();
});

browserTest("counts what is unread in the title and in the icon, and searches while one types", async () => {
  const page = await open();
  const buyers = await newBrowser(browser);
  const buyer = await ShopWindow.open(buyers.context, shop.url, "/shop/noon");
  await buyer.ask();
  await buyer.write("Is the brass lacquered or will it tarnish?");
  await until(page, "/^\\(\\d+\\) /.test(document.title)");
  await until(page, 'document.querySelector("link[rel=icon]").href.startsWith("data:")');
  await buyer.chat.getByText(/· (Sent|Delivered|Read)/).waitFor(); // the title counts what was unread before, too
  await shop.indexed();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("lacquer");
  await page.locator("mark", { hasText: "lacquered" }).first().waitFor();
  await buyers.context.close();
  expect(seller.faults).toEqual([]);
});
