/** S7 Files between two real browsers and the real server. */
import { expect } from "bun:test";
import type { Locator } from "playwright-core";
import { PDF, photograph } from "../support/files";
import { becomes } from "./support/becomes";
import { onStage } from "./support/stage";
import { wrong } from "./support/wrong";

const browserTest = onStage();

/** Of the picture itself, in pixels. */
const sizeOf = (image: Locator): Promise<number[]> =>
  image.evaluate(({ naturalWidth, naturalHeight }) => [naturalWidth, naturalHeight]);

browserTest(
  "S7 a buyer sends a photo and a PDF; the seller sees them, looks at the photo in full and saves the PDF",
  async (stage) => {
    const inbox = await stage.inbox("sosna");
    const buyer = await stage.buyer("/shop/glade");
    await buyer.ask();
    const crack = await photograph(900, 600)
      .withExif({ IFD0: { Make: "Camera" } })
      .jpeg()
      .toBuffer();
    await buyer.chat.locator("input[type=file]").setInputFiles([
      { name: "crack.jpg", mimeType: "image/jpeg", buffer: crack },
      { name: "A very long name of a drawing of the table.pdf", mimeType: "application/pdf", buffer: PDF },
    ]);
    await buyer.chat.getByRole("listitem", { name: "crack.jpg" }).waitFor();
    await buyer.write("Would it suit this lamp?");
    await buyer.chat.getByRole("button", { name: /^Photo, You, / }).waitFor();
    await buyer.chat.locator("chat-attachment-picture img.loaded").waitFor();

    await inbox.row("Would it suit this lamp?").click();
    const photo = inbox.chat.getByRole("button", { name: /^Photo, Guest/ });
    const picture = inbox.chat.locator("chat-attachment-picture img.loaded");
    await picture.waitFor();
    expect(await picture.evaluate((image) => image.src)).toContain("/v1/attachments/");
    await becomes(() => sizeOf(picture), [512, 341]);
    const document = inbox.chat.getByRole("link", { name: /drawing of the table\.pdf/ });
    expect(await document.getAttribute("rel")).toBe("noopener nofollow ugc");
    const file = await inbox.page.request.get((await document.getAttribute("href")) ?? "");
    expect(file.headers()["content-disposition"]).toStartWith("attachment");
    const [download] = await Promise.all([inbox.page.waitForEvent("download"), document.click()]);
    expect(download.suggestedFilename()).toBe("A very long name of a drawing of the table.pdf");

    await photo.focus();
    await inbox.page.keyboard.press("Enter");
    const viewer = inbox.page.getByRole("dialog", { name: "Photos" });
    await viewer.waitFor();
    const whole = viewer.getByRole("img", { name: /^Photo, Guest/ });
    await becomes(() => sizeOf(whole), [900, 600]);
    expect(await wrong(inbox.page)).toEqual([]);
    await inbox.page.keyboard.press("Escape");
    await viewer.waitFor({ state: "detached" });
    await becomes(() => photo.evaluate((button) => button.matches(":focus")), true);
    expect(await wrong(inbox.page)).toEqual([]);

    await inbox.page.reload();
    await inbox.row("Would it suit this lamp?").click();
    await picture.waitFor();
    expect(stage.buyers.faults).toEqual([]); // S10: not one word about the policy of the page
    expect(stage.sellers.faults).toEqual([]);
  },
);
