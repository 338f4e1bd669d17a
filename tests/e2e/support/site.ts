/** A store's site of its own origin, as strict as one may be or not at all, and everything that its pages do. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";

export type Site = Awaited<ReturnType<typeof openSite>>;

/** S10: nothing but the site's own scripts and styles; `chat` is where the chat's server is. */
export const strictPolicy = (chat: readonly string[] = []): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${chat.join(" ") || "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ");

/** @param script a module, bundled and served as `/page.js` */
export async function openSite(script: string) {
  const folder = await mkdtemp(join(tmpdir(), "seller-chat-site-"));
  await Bun.build({
    entrypoints: [resolve(import.meta.dir, "../../..", script)],
    outdir: folder,
    target: "browser",
    splitting: true,
    naming: { entry: "page.[ext]", chunk: "chunks/[name]-[hash].[ext]" },
    conditions: ["production"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  let policy: string | undefined;
  let body = "";
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: ({ url }) => {
      const { pathname } = new URL(url);
      if (/^\/(page|chunks\/[\w-]+)\.js$/.test(pathname)) return new Response(Bun.file(join(folder, pathname)));
      if (pathname !== "/") return new Response(null, { status: 404 });
      const headers = {
        "content-type": "text/html; charset=utf-8",
        ...(policy ? { "content-security-policy": policy } : {}),
      };
      return new Response(
        `<!doctype html><html lang="en"><title>Store</title>${body}<script type="module" src="/page.js"></script></html>`,
        { headers },
      );
    },
  });
  const { origin } = server.url;
  return {
    origin,
    /** A page with this policy and these elements; `seen` fills with what it should not do. */
    async visit(browser: Browser, options: { policy?: string; body?: string; hosts?: readonly string[] }) {
      ({ policy, body = "" } = options);
      const context = await browser.newContext({ viewport: { width: 1400, height: 3000 } });
      const page: Page = await context.newPage();
      const seen: string[] = [];
      const hosts = [new URL(origin).host, ...(options.hosts ?? [])];
      page.on("request", (request) => {
        const { protocol, host } = new URL(request.url());
        if (!hosts.includes(host)) seen.push(`${request.resourceType()} ${protocol}//${host}`);
      });
      page.on("pageerror", (error) => seen.push(`error ${error.message}`));
      page.on("dialog", (dialog) => {
        seen.push(`dialog ${dialog.message()}`);
        void dialog.dismiss();
      });
      context.on("page", () => seen.push("another page"));
      await page.goto(`${origin}/`);
      page.on("framenavigated", (frame) => seen.push(`went to ${frame.url()}`));
      return { page, context, seen };
    },
    async close(): Promise<void> {
      await server.stop(true);
      await rm(folder, { recursive: true });
    },
  };
}
