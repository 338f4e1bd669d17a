/**
 * How smoothly an inbox of 20,000 conversations scrolls: `bun frames.mjs`. Scrolls by the wheel of a mouse and drags
 * through the whole list, and prints the times between frames and the work in each, in milliseconds.
 */
import { chromium } from "playwright-core";
import { findChromium } from "../../../support/chromium.mjs";
import { serveGallery } from "./serve.mjs";

const server = await serveGallery();
const found = findChromium();
if (!found) throw new Error("no Chromium runs on this machine");
const { CHROMIUM } = process.env;
const browser = await chromium.launch({ ...found, ...(CHROMIUM && { executablePath: CHROMIUM, env: process.env }) });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(`${server.url}?scene=inboxHuge&theme=light&locale=ru`);
await page.waitForTimeout(1000); // a measurement, not a test: it has settled

const measure = `(async (step) => {
  const list = document.querySelector("seller-inbox").shadowRoot.querySelector("inbox-side").shadowRoot.querySelector("inbox-list");
  const scroller = list.shadowRoot.querySelector(".scroller");
  scroller.scrollTop = 0;
  const frames = [], work = [];
  let rows = 0, last = 0;
  for (let n = 0; n < 300; n++) {
    const now = await new Promise(requestAnimationFrame);
    if (last) frames.push(now - last);
    last = now;
    scroller.scrollTop += step;
    const began = performance.now();
    scroller.dispatchEvent(new Event("scroll"));
    await list.updateComplete;
    list.getBoundingClientRect(); // styles and layout, too
    work.push(performance.now() - began);
    rows = Math.max(rows, list.shadowRoot.querySelectorAll("li").length);
  }
  const at = (values, part) => values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))].toFixed(1);
  const line = (values) => ({ p50: at(values, 0.5), p95: at(values, 0.95), p99: at(values, 0.99), max: at(values, 1) });
  return { rows, frames: line(frames), work: line(work) };
})`;
for (const [name, step] of [
  ["wheel, 120 px a frame", 120],
  ["drag, 4,000 px a frame", 4000],
])
  console.log(name, JSON.stringify(await page.evaluate(`${measure}(${step})`)));
await browser.close();
await server.stop(true);
