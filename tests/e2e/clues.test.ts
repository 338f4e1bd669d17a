/** What somebody who sets up a store finds in the browser's console when nothing comes of it. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { canBrowse, launchBrowser } from "../support/browser";
import { startServer, type TestServer } from "../support/server";
import { openSite, type Site } from "./support/site";

let browser: Browser;
let site: Site;
let server: TestServer;
beforeAll(async () => {
  if (!canBrowse) return;
  [browser, site, server] = await Promise.all([
    launchBrowser(),
    openSite("tests/widget/support/store-page.ts"),
    startServer({ config: { allowedOrigins: ["https://shop.example"] } }),
  ]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.stop();
});

test.skipIf(!canBrowse)(
  "a page that isn't listed is told in its console, and nothing of its token",
  async () => {
    const token = await server.token({ sub: "anna" });
    const { page, context } = await site.visit(browser, {});
    const warned = page.waitForEvent("console", (message) => message.type() === "warning");
    const element = `<seller-chat server="${server.url}" token="${token}" seller-id="svet" open></seller-chat>`;
    await page.evaluate(`document.body.innerHTML = ${JSON.stringify(element)}`);
    const sentence = (await warned).text();
    expect(sentence).toBe(
      `seller-chat: ${server.url} refused this page (origin refused). ALLOWED_ORIGINS there must name its origin, ${site.origin}; who isn’t signed in needs GUESTS=on.`,
    );
    expect(sentence).not.toContain(token);
    await context.close();
  },
  60_000,
);
