/** Real browsers with the real widget: a buyer with two tabs, and a seller's inbox. */
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { ShownMessage, Thread } from "../../widget/client/state";
import { launchBrowser } from "../support/browser";
import type { DeviceLog, Entry, Life, Stored, View } from "./ledger";
import type { Line } from "./line";
import { INBOX_PAGE, PAGES } from "./plan";
import { openStore, type Store } from "./store";
import { CLERK, type DeviceSpec, READER, type Talk } from "./world";

/** A page that takes longer than this to show something has failed. Milliseconds. */
const PATIENCE = 120_000;

/** Nobody waits longer than this for the next attempt, so that a run comes to its end. */
const RECONNECT = 'reconnect-max="3000"';

export interface PagesDeps {
  /** One of the buyer's browser, one of the seller's. */
  readonly lines: { readonly buyer: Line; readonly seller: Line };
  readonly talk: Talk;
  /** Its place in the world. */
  readonly place: number;
  readonly tokens: { readonly buyer: string; readonly seller: string };
  /** A folder that is removed with the house, to build the widget in. */
  readonly widget: string;
}

/** One tab's place: who sits there, and what was done and shown there so far. */
interface Seat {
  readonly context: BrowserContext;
  readonly lives: Life[];
  entries: Entry[];
  page: Page;
  /** A person does one thing after another. */
  doing: Promise<void>;
}

export class Pages {
  /** What a page couldn't do. */
  readonly troubles: string[] = [];
  readonly #deps: PagesDeps;
  readonly #browser: Browser;
  readonly #store: Store;
  readonly #seats: Seat[];

  private constructor(deps: PagesDeps, browser: Browser, store: Store, seats: Seat[]) {
    this.#deps = deps;
    this.#browser = browser;
    this.#store = store;
    this.#seats = seats;
  }

  /** Everything is open, and both sides have each other's first words in view. */
  static async open(deps: PagesDeps): Promise<Pages> {
    const { talk, tokens, lines, widget } = deps;
    const [browser, store] = await Promise.all([
      launchBrowser(),
      openStore(
        {
          "/": `<seller-chat open server="${lines.buyer.url}" token="${tokens.buyer}" seller-id="${talk.seller}"
          product-id="${talk.topic.id}" product-title="${talk.topic.title}" product-url="${talk.topic.url}" ${RECONNECT}></seller-chat>`,
          "/inbox": `<seller-inbox ${RECONNECT} server="${lines.seller.url}" token="${tokens.seller}"></seller-inbox>`,
        },
        widget,
      ),
    ]);
    const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
    for (const context of contexts) context.setDefaultTimeout(PATIENCE);
    const seats = await Promise.all(
      Array.from({ length: PAGES }, async (_, n): Promise<Seat> => {
        const context = contexts[n === INBOX_PAGE ? 1 : 0] ?? contexts[0];
        const page = await context.newPage();
        return { context, page, lives: [], entries: [], doing: Promise.resolve() };
      }),
    );
    const pages = new Pages(deps, browser, store, seats);
    const [first, second, inbox] = seats;
    if (first && second && inbox) {
      await Promise.all([pages.#load(first), pages.#load(second)]);
      while (first.entries.length === 0) await pages.#write(first, "first words"); // until there is a link
      await pages.#load(inbox);
    }
    return pages;
  }

  line(page: number): Line {
    return page === INBOX_PAGE ? this.#deps.lines.seller : this.#deps.lines.buyer;
  }

  write(page: number, text: string): void {
    void this.#next(page, (seat) => this.#write(seat, text));
  }

  /** Submits, and closes the tab so many milliseconds later; another one is opened in its place. */
  closeTab(page: number, text: string, after: number): Promise<void> {
    return this.#next(page, async (seat) => {
      await this.#write(seat, text);
      await Bun.sleep(after);
      await seat.page.close();
      seat.lives.push({ entries: seat.entries, ended: "crash" });
      seat.entries = [];
      seat.page = await seat.context.newPage();
      await this.#load(seat);
    });
  }

