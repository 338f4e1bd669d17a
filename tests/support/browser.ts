import { type Browser, chromium } from "playwright-core";
import { findChromium, findNotifyingChromium } from "./chromium.mjs";

/** Where this is false, tests that need a browser are left out: `test.skipIf(!canBrowse)`. */
export const canBrowse = findChromium() !== undefined;

/** A real browser of one's own; its contexts are people. `await using` or `close()` ends it. */
export async function launchBrowser(): Promise<Browser> {
  const found = findChromium();
  if (!found) throw new Error("No Chromium runs on this machine.");
  return chromium.launch(found);
}

/** The same for tests that need a browser which shows notifications: Debian's `chromium`, say. */
export const canNotify = findNotifyingChromium() !== undefined;

export async function launchNotifyingBrowser(): Promise<Browser> {
  const found = findNotifyingChromium();
  if (!found) throw new Error("No Chromium that shows notifications is installed on this machine.");
  return chromium.launch(found);
}
