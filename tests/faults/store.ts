/** The pages that real browsers open: a shop's, and the seller's inbox. They come from elsewhere than the chat does. */
import { join, normalize } from "node:path";
import { buildWidget } from "../../scripts/build";

export interface Store {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * @param pages the body of each, by its path
 * @param widget a folder to build it in
 */
export async function openStore(pages: Readonly<Record<string, string>>, widget: string): Promise<Store> {
  await buildWidget(widget);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch({ url }) {
      const { pathname } = new URL(url);
      const body = pages[pathname];
      if (body !== undefined) return new Response(document(body), { headers: { "content-type": "text/html" } });
      const file = Bun.file(join(widget, normalize(pathname)));
      return (await file.exists()) ? new Response(file) : new Response(null, { status: 404 });
    },
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    close: () => server.stop(true),
  };
}

const document = (body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Store</title>
<script type="module" src="/seller-chat.js"></script><script type="module" src="/seller-inbox.js"></script>
<style>seller-inbox { display: block; block-size: 600px }</style></head>
<body>${body}</body></html>`;