  /** Resolves when everybody has done what they were asked. */
  async idle(): Promise<void> {
    await Promise.all(this.#seats.map(({ doing }) => doing));
  }

  get logs(): DeviceLog[] {
    return this.#seats.map(({ lives, entries }, n) => {
      const [{ name, side, person = "" }] = this.person(n);
      return { name, side, person, lives: [...lives, { entries, ended: "end" }] };
    });
  }

  /** Who sits at a page, and their token. */
  person(page: number): [DeviceSpec, string] {
    const { place, talk, tokens } = this.#deps;
    const spec = { name: `page ${page}`, talks: [place] };
    return page === INBOX_PAGE
      ? [{ ...spec, person: CLERK, side: "seller", sellers: [talk.seller] }, tokens.seller]
      : [{ ...spec, person: READER, side: "buyer", sellers: [] }, tokens.buyer];
  }

  /** What each tab shows of the conversation. */
  async views(): Promise<View[][]> {
    return Promise.all(
      this.#seats.map(async ({ page }) => {
        const thread = await shown(page);
        if (!thread?.conversation) return [];
        if (thread.more) await page.getByRole("log").evaluate(TO_START);
        const { conversation } = thread;
        return [{ talk: this.#deps.place, conversation, messages: thread.messages.flatMap(storedIn) }];
      }),
    );
  }

  /** Why not everything is done yet; undefined when it is. */
  async unrest(stored: readonly Stored[]): Promise<string | undefined> {
    const kept = stored.find(({ talk }) => talk === this.#deps.place);
    const views = await this.views();
    for (const [n, { page }] of this.#seats.entries()) {
      const thread = await shown(page);
      const [view] = views[n] ?? [];
      if (!thread || !view) return `page ${n} shows nothing`;
      if (thread.messages.some(({ kind }) => kind === "waiting")) return `on page ${n} messages wait`;
      const lacks = kept?.messages.find((message, at) => view.messages[at]?.rev !== message.rev);
      if (lacks) return `page ${n} lacks message ${lacks.seq} as of rev ${lacks.rev}`;
      const told = JSON.stringify([view.conversation.received, view.conversation.read]);
      if (kept && told !== JSON.stringify([kept.received, kept.read])) return `page ${n} has positions ${told}`;
    }
    return undefined;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#store.close();
    await this.idle();
  }

  #next(page: number, work: (seat: Seat) => Promise<void>): Promise<void> {
    const seat = this.#seats[page];
    if (!seat) throw new Error(`there is no page ${page}`);
    seat.doing = seat.doing
      .then(() => work(seat))
      .catch((error: unknown) => void this.troubles.push(`page ${page}: ${error}`));
    return seat.doing;
  }

  async #load(seat: Seat): Promise<void> {
    const inbox = seat === this.#seats[INBOX_PAGE];
    await seat.page.goto(`${this.#store.url}/${inbox ? "inbox" : ""}`);
    if (inbox) await seat.page.getByRole("listitem").filter({ hasText: READER }).click();
    await seat.page.getByRole("log").waitFor();
  }

  /** What stands in the log, waiting or not, is submitted: the person has seen it there. A composer that took it is empty. */
  async #write({ page, entries }: Seat, text: string): Promise<void> {
    const box: Locator = page.getByRole("textbox", { name: "Message" });
    // A draft of the other tab that comes in the midst of it stands before what is written.
    do await box.fill(text);
    while ((await box.inputValue()) !== text);
    await box.press("Enter");
    const thread = await shown(page);
    const own = thread?.messages.findLast((message) => textOf(message) === text);
    if (own) entries.push({ is: "submitted", id: idOf(own), talk: this.#deps.place, text });
    else if ((await box.inputValue()) === "")
      throw new Error(`${text} was taken, and is not shown beside ${JSON.stringify(thread?.messages.slice(-3))}`);
  }
}

const shown = (page: Page): Promise<Thread | undefined> => page.locator("chat-conversation").evaluate(THREAD);

const THREAD = (element: { thread?: Thread }): Thread | undefined => element.thread;
/** There the log asks for what is older. */
const TO_START = (log: { scrollTop: number }): void => {
  log.scrollTop = 0;
};

const storedIn = (message: ShownMessage) => (message.kind === "stored" ? [message.message] : []);
const textOf = (message: ShownMessage): string => (message.kind === "stored" ? message.message.text : message.text);
const idOf = (message: ShownMessage): string => (message.kind === "stored" ? message.message.id : message.id);
