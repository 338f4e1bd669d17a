import { expect } from "bun:test";
import { onStage } from "./support/stage";

const browserTest = onStage();

browserTest("an answer, a change and a removal are seen in the other window at once", async (stage) => {
  const inbox = await stage.inbox("sosna");
  const buyer = await stage.buyer("/shop/glade");
  await buyer.ask();
  await buyer.write("Is it oak all the way trough?");
  await inbox.row("Is it oak").click();
  await inbox.message("Is it oak all the way trough?").waitFor();

  // With the keyboard: the log, its last bubble, the menu, its first item.
  const { keyboard } = inbox.page;
  await inbox.chat.getByRole("log").focus();
  await keyboard.press("ArrowUp");
  await keyboard.press("Enter");
  await inbox.chat.getByRole("menuitem", { name: "Reply" }).waitFor();
  await keyboard.press("Enter");
  await inbox.chat.getByRole("group", { name: "Reply to" }).waitFor();
  await inbox.write("All the way");
  const quote = buyer.chat.getByRole("article", { name: "All the way" }).getByRole("button", { name: "In reply to" });
  expect(await quote.innerText()).toContain("Is it oak all the way trough?");

  // ArrowUp in an empty field; the quote follows.
  await buyer.chat.getByRole("textbox", { name: "Message" }).press("ArrowUp");
  await buyer.chat.getByRole("group", { name: "Editing a message" }).waitFor();
  await buyer.write("Is it oak all the way through?");
  await inbox.message("Is it oak all the way through?").first().waitFor();
  await inbox.chat.locator(".foot", { hasText: "edited" }).waitFor();
  await quote.filter({ hasText: "through?" }).waitFor();

  // With the mouse: the button beside the bubble.
  const own = inbox.chat.getByRole("article", { name: "All the way" }).last();
  await own.hover();
  await own.getByRole("button", { name: "Message actions" }).click();
  await inbox.chat.getByRole("menuitem", { name: "Delete" }).click();
  await inbox.chat.getByRole("menuitem", { name: "Delete?" }).click();
  for (const { chat } of [inbox, buyer]) await chat.getByRole("log").locator(".bubble.removed").waitFor();
  expect(await buyer.message("All the way").count()).toBe(0);

  expect(stage.buyers.faults).toEqual([]); // S10
  expect(stage.sellers.faults).toEqual([]);
});
