/** What an end-to-end test begins with: the whole house, a browser, and two people with nothing in theirs. */
import { afterAll, afterEach, beforeAll, beforeEach, test } from "bun:test";
import type { Browser } from "playwright-core";
import { canBrowse, canNotify, launchBrowser, launchNotifyingBrowser } from "../../support/browser";
import { inTime } from "./in-time";
import { openShop, type Shop } from "./shop";
import { InboxWindow, newBrowser, type PersonsBrowser, ShopWindow } from "./windows";

/** Milliseconds for one test: a busy machine is slow, and each wait in it fails by itself long before (`PATIENCE`). */
const LIMIT = 120_000;

export class Stage {
  constructor(
    readonly shop: Shop,
    readonly browser: Browser,
    readonly buyers: PersonsBrowser,
    readonly sellers: PersonsBrowser,
  ) {}

  /** The buyer at a page of the shop, `/shop/noon`. */
  buyer(path: string): Promise<ShopWindow> {
    return ShopWindow.open(this.buyers.context, this.shop.url, path);
  }

  /** The seller at their inbox. */
  inbox(seller: string): Promise<InboxWindow> {
    return InboxWindow.open(this.sellers.context, this.shop.url, seller);
  }
}

interface Options {
  readonly open?: () => Promise<Shop>;
  /** In a browser that shows notifications; left out where none is installed. */
  readonly notifying?: boolean;
}

/** `test` with a stage, for one file. Without a browser its tests are left out. */
export function onStage({ open = () => openShop(), notifying = false }: Options = {}) {
  const able = notifying ? canNotify : canBrowse;
  let house: { readonly shop: Shop; readonly browser: Browser } | undefined;
  let stage: Stage | undefined;
  beforeAll(async () => {
    if (!able) return;
    const [shop, browser] = await Promise.all([open(), notifying ? launchNotifyingBrowser() : launchBrowser()]);
    house = { shop, browser };
  }, LIMIT);
  beforeEach(async () => {
    if (!house) return;
    const [buyers, sellers] = await Promise.all([newBrowser(house.browser), newBrowser(house.browser)]);
    stage = new Stage(house.shop, house.browser, buyers, sellers);
  });
  afterEach(async () => {
    await Promise.all([stage?.buyers.context.close(), stage?.sellers.context.close()]);
  });
  afterAll(async () => {
    await house?.browser.close();
    await house?.shop.close();
  });
  return (name: string, body: (stage: Stage) => Promise<void>): void => {
    const run = async () => {
      if (!stage) throw new Error("the stage was not set");
      await inTime(body(stage), LIMIT);
    };
    test.skipIf(!able)(name, run, LIMIT + 30_000);
  };
}
