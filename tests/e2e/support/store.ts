/** A store on an origin of its own, with a page that embeds the chat, and workers of its own. */

/** @param chat address of the chat server. @param attributes of its `<seller-chat>` */
export function openStore(chat: string) {
  const page = (attributes: string) => `<!doctype html>
    <html lang="en">
      <title>Store</title>
      <script type="module" src="${chat}/seller-chat.js"></script>
      <seller-chat seller-id="sosna" seller-name="Sosna" ${attributes}></seller-chat>
    </html>`;
  const line = `importScripts("${chat}/push-worker.js");`;
  const own = `
    addEventListener("push", (event) => event.waitUntil(registration.showNotification("The store", { tag: "store" })));
    addEventListener("notificationclick", (event) => { self.pressed = event.notification.tag; });`;
  const html = { "content-type": "text/html" };
  const script = { "content-type": "text/javascript" };
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    routes: {
      "/blank": () => new Response("", { headers: html }),
      /** Without any file of theirs. */
      "/bare": () => new Response(page(""), { headers: html }),
      /** With the file of one line. */
      "/line": () => new Response(page('service-worker="/chat-push.js"'), { headers: html }),
      "/chat-push.js": () => new Response(line, { headers: script }),
      /** The line stands in the worker that they have. */
      "/beside": () => new Response(page('service-worker="/sw.js"'), { headers: html }),
      "/sw.js": () => new Response(line + own, { headers: script }),
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, close: () => server.stop(true) };
}
