/** What people write is text, in both elements, in a real browser: under the strictest policy, and where anything would run. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import naughty from "big-list-of-naughty-strings";
import type { Browser, Page } from "playwright-core";
import { canBrowse, launchBrowser } from "../support/browser";
import { form, PDF, post, startFileServer, uploaded } from "../support/files";
import { type Report, XSS } from "../support/xss";
import { openSite, type Site, strictPolicy } from "./support/site";

const browserTest = test.skipIf(!canBrowse);
let browser: Browser;
let site: Site;
beforeAll(async () => {
  if (!canBrowse) return;
  [browser, site] = await Promise.all([launchBrowser(), openSite("tests/widget/support/xss-page.ts")]);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** What is there with any text: one that says nothing, one with a link, a picture's address. */
const HARMLESS = ["nothing", "see https://shop.example/x", "https://shop.example/x.png"];
/** Those meant to run first. */
const TEXTS = [...new Set([...XSS, ...naughty])].filter((text) => text !== "");
const AT_ONCE = 40;

/** @param singly also where there is room for one text alone, which takes longer */
const show = (page: Page, texts: readonly string[], singly = true): Promise<Report> =>
  page.evaluate(
    ([some, each]) => {
      const { showTexts }: { showTexts?: (texts: readonly string[], singly: boolean) => Promise<Report> } =
        globalThis as never;
      if (!showTexts) throw new Error("the page is not ready");
      return showTexts(some, each);
    },
    [texts, singly] as const,
  );

describe.each([
  ["strict", strictPolicy()],
  ["lax", undefined],
])("S5 on a %s page", (_, policy) => {
  browserTest(
    `${TEXTS.length} texts, wherever one is shown: nothing runs, each shows as it is`,
    async () => {
      expect(XSS.length).toBeGreaterThan(150);
      const { page, context, seen } = await site.visit(browser, policy ? { policy } : {});
      await page.locator("body[data-ready]").waitFor();
      const { tags: usual, ...harmless } = await show(page, HARMLESS);
      expect(harmless).toEqual({ ran: [], wrong: [], missing: [] });
      for (const tag of ["a", "mark", "seller-chat", "seller-inbox"]) expect(usual).toContain(tag);
      for (let from = 0; from < TEXTS.length; from += AT_ONCE) {
        // A policy forbids and allows nothing more: that each place is drawn without breaking it needs no more than some.
        const singly = from < (policy ? AT_ONCE : XSS.length);
        const { tags, ...report } = await show(page, TEXTS.slice(from, from + AT_ONCE), singly);
        expect(report).toEqual({ ran: [], wrong: [], missing: [] });
        expect(tags.filter((tag) => tag !== "img" && !usual.includes(tag))).toEqual([]);
      }
      // Pictures by their address are the exception that SECURITY.md names; the strict page lets none in.
      expect(seen.filter((what) => !what.startsWith("image http"))).toEqual([]);
      await context.close();
    },
    300_000, // a busy machine paints slowly
  );
});

describe("S5 from one browser over the server to the other", () => {
  const BUYER = { sub: "anna", name: "<img src=x onerror=alert(1)>", picture: "javascript:alert(1)" };
  const SELLER = {
    sub: "petr",
    name: "<svg onload=alert(1)>",
    picture: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    sellers: [{ id: "svet", name: "<script>alert(1)</script>", picture: "data:text/html,<script>alert(1)</script>" }],
  };
  const TOPIC = {
    id: "lamp",
    title: "<svg/onload=alert(1)>",
    url: "javascript:alert(1)",
    image: "javascript:alert(1)",
    price: "<b>1</b>",
  };

  browserTest(
    "what is stored is what both see, and nothing of it runs",
    async () => {
      const server = await startFileServer({ config: { rateLimits: false, maxText: 10_000 } });
      const store = await openSite("tests/widget/support/store-page.ts");
      const anna = await server.signIn(BUYER);
      const petr = await server.signIn(SELLER);
      const { id } = (await anna.open("svet", TOPIC)).conversation;
      let stored = 0;
      let refused = 0;
      const say = async (text: string, more: object = {}) => {
        const wire = stored % 2 ? petr : anna;
        const message = crypto.randomUUID();
        wire.send({ type: "send", id: message, conversation: id, text, ...more });
        await wire.settled();
        while (!wire.frames.some((frame) => "id" in frame && frame.id === message)) await wire.settled();
        if (wire.frames.splice(0).some(({ type }) => type === "error")) refused++;
        else stored++;
      };
      const file = await uploaded(
        await post(server, { sub: "anna" }, form(id, PDF, "<img src=x onerror=alert(1)>.pdf")),
      );
      await say("<img src=x onerror=alert(1)>", { attachments: [file.id] });
      const hosts = [new URL(server.url).host];
      const policy = strictPolicy([server.url, server.url.replace("http", "ws")]);
      const element = (tag: string, attributes: string) => `<${tag} server="${server.url}" ${attributes}></${tag}>`;
      const buyer = await store.visit(browser, {
        policy,
        hosts,
        body: element(
          "seller-chat",
          `token="${await server.token(BUYER)}" seller-id="svet" product-id="lamp" product-title="x" open`,
        ),
      });
      const seller = await store.visit(browser, {
        policy,
        hosts,
        body: element("seller-inbox", `token="${await server.token(SELLER)}"`),
      });
      await buyer.page.locator("seller-chat .bubble").first().waitFor();
      await seller.page.locator("seller-inbox inbox-list li button").first().click();
      await seller.page.locator("seller-inbox .bubble").first().waitFor();

      for (const text of XSS) await say(text);
      expect(stored).toBeGreaterThan(150);
      expect(refused).toBeGreaterThan(0); // control characters, white space alone
      const last = "that was all";
      await say(last);

      const kept: string[] = [];
      for (let after = 0; ; ) {
        const page = await anna.ask({ type: "changes", conversation: id, after }, "page");
        kept.push(...page.messages.map(({ text }) => text));
        after = page.rev;
        if (!page.more) break;
      }
      for (const { page, context, seen } of [buyer, seller]) {
        await page.locator(".bubble .text", { hasText: last }).waitFor();
        expect(await page.locator(".bubble .text").allTextContents()).toEqual(kept);
        const links = await page
          .locator(".bubble .text a")
          .evaluateAll((anchors) =>
            anchors.map((anchor) => [anchor.getAttribute("href")?.slice(0, 4), anchor.getAttribute("rel")].join(" ")),
          );
        expect(new Set(links)).toEqual(new Set(["http noopener nofollow ugc"]));
        expect(await page.evaluate(() => Reflect.get(globalThis, "ran"))).toEqual([]);
        expect(seen).toEqual([]);
        await context.close();
      }
      await store.close();
      await server.stop();
    },
    300_000, // a busy machine paints slowly
  );
});
