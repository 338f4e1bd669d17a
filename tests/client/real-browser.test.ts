/** What only a browser can show: IndexedDB, Web Locks, BroadcastChannel, localStorage, reloads. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { canBrowse, launchBrowser } from "../support/browser";
import { type FileServer, startFileServer } from "../support/files";

const CLIENT = join(import.meta.dir, "../../widget/client");
const ENTRY = `
  import { createChatClient } from "${CLIENT}/chat-client";
  import { browserEnvironment } from "${CLIENT}/browser";
  globalThis.load = (options, offline) => {
    const environment = browserEnvironment();
    const nowhere = { socket: (url, protocol, on) => (setTimeout(() => on.close(1006, "")), { send() {}, drop() {} }),
      fetch: () => Promise.reject(new Error("offline")) };
    const { token } = options;
    globalThis.chat = createChatClient(
      { ...options, sides: ["buyer"], token: () => token, reconnect: { min: 10, max: 100 } },
      offline ? { ...environment, ...nowhere } : environment,
    );
    chat.open("lamps");
    chat.start();
  };
  globalThis.key = JSON.stringify(["lamps"]);
  globalThis.thread = () => chat.state.threads.get(key);
  globalThis.shown = () => thread().messages.map((m) => (m.kind === "stored" ? m.message.text + " " + m.delivery : m.text + " waiting"));
`;

let server: FileServer;
let site: ReturnType<typeof Bun.serve>;
let browser: Browser;
let context: BrowserContext;
let token: string;
let people = 0;

describe.skipIf(!canBrowse)("in a real browser", () => {
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "seller-chat-client-"));
    writeFileSync(join(folder, "entry.ts"), ENTRY);
    const built = await Bun.build({ entrypoints: [join(folder, "entry.ts")], target: "browser", format: "esm" });
    rmSync(folder, { recursive: true });
    const script = await built.outputs[0]?.text();
    site = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: ({ url }) =>
        url.endsWith(".js")
          ? new Response(script, { headers: { "content-type": "text/javascript" } })
          : new Response("<!doctype html><script type=module src=/client.js></script>", {
              headers: { "content-type": "text/html" },
            }),
    });
    server = await startFileServer();
    browser = await launchBrowser();
  }, 30_000);
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await site.stop(true);
  });
  afterEach(() => context.close());

  /** A new person in a browser of their own. */
  const arrive = async () => {
    context = await browser.newContext();
    token = await server.token({ sub: `person ${++people}` });
  };
  const open = async ({ guest = false } = {}): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(site.url.href);
    await load(page, { guest });
    return page;
  };
  const load = (page: Page, { guest = false } = {}) =>
    page.evaluate(`load(${JSON.stringify({ server: server.url, ...(guest ? {} : { token }) })})`);
  const until = (page: Page, condition: string) => page.waitForFunction(condition, undefined, { timeout: 15_000 });
  const shown = (page: Page): Promise<string[]> => page.evaluate("shown()");

  test("D10 two tabs hold one link, and the second leads within a second when the first closes", async () => {
    await arrive();
    const before = server.live.sessions.size;
    const first = await open();
    await until(first, "thread().loading === 'no'");
    const second = await open();
    await until(second, "thread().loading === 'no' && chat.state.link.state === 'connected'");
    expect(server.live.sessions.size - before).toBe(1);
    await second.evaluate("chat.send(key, 'one')");
    for (const page of [first, second]) await until(page, "shown().join() === 'one sent'");
    await first.close();
    const closed = performance.now();
    await second.evaluate("chat.send(key, 'two')");
    await until(second, "shown().join() === 'one sent,two sent'");
    expect(performance.now() - closed).toBeLessThan(1_000);
    expect(server.live.sessions.size - before).toBe(1);
  }, 20_000);

  test("D10 a tab whose page hangs loses the lead to one that is looked at, and follows afterwards", async () => {
    await arrive();
    const first = await open();
    await until(first, "thread().loading === 'no'");
    const second = await open();
    await until(second, "thread().loading === 'no'");
    const hung = first.evaluate("{ const end = Date.now() + 4_500; while (Date.now() < end); }");
    await second.evaluate("chat.send(key, 'meanwhile')");
    const sent = performance.now();
    await until(second, "shown().join() === 'meanwhile sent'");
    expect(performance.now() - sent).toBeLessThan(4_000);
    await hung;
    await first.evaluate("chat.send(key, 'afterwards')");
    for (const page of [first, second]) await until(page, "shown().join() === 'meanwhile sent,afterwards sent'");
  }, 30_000);

  test("D5 D2 what is submitted without a network survives a reload in the same moment, and goes out once", async () => {
    await arrive();
    const page = await context.newPage();
    await page.goto(site.url.href);
    const loaded = page.waitForEvent("load");
    // All in one turn: the browser has not even opened its database when the page goes away.
    await page.evaluate(`
      load(${JSON.stringify({ server: server.url, token })}, true);
      chat.draft(key, "half a sen");
      for (const text of ["one", "two"]) chat.send(key, text);
      chat.draft(key, "more");
      location.reload();
    `);
    await loaded;
    await load(page);
    await until(page, "shown().join() === 'one sent,two sent'");
    expect(await page.evaluate("thread().draft")).toBe("more");
    await page.reload();
    await load(page);
    await until(page, "thread().loading === 'no'");
    expect(await shown(page)).toEqual(["one sent", "two sent"]);
  }, 20_000);

  test("D5 a file that was attached without a network survives a reload, and goes out once", async () => {
    await arrive();
    const page = await context.newPage();
    await page.goto(site.url.href);
    await page.evaluate(`
      load(${JSON.stringify({ server: server.url, token })}, true);
      globalThis.photo = new Promise((done) => {
        const canvas = document.createElement("canvas");
        canvas.getContext("2d").fillRect(0, 0, 40, 30);
        canvas.toBlob(done);
      }).then((blob) => chat.send(key, "see", undefined, [{ file: new File([blob], "photo.png", { type: blob.type }) }]));
      globalThis.kept = () => new Promise((done) => {
        const open = indexedDB.open("seller-chat");
        open.onsuccess = () => {
          const all = open.result.transaction("records").objectStore("records").getAll();
          all.onsuccess = () => done(all.result.filter(({ kind, record }) => kind === "files" && record.size > 0).length);
        };
      });
    `);
    await page.evaluate("photo");
    expect(await page.evaluate("thread().messages[0].files.map(({ name }) => name)")).toEqual(["photo.png"]);
    while ((await page.evaluate("kept()")) !== 1);
    await page.reload();
    await load(page);
    await until(page, "shown().join() === 'see sent'");
    expect(await page.evaluate("thread().messages[0].message.attachments")).toMatchObject([
      { name: "photo.webp", width: 300, height: 150 },
    ]);
    await page.reload();
    await load(page);
    await until(page, "thread().loading === 'no'");
    expect(await shown(page)).toEqual(["see sent"]);
  }, 20_000);

  test("D5 a guest is the same after a reload, and IndexedDB has what they only typed", async () => {
    await arrive();
    const page = await open({ guest: true });
    await until(page, "chat.state.link.state === 'connected'");
    const id = await page.evaluate("chat.state.me.id");
    await page.evaluate("chat.draft(key, 'half a sen')");
    await until(page, "localStorage.getItem('seller-chat unsaved 1') === null"); // the journal: IndexedDB has it
    await page.reload();
    await load(page, { guest: true });
    await until(page, "chat.state.link.state === 'connected'");
    expect(await page.evaluate("chat.state.me.id")).toBe(id);
    expect(await page.evaluate("thread().draft")).toBe("half a sen");
  }, 20_000);

  test("without storage and without locks it works as long as the page lives", async () => {
    await arrive();
    await context.addInitScript(`
      for (const name of ["indexedDB", "localStorage"])
        Object.defineProperty(globalThis, name, { get() { throw new DOMException("denied", "SecurityError"); } });
      delete Navigator.prototype.locks;
    `);
    const page = await open({ guest: true });
    await page.evaluate("chat.draft(key, 'a draft'); chat.send(key, 'hello')");
    await until(page, "shown().join() === 'hello sent'");
  }, 20_000);
});
