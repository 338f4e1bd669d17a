/** Browser windows, as somebody in front of them would use and read them. */
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";

/** How long one wait may take (ms): some ten times what the slowest takes on two busy processors. */
export const PATIENCE = 20_000;

export type PersonsBrowser = Awaited<ReturnType<typeof newBrowser>>;

/** A person's browser, which keeps what it knows; and every fault that its pages have told. In it nothing is under way. */
export async function newBrowser(browser: Browser, options: { colorScheme?: "light" | "dark" } = {}) {
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ viewport, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE);
  const faults: string[] = [];
  context.on("weberror", (error) => faults.push(String(error.error())));
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(`${message.text()} ${message.location().url}`); // a broken policy (CSP, Trusted Types) is told here
  });
  return { context, faults };
}

abstract class Window {
  constructor(
    readonly page: Page,
    readonly chat: Locator,
  ) {}

  message(text: string): Locator {
    return this.chat.getByRole("log").getByText(text, { exact: true });
  }

  async write(text: string): Promise<void> {
    const field = this.chat.getByRole("textbox", { name: "Message" });
    await field.fill(text);
    await this.chat.locator("button[type=submit]:enabled").waitFor(); // without a connection Enter does nothing
    await field.press("Enter");
  }
}

export class ShopWindow extends Window {
  /** @param path of the page, `/shop/noon` */
  static async open(context: BrowserContext, url: string, path: string): Promise<ShopWindow> {
    const page = await context.newPage();
    await page.goto(`${url}${path}?lang=en`);
    return new ShopWindow(page, page.locator("seller-chat"));
  }

  async be(who: "Guest" | "Anna" | "Boris"): Promise<void> {
    const loaded = this.page.waitForEvent("load");
    await this.page.locator("[data-who] label", { hasText: who }).click();
    await loaded;
  }

  async ask(): Promise<void> {
    await this.page.getByRole("button", { name: "Ask the maker" }).click();
    await this.chat.getByRole("dialog").waitFor();
  }

  /** The statuses under the last own message as they come, until `last`. */
  async statusesUntil(last: string): Promise<string[]> {
    const seen: string[] = [];
    while (seen.at(-1) !== last) {
      const foot = this.chat
        .locator(".foot.mine")
        .last()
        .filter({ hasNotText: seen.at(-1) ?? "nothing" });
      const status = (await foot.textContent())?.split("·").at(-1)?.trim();
      if (status !== undefined && status !== seen.at(-1)) seen.push(status);
    }
    return seen;
  }
}

export class InboxWindow extends Window {
  static async open(context: BrowserContext, url: string, seller: string): Promise<InboxWindow> {
    const page = await context.newPage();
    await page.goto(`${url}/demo/inbox?seller=${seller}&lang=en`);
    const chat = page.locator("seller-inbox");
    await chat.getByRole("list", { name: "Conversations" }).waitFor();
    return new InboxWindow(page, chat);
  }

  /** The row whose last line is this. */
  row(lastText: string): Locator {
    return this.chat.getByRole("listitem").filter({ hasText: lastText });
  }
}
