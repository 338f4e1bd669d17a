/**
 * The dashboard's worker: without a network the page is made of what controllers/offline-shell.ts has kept. Everything
 * else, first of all what people say, goes past it. A classic script, with that of Web Push.
 */

/** controllers/offline-shell.ts has it, too. */
const CACHE = "seller-chat-dashboard";
const SHELL = /^\/(dashboard([.-][\w.-]+)?|seller-inbox\.js|chunks\/[\w.-]+)$/;

importScripts("/push-worker.js");

addEventListener("fetch", (event) => {
  if (!(event instanceof FetchEvent)) return;
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || !SHELL.test(pathname)) return;
  const kept = async (error: unknown): Promise<Response> => {
    const cache = await caches.open(CACHE);
    const found = await cache.match(pathname, { ignoreVary: true });
    if (found) return found;
    throw error;
  };
  event.respondWith(fetch(request).catch(kept));
});
