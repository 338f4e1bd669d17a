import { type Browser, chromium } from "playwright-core";
import { findChromium } from "./chromium.mjs";

/** Where this is false, tests that need a browser are left out: `test.skipIf(!canBrowse)`. */
export const canBrowse = findChromium() !== undefined;

/** A real browser of one's own; its contexts are people. `await using` or `close()` ends it. */
export async function launchBrowser(): Promise<Browser> {
  const found = findChromium();
  if (!found) throw new Error("No Chromium runs on this machine.");
  return chromium.launch(found);
}
