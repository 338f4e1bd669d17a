import { expect } from "bun:test";
import { onStage } from "./support/stage";
import { InboxWindow, newBrowser, ShopWindow } from "./support/windows";
import { wrong } from "./support/wrong";

const browserTest = onStage();

for (const colorScheme of ["light", "dark"] as const) {
  browserTest(`axe finds nothing on the demo's pages, ${colorScheme}`, async ({ browser, shop }) => {
    const { context } = await newBrowser(browser, { colorScheme });
    for (const path of ["/", "/shop/noon", "/shop/nothing"]) {
      const { page } = await ShopWindow.open(context, shop.url, path);
      expect(await wrong(page)).toEqual([]);
    }
    const buyer = await ShopWindow.open(context, shop.url, "/shop/noon");
    await buyer.be("Anna");
    await buyer.ask();
    await buyer.message("Отлично, тогда беру").waitFor();
    expect(await wrong(buyer.page)).toEqual([]);

    const inbox = await InboxWindow.open(context, shop.url, "svet");
    await inbox.row("Отлично, тогда беру").click();
    await inbox.message("Отлично, тогда беру").waitFor();
    expect(await wrong(inbox.page)).toEqual([]);
    await context.close();
  });
}
