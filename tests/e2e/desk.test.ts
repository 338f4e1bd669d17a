/** Two agents of one seller at their inboxes, and a buyer. */
import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { canBrowse, launchBrowser } from "../support/browser";
import { openShop, type Shop } from "./support/shop";
import { newBrowser, ShopWindow } from "./support/windows";

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

/** Somebody at the dashboard, signed in by a store that says who it is. */
const agent = async (id: string, name: string) => {
  const { context, faults } = await newBrowser(browser);
  const token = await shop.sign({ sub: id, name, sellers: [{ id: "svet", name: "Svet" }] });
  await context.route("**/demo/token", (route) => route.fulfill({ json: { token } }));
  const page = await context.newPage();
  await page.goto(`${shop.url}/dashboard`);
  await page.getByRole("listitem").first().waitFor();
  return { page, faults, close: () => context.close() };
};
const row = (page: Page, text: string) => page.getByRole("listitem").filter({ hasText: text });
const composer = (page: Page) => page.getByRole("textbox", { name: "Message" });

test.skipIf(!canBrowse)("two agents see who answers, whose it is, what is noted and what is done", async () => {
  const olga = await agent("olga", "Olga");
  const pavel = await agent("pavel", "Pavel"); // who reads, as the inbox opens, that Olga is one of them
  const buyers = await newBrowser(browser);
  const buyer = await ShopWindow.open(buyers.context, shop.url, "/shop/noon");
  await buyer.ask();
  await buyer.write("Does it come with a bulb?");
  for (const { page } of [olga, pavel]) {
    await row(page, "Does it come with a bulb?").click();
    await page.getByRole("log").getByText("Does it come with a bulb?").waitFor();
  }

  await composer(olga.page).pressSequentially("It does");
  await pavel.page.getByText("Olga is answering").waitFor();
  await composer(olga.page).press("Enter");
  await pavel.page.getByRole("log").getByText("It does").waitFor();
  await pavel.page.getByText("Olga is answering").waitFor({ state: "detached" });

  const assignee = (page: Page) => page.locator("inbox-talk").getByRole("combobox", { name: "Who answers" });
  await assignee(pavel.page).selectOption({ label: "Olga" });
  await assignee(olga.page).locator("option:checked", { hasText: "Olga (you)" }).waitFor({ state: "attached" });
  await olga.page.getByRole("radio", { name: "Mine" }).check({ force: true });
  await row(olga.page, "It does").waitFor();

  await pavel.page.getByRole("textbox", { name: "Add a note" }).fill("Asked by phone, too");
  await pavel.page.getByRole("button", { name: "Save the note" }).click();
  await olga.page.getByText("Asked by phone, too").waitFor();

  await olga.page.locator("inbox-talk").getByRole("button", { name: "Close", exact: true }).click();
  await pavel.page.getByText("This conversation is closed").waitFor();
  await buyer.write("And a dimmer?");
  await pavel.page.getByText("This conversation is closed").waitFor({ state: "detached" });

  await olga.page
    .getByRole("log")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .last()
    .click();
  await olga.page.getByRole("dialog", { name: "What became" }).getByText("Stored").waitFor();
  expect([...olga.faults, ...pavel.faults, ...buyers.faults]).toEqual([]);
  await Promise.all([olga.close(), pavel.close(), buyers.context.close()]);
});

test.skipIf(!canBrowse)("canned replies are kept for all agents of the seller", async () => {
  const olga = await agent("olga", "Olga");
  await olga.page.getByRole("button", { name: "Settings" }).click();
  await olga.page.getByRole("button", { name: "Add a reply" }).click();
  await olga.page.getByRole("textbox", { name: "Shortcut" }).fill("bulb");
  await olga.page.getByRole("textbox", { name: "Text" }).fill("Yes, {product} comes with a bulb, {buyer}.");
  await olga.page.getByRole("button", { name: "Save" }).click();
  await olga.page.getByRole("dialog", { name: "Settings" }).waitFor({ state: "hidden" });

  const pavel = await agent("pavel", "Pavel");
  await pavel.page.getByRole("listitem").first().click();
  await composer(pavel.page).pressSequentially("/bu");
  await pavel.page.getByRole("option", { name: "/bulb" }).waitFor();
  await composer(pavel.page).press("Enter");
  expect(await composer(pavel.page).inputValue()).toMatch(/^Yes, .+ comes with a bulb/);
  expect([...olga.faults, ...pavel.faults]).toEqual([]);
  await Promise.all([olga.close(), pavel.close()]);
});
