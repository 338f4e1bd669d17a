/** Two agents of one seller at their inboxes, and a buyer. */
import { expect } from "bun:test";
import type { Page } from "playwright-core";
import { becomes } from "./support/becomes";
import { onStage, type Stage } from "./support/stage";
import { newBrowser } from "./support/windows";

const browserTest = onStage();

/** Somebody at the dashboard, signed in by a store that says who it is. */
const agent = async ({ browser, shop }: Stage, id: string, name: string) => {
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

browserTest("two agents see who answers, whose it is, what is noted and what is done", async (stage) => {
  const olga = await agent(stage, "olga", "Olga");
  const pavel = await agent(stage, "pavel", "Pavel"); // who reads, as the inbox opens, that Olga is one of them
  const buyer = await stage.buyer("/shop/noon");
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
  expect([...olga.faults, ...pavel.faults, ...stage.buyers.faults]).toEqual([]);
  await Promise.all([olga.close(), pavel.close()]);
});

browserTest("canned replies are kept for all agents of the seller", async (stage) => {
  const olga = await agent(stage, "olga", "Olga");
  await olga.page.getByRole("button", { name: "Settings" }).click();
  await olga.page.getByRole("button", { name: "Add a reply" }).click();
  await olga.page.getByRole("textbox", { name: "Shortcut" }).fill("bulb");
  await olga.page.getByRole("textbox", { name: "Text" }).fill("Yes, {product} comes with a bulb, {buyer}.");
  await olga.page.getByRole("button", { name: "Save" }).click();
  await olga.page.getByRole("dialog", { name: "Settings" }).waitFor({ state: "hidden" });

  const pavel = await agent(stage, "pavel", "Pavel");
  await pavel.page.getByRole("listitem").first().click();
  await composer(pavel.page).pressSequentially("/bu");
  await pavel.page.getByRole("option", { name: "/bulb" }).waitFor();
  await composer(pavel.page).press("Enter");
  await becomes(() => composer(pavel.page).inputValue(), expect.stringMatching(/^Yes, .+ comes with a bulb/));
  expect([...olga.faults, ...pavel.faults]).toEqual([]);
  await Promise.all([olga.close(), pavel.close()]);
});
