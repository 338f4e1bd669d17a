/**
 * The small window in which a store without a worker of its own has its people subscribe: on this server's origin, opened by
 * the store's page, which gets the subscription by `postMessage` and hands it in with the person's token. No token comes here.
 */
import { Elysia } from "elysia";
import type { OriginRule } from "../live/origins";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'", // a click on it is a person's own
  "require-trusted-types-for 'script'",
  "trusted-types lit-html seller-chat-worker",
].join("; ");

const WORDS = {
  en: { title: "Notifications", refused: "This page isn’t allowed to use the chat." },
  ru: { title: "Уведомления", refused: "На\u00a0этой странице чат не\u00a0разрешён." },
} as const;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? "");

interface Wish {
  readonly lang: keyof typeof WORDS;
  readonly locale: string;
  readonly theme: string;
}

const page = ({ lang, locale, theme }: Wish, store: string | undefined): string => `<!doctype html>
<html lang="${escaped(locale)}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="${theme === "auto" ? "light dark" : theme}">
    <title>${WORDS[lang].title}</title>
    ${store === undefined ? "" : '<script type="module" src="/push-window.js"></script>'}
  </head>
  <body>
    ${store === undefined ? `<p>${WORDS[lang].refused}</p>` : `<push-window store="${escaped(store)}" locale="${escaped(locale)}" theme="${theme}"></push-window>`}
  </body>
</html>
`;

/** `GET /push?store=<origin of the page>&lang=&theme=`. S1: the window talks to that origin alone, if it is on the list. */
export const pushWindow = ({ allows }: { readonly allows: OriginRule }) =>
  new Elysia().get("/push", ({ query }) => {
    const { store, lang: locale = "", theme = "" } = query;
    const known = store !== undefined && isOrigin(store) && allows(store) ? store : undefined;
    const wish: Wish = {
      lang: /^ru\b/i.test(locale) ? "ru" : "en",
      locale: /^[\w-]{2,35}$/.test(locale) ? locale : "en",
      theme: theme === "light" || theme === "dark" ? theme : "auto",
    };
    const headers = {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    };
    return new Response(page(wish, known), { status: known === undefined ? 403 : 200, headers });
  });

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
