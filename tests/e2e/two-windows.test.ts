import { expect } from "bun:test";
import { onStage } from "./support/stage";

const browserTest = onStage();

browserTest("a guest and a seller talk in two windows, reload, and still have everything", async (stage) => {
  const inbox = await stage.inbox("sosna");
  const buyer = await stage.buyer("/shop/glade");
  await buyer.ask();

  await buyer.write("Is it oak all the way through?");
  await inbox.row("Is it oak all the way through?").click();
  await inbox.message("Is it oak all the way through?").waitFor();
  await inbox.write("All the way, and wedged with walnut.");
  await buyer.message("All the way, and wedged with walnut.").waitFor();
  await buyer.write("Then I’d like one");
  await inbox.message("Then I’d like one").waitFor();

  await Promise.all([buyer.page.reload(), inbox.page.reload()]);
  await buyer.ask();
  await inbox.row("Then I’d like one").click();
  for (const text of ["Is it oak all the way through?", "All the way, and wedged with walnut.", "Then I’d like one"]) {
    await buyer.message(text).waitFor();
    await inbox.message(text).waitFor();
  }
  expect(stage.buyers.faults).toEqual([]); // S10: not one word about the policy of the page
  expect(stage.sellers.faults).toEqual([]);
});

browserTest("an own message is sent, then delivered, then read", async (stage) => {
  const inbox = await stage.inbox("sedlo");
  const buyer = await stage.buyer("/shop/fold");
  await buyer.be("Boris");
  await buyer.ask();
  const statuses = buyer.statusesUntil("Delivered");
  await buyer.write("Can you emboss B. K.?");
  const seen = await statuses;
  // One or the other may pass too quickly to be looked at, but none comes twice or out of order.
  expect(seen).toEqual(["Sending…", "Sent", "Delivered"].filter((status) => seen.includes(status)));

  await inbox.row("Can you emboss B. K.?").click();
  expect((await buyer.statusesUntil("Read")).at(-1)).toBe("Read");
});

browserTest("a seller answers by itself when nobody sits at the inbox", async (stage) => {
  const buyer = await stage.buyer("/shop/pleat");
  await buyer.be("Boris");
  await buyer.ask();
  await buyer.write("How much is it?");
  await buyer.chat.getByRole("log").getByText("€69, with the box included.").waitFor();
});

browserTest("Anna and Boris each see their own conversation, and a guest neither", async (stage) => {
  const buyer = await stage.buyer("/shop/noon");
  await buyer.be("Anna");
  await buyer.ask();
  await buyer.message("Отлично, тогда беру").waitFor();
  await buyer.page.keyboard.press("Escape");
  await buyer.be("Boris");
  await buyer.ask();
  await buyer.message("Great, I’ll take it then").waitFor();
  expect(await buyer.chat.getByText("Отлично, тогда беру").count()).toBe(0);
  await buyer.page.keyboard.press("Escape");
  await buyer.be("Guest");
  await buyer.ask();
  await buyer.chat.getByText("Ask away").waitFor();
});
