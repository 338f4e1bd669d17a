/** The inbox as a page of the chat's own server: signed in by the store, installable, with the browser's back. */
import { expect } from "bun:test";
import type { Page } from "playwright-core";
import { becomes } from "./support/becomes";
import { onStage, type Stage } from "./support/stage";
import { wrong } from "./support/wrong";

const browserTest = onStage();

const CACHE = "seller-chat-dashboard";
interface Manifest {
  readonly icons: readonly { readonly src: string; readonly sizes: string }[];
}

const open = async ({ sellers, shop }: Stage): Promise<Page> => {
  const page = await sellers.context.newPage();
  await page.goto(`${shop.url}/dashboard`);
  await page.getByRole("list", { name: "Conversations" }).getByRole("listitem").first().waitFor();
  return page;
};
const phone = { width: 390, height: 844 };

browserTest("signs in by the store's token address, under a strict policy, and is accessible", async (stage) => {
  const page = await open(stage);
  expect(await wrong(page)).toEqual([]);
  const answer = await fetch(`${stage.shop.url}/dashboard`);
  expect(answer.headers.get("content-security-policy")).toContain("script-src 'self'; style-src 'self'");
  expect(stage.sellers.faults).toEqual([]);
});

browserTest(
  "back leads from the details to the conversation, from there to the list; a link leads to a conversation",
  async (stage) => {
    const page = await open(stage);
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

    const linked = await stage.sellers.context.newPage();
    await linked.setViewportSize(phone);
    await linked.goto(`${stage.shop.url}/dashboard${link}`);
    await linked.getByRole("log").waitFor();
    await linked.goBack();
    await linked.getByRole("searchbox").waitFor();
  },
);

browserTest("can be installed, and opens without a network once it was there", async (stage) => {
  const page = await open(stage);
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
  const cached = () =>
    page.evaluate<string[]>(
      `caches.open("${CACHE}").then((cache) => cache.keys()).then((kept) => kept.map(({ url }) => new URL(url).pathname))`,
    );
  await becomes(cached, expect.arrayContaining(["/dashboard", "/dashboard.js"]));
  const kept = await cached();
  expect(kept.filter((path) => path.startsWith("/v1") || path.startsWith("/demo"))).toEqual([]);
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  await stage.sellers.context.setOffline(true);
  await page.reload();
  await page.locator("seller-inbox").getByText("Connecting").first().waitFor();
});

browserTest("counts what is unread in the title and in the icon, and searches while one types", async (stage) => {
  const page = await open(stage);
  const buyer = await stage.buyer("/shop/noon");
  await buyer.ask();
  await buyer.write("Is the brass lacquered or will it tarnish?");
  await becomes(() => page.title(), expect.stringMatching(/^\(\d+\) /));
  await page.locator('link[rel=icon][href^="data:"]').waitFor({ state: "attached" });
  await buyer.chat.getByText(/· (Sent|Delivered|Read)/).waitFor(); // the title counts what was unread before, too
  await stage.shop.indexed();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("lacquer");
  await page.locator("mark", { hasText: "lacquered" }).first().waitFor();
  expect(stage.sellers.faults).toEqual([]);
});
