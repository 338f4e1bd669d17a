/** The sellers' inbox as a page of this server: installable, and there without a network, though empty then. */
import { join } from "node:path";
import { Elysia } from "elysia";
import type { Config } from "../config";
import { ChatError } from "../errors";

type DashboardConfig = Pick<Config, "allowedOrigins" | "dashboardTokenUrl">;

const ICONS = ["icon-192.png", "icon-512.png", "icon-maskable-512.png"] as const;
const NAMES = { en: "Conversations", ru: "Переписка" } as const;
type Language = keyof typeof NAMES;

const languageOf = (request: Request): Language =>
  /^\s*ru\b/i.test(request.headers.get("accept-language") ?? "") ? "ru" : "en";

/**
 * Nothing inline, nothing from elsewhere, no markup made from strings. Requests go to this server and to where the store
 * hands out its token; pictures of people and products come from the pages' origins. `data:` is the icon with the unread count.
 */
const policy = ({ allowedOrigins, dashboardTokenUrl = "/" }: DashboardConfig): string => {
  const store = dashboardTokenUrl.startsWith("/") ? "" : ` ${new URL(dashboardTokenUrl).origin}`;
  const pictures = allowedOrigins ?? ["http://localhost:*", "http://127.0.0.1:*"];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${pictures.join(" ")}`,
    `connect-src 'self'${store}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html seller-chat-worker",
  ].join("; ");
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? "");

const page = (language: Language, tokenUrl: string): string => `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
    <meta name="color-scheme" content="light dark">
    <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)">
    <meta name="theme-color" content="#14191f" media="(prefers-color-scheme: dark)">
    <title>${NAMES[language]}</title>
    <link rel="icon" href="/dashboard-icon-192.png" type="image/png">
    <link rel="apple-touch-icon" href="/dashboard-icon-maskable-512.png">
    <link rel="manifest" href="/dashboard.webmanifest">
    <link rel="stylesheet" href="/dashboard.css">
    <script type="module" src="/dashboard.js"></script>
  </head>
  <body>
    <main>
      <h1>${NAMES[language]}</h1>
      <seller-inbox page service-worker="/dashboard-worker.js" data-token-url="${escaped(tokenUrl)}"></seller-inbox>
    </main>
  </body>
</html>
`;

const manifest = (language: Language): object => ({
  id: "/dashboard",
  name: NAMES[language],
  short_name: NAMES[language],
  lang: language,
  start_url: "/dashboard",
  scope: "/dashboard",
  display: "standalone",
  background_color: "#ffffff",
  theme_color: "#ffffff",
  icons: [
    { src: "/dashboard-icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "/dashboard-icon-512.png", sizes: "512x512", type: "image/png" },
    { src: "/dashboard-icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
});

const NO_TOKENS =
  "The dashboard is off: set DASHBOARD_TOKEN_URL to the address where your store answers with the signed-in seller's token (docs/elements.md).";

const HEADERS = { "cache-control": "no-cache", "x-content-type-options": "nosniff" };

/** The page's scripts (`/dashboard.js`, `/dashboard-worker.js`) are the widget's: assets.ts serves them. */
export const dashboard = (config: DashboardConfig) => {
  const security = policy(config);
  const file = (name: string, type: string) =>
    new Response(Bun.file(join(import.meta.dir, "dashboard", name)), { headers: { ...HEADERS, "content-type": type } });
  const routes = new Elysia()
    .get("/dashboard", ({ request }) => {
      const { dashboardTokenUrl } = config;
      if (dashboardTokenUrl === undefined) throw new ChatError("not_found", NO_TOKENS);
      return new Response(page(languageOf(request), dashboardTokenUrl), {
        headers: {
          ...HEADERS,
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": security,
          "referrer-policy": "same-origin",
          vary: "accept-language",
        },
      });
    })
    .get(
      "/dashboard.webmanifest",
      ({ request }) =>
        new Response(JSON.stringify(manifest(languageOf(request))), {
          headers: { ...HEADERS, "content-type": "application/manifest+json", vary: "accept-language" },
        }),
    )
    .get("/dashboard.css", () => file("dashboard.css", "text/css; charset=utf-8"));
  for (const name of ICONS) routes.get(`/dashboard-${name}`, () => file(name, "image/png"));
  return routes;
};
