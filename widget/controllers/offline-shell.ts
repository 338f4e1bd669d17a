/** Keeps what the dashboard is made of, so that it opens without a network: never an answer of the server, nor a token. */

import { registerWorker } from "./worker-registration";

/** dashboard-worker.ts has it, too. */
const CACHE = "seller-chat-dashboard";
const SCRIPT = "/dashboard-worker.js";

/** What this page was loaded from: its own files, as the browser has fetched them. */
const parts = (): string[] =>
  performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && /\.(js|css|png|webmanifest)$/.test(pathname))
    .map(({ pathname }) => pathname);

/** The cache holds one build: what this page needs, and nothing of the one before. */
const fill = async (): Promise<void> => {
  const cache = await caches.open(CACHE);
  const wanted = new Set([location.pathname, ...parts()]);
  const held = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  await Promise.all(held.filter((path) => !wanted.has(path)).map((path) => cache.delete(path)));
  await cache.addAll([...wanted]);
};

/** Where the browser denies either, the page works as long as there is a network. */
export const keepShell = async (): Promise<void> => {
  if (!("serviceWorker" in navigator)) return;
  try {
    await registerWorker(SCRIPT, "/dashboard");
    await fill();
  } catch (error) {
    console.warn("seller-chat: the dashboard won’t open without a network", error);
  }
};
