/// <reference types="trusted-types" />
/** Keeps what the dashboard is made of, so that it opens without a network: never an answer of the server, nor a token. */

/** dashboard-worker.ts has it, too: a worker imports nothing. */
const CACHE = "seller-chat-dashboard";
const SCRIPT = "/dashboard-worker.js";

declare global {
  interface ServiceWorkerContainer {
    /** Trusted Types; the DOM's types don't have it yet. */
    register(address: TrustedScriptURL, options: RegistrationOptions): Promise<ServiceWorkerRegistration>;
  }
}

/** Under Trusted Types a worker's address has to come from a policy; this one knows a single address. */
const register = (): Promise<ServiceWorkerRegistration> => {
  const options = { scope: "/dashboard" };
  const trusted = window.trustedTypes
    ?.createPolicy("seller-chat-worker", { createScriptURL: (address: string) => (address === SCRIPT ? SCRIPT : "") })
    .createScriptURL(SCRIPT);
  return trusted
    ? navigator.serviceWorker.register(trusted, options)
    : navigator.serviceWorker.register(SCRIPT, options);
};

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
    await register();
    await fill();
  } catch (error) {
    console.warn("seller-chat: the dashboard won’t open without a network", error);
  }
};
