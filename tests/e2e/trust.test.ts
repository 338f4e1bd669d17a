/** Blocks, reports and the contact guard, as people in front of two windows meet them. */
import { expect } from "bun:test";
import { becomes } from "./support/becomes";
import { openShop } from "./support/shop";
import { onStage } from "./support/stage";

const browserTest = onStage({ open: () => openShop({ CONTACT_GUARD: "warn" }) });

browserTest("a buyer blocks the seller, hears nothing more, and takes it back", async (stage) => {
  const inbox = await stage.inbox("sosna");
  const buyer = await stage.buyer("/shop/glade");
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
  expect(stage.buyers.faults).toEqual([]); // S10: not one word about the policy of the page
  expect(stage.sellers.faults).toEqual([]);
});

browserTest("a seller reports a conversation, and blocks the buyer with the thanks", async (stage) => {
  const inbox = await stage.inbox("sedlo");
  const buyer = await stage.buyer("/shop/fold");
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
});

browserTest("warned of a number, a buyer edits the message, or sends it anyway", async (stage) => {
  const inbox = await stage.inbox("svet");
  const buyer = await stage.buyer("/shop/noon");
  await buyer.ask();
  await buyer.write("Call me: +1 212 555 0123");
  await buyer.chat.getByRole("button", { name: "Edit" }).click();
  const field = buyer.chat.getByRole("textbox", { name: "Message" });
  await becomes(() => field.inputValue(), "Call me: +1 212 555 0123");
  await buyer.write("Is it brass?");
  await inbox.row("Is it brass?").click();

  await buyer.write("Call me: +1 212 555 0123");
  await buyer.chat.getByRole("button", { name: "Send anyway" }).click();
  await inbox.message("Call me: +1 212 555 0123").waitFor();
});
