import { emulateMedia, sendKeys, setViewport } from "@web/test-runner-commands";
import { html } from "lit";
import type { Link } from "../../widget/client/state";
import type { PageSettings } from "../../widget/controllers/page-settings";
import type { SellerChatUnreadEvent } from "../../widget/elements/events";
import type { SellerChat } from "../../widget/elements/seller-chat";
import "../../widget/seller-chat";
import { ok, same } from "./support/assert";
import { conversation, history, KEY, LIMITS, message, NOW, seller, shown, thread, topic } from "./support/fixtures";
import { accessible, all, find, focused, get, mount, once, settle, textOf, until } from "./support/harness";
import { ScriptedClient } from "./support/scripted-client";

const LIVE: Link = { state: "connected", transport: "websocket" };

interface Page {
  readonly chat: SellerChat;
  readonly client: ScriptedClient;
  readonly made: PageSettings[];
}

const page = async (properties: Partial<SellerChat> = {}): Promise<Page> => {
  const client = new ScriptedClient({ link: LIVE, limits: LIMITS });
  const made: PageSettings[] = [];
  const connect = async (settings: PageSettings) => {
    made.push(settings);
    return client;
  };
  const place = await mount<HTMLElement>(html`<div></div>`);
  const chat = document.createElement("seller-chat");
  Object.assign(chat, { sellerId: seller.id, sellerName: seller.name, productId: topic.id, productTitle: topic.title });
  Object.assign(chat, { locale: "ru", theme: "light", now: () => NOW, connect, ...properties });
  place.append(chat);
  await settle();
  return { chat, client, made };
};

const dialog = (chat: SellerChat) => find<HTMLDialogElement>(chat, "chat-panel", "dialog");
const launcher = (chat: SellerChat) => get<HTMLButtonElement>(chat, "chat-launcher", "button");
const field = (chat: SellerChat) =>
  get<HTMLTextAreaElement>(chat, "chat-panel", "chat-conversation", "chat-composer", "textarea");
const isOpen = (chat: SellerChat) => dialog(chat)?.open === true;

/** The opening animation has ended. */
const atRest = async (chat: SellerChat) => {
  await Promise.allSettled(
    dialog(chat)
      ?.getAnimations({ subtree: true })
      .map(({ finished }) => finished) ?? [],
  );
};

const opened = async (properties: Partial<SellerChat> = {}): Promise<Page> => {
  const made = await page(properties);
  launcher(made.chat).click();
  await until(() => isOpen(made.chat));
  made.client.setThread(thread(history(1, 6)));
  await settle();
  await atRest(made.chat);
  return made;
};

describe("<seller-chat>", () => {
  for (const theme of ["light", "dark"] as const) {
    it(`is accessible in the ${theme} theme, closed and open`, async () => {
      const { chat } = await opened({ theme });
      await accessible(chat);
      chat.hide();
      await settle();
      await atRest(chat);
      await accessible(chat);
    });
  }

  it("costs a visitor nothing before they reach for it: no client, no guest, no panel", async () => {
    const { chat, made } = await page();
    same(made.length, 0);
    ok(!find(chat, "chat-panel"));
  });

  it("opens with the launcher, makes a guest only then, and holds the conversation", async () => {
    const { client } = await opened();
    same(client.callsOf("start"), [["create"]]);
    same(client.callsOf("open")[0]?.[0], seller.id);
    same(client.openedTopics(), [topic.id]);
  });

  it("starts with an identity when the page is idle, for the unread count alone", async () => {
    const { client } = await page({ token: "x" });
    await until(() => client.callsOf("start").length);
    same(client.callsOf("start"), [["known"]]);
    same(client.callsOf("list"), [[{ seller: "" }]]);
    same(client.callsOf("open"), []);
  });

  it("starts for a guest of an earlier visit, too", async () => {
    localStorage.setItem("seller-chat guest https://guests.example", "x");
    const { client } = await page({ server: "https://guests.example" });
    await until(() => client.callsOf("start").length);
    same(client.callsOf("start"), [["known"]]);
    localStorage.removeItem("seller-chat guest https://guests.example");
  });

  it("takes its server from where the script came from, and says on which side it talks", async () => {
    const { made } = await opened();
    same([made[0]?.server, made[0]?.side], [location.origin, "buyer"]);
  });

  it("asks getToken before it takes the attribute", async () => {
    const { made } = await opened({ token: "attribute", getToken: async () => "function" });
    same(await made[0]?.getToken(), "function");
    const plain = await opened({ token: "attribute" });
    same(await plain.made[0]?.getToken(), "attribute");
  });

  it("closes with Escape and gives the focus back to the launcher", async () => {
    const { chat } = await opened();
    await until(() => focused() === field(chat));
    await sendKeys({ press: "Escape" });
    await until(() => !isOpen(chat));
    ok(!chat.open);
    ok(focused() === launcher(chat));
  });

  it("gives the focus back to the page's own button", async () => {
    const { chat } = await page();
    const button = document.createElement("button");
    chat.before(button);
    button.focus();
    chat.show();
    await until(() => isOpen(chat));
    await until(() => focused() === field(chat));
    await sendKeys({ press: "Escape" });
    await until(() => focused() === button);
  });

  it("keeps the focus inside while it is open", async () => {
    const { chat } = await opened();
    for (let presses = 0; presses < 12; presses++) {
      await sendKeys({ press: "Tab" });
      ok(focused() !== launcher(chat));
    }
  });

  it("closes with its button, and with a click beside it", async () => {
    const { chat } = await opened();
    get(chat, "chat-panel", "button[slot=end]").click();
    await until(() => !isOpen(chat));
    chat.show();
    await until(() => isOpen(chat));
    get(chat, "chat-panel", "chat-header").click();
    ok(isOpen(chat), "a click inside");
    dialog(chat)?.click();
    await until(() => !isOpen(chat));
  });

  it("opens and closes by the attribute, and reflects it", async () => {
    const { chat } = await page();
    chat.setAttribute("open", "");
    await until(() => isOpen(chat));
    chat.removeAttribute("open");
    await until(() => !isOpen(chat));
    chat.show();
    await settle();
    ok(chat.hasAttribute("open"));
  });

  it("tells the page when it opens and closes", async () => {
    const { chat } = await page();
    const open = once(document, "seller-chat-open");
    chat.show();
    await open;
    const close = once(document, "seller-chat-close");
    chat.hide();
    await close;
  });

  it("says that nobody can be written to where the page names no seller, and makes no guest", async () => {
    const told: unknown[] = [];
    const { error } = console;
    console.error = (line: unknown) => told.push(line);
    const { chat, made, client } = await page({ sellerId: "" });
    launcher(chat).click();
    await until(() => isOpen(chat));
    console.error = error;
    same(told, ["seller-chat: the attribute seller-id is missing"]);
    same(textOf(get(chat, "chat-panel", "chat-hint", "h3")), "Чат сейчас недоступен");
    ok(!find(chat, "chat-panel", "chat-conversation"));
    same(made, []);
    await accessible(chat);
    chat.sellerId = seller.id;
    await until(() => client.callsOf("open").length);
    ok(find(chat, "chat-panel", "chat-conversation", "chat-composer"));
  });

  it("has words and no composer where the server refuses to open the conversation", async () => {
    const { chat, client } = await page();
    launcher(chat).click();
    await until(() => isOpen(chat));
    client.setThread({ ...thread([]), refused: { code: "not_found", message: "" } });
    await settle();
    const talk = get(chat, "chat-panel", "chat-conversation");
    same(textOf(get(talk, "chat-hint", "p")), "Этому продавцу написать нельзя.");
    ok(!find(talk, "chat-composer") && !find(talk, "chat-messages"));
  });

  it("leaves the conversation when it closes, and comes back to it", async () => {
    const { chat, client } = await opened();
    chat.hide();
    await settle();
    same(client.callsOf("leave"), [[KEY]]);
    chat.show();
    await settle();
    same(client.callsOf("open").length, 2);
  });

  it("changes the conversation when the page moves on to another product", async () => {
    const { chat, client } = await opened();
    chat.productId = "vase";
    await settle();
    same(client.callsOf("leave"), [[KEY]]);
    same(client.openedTopics(), [topic.id, "vase"]);
  });

  it("shows a badge, says it, and tells the page of each change", async () => {
    const { chat, client } = await page({ token: "x" });
    await until(() => client.callsOf("list").length);
    const told: number[] = [];
    chat.addEventListener("seller-chat-unread", (event: SellerChatUnreadEvent) => told.push(event.count));
    const other = conversation({ id: "other", topic: { id: "vase", title: "Ваза" }, unread: 7 });
    const list = { unread: 10, more: false, loading: false };
    client.setInbox("", { ...list, items: [other, conversation({ unread: 3 })] });
    await settle();
    same(textOf(get(chat, "chat-launcher", ".badge")), "3");
    same(launcher(chat).getAttribute("aria-label"), "Написать продавцу, 3\u00a0непрочитанных сообщения");
    client.setInbox("", { ...list, items: [other, conversation({ unread: 120 })] });
    await settle();
    same(textOf(get(chat, "chat-launcher", ".badge")), "99+");
    client.setInbox("", { ...list, items: [other, conversation({ unread: 0 })] });
    await settle();
    ok(!find(chat, "chat-launcher", ".badge"));
    same(told, [3, 120, 0]);
  });

  it("carries what is asked inside to the client", async () => {
    const { chat, client } = await opened();
    field(chat).focus();
    await sendKeys({ type: "Лампа" });
    await sendKeys({ press: "Enter" });
    same(client.callsOf("send"), [[KEY, "Лампа"]]);
    ok(client.callsOf("typing").length > 0);
    same(client.callsOf("draft").at(-1), [KEY, "Лампа"]);
    same(client.callsOf("seen"), [[KEY]]);
  });

  it("shows the server's name of the seller over the page's", async () => {
    const { chat, client } = await opened({ sellerName: "Как на странице" });
    same(textOf(get(chat, "chat-panel", "chat-header", "h2")), seller.name);
    client.set({ threads: new Map() });
    await settle();
    same(textOf(get(chat, "chat-panel", "chat-header", "h2")), "Как на странице");
  });

  it("keeps the page's shortcuts from answering to what is typed", async () => {
    const { chat } = await opened();
    let heard = 0;
    const listen = () => heard++;
    document.addEventListener("keydown", listen);
    field(chat).focus();
    await sendKeys({ type: "/" });
    document.removeEventListener("keydown", listen);
    same([heard, field(chat).value], [0, "/"]);
  });

  it("opens from its launcher's corner, and without moving under reduced motion", async () => {
    const { chat } = await opened();
    same(getComputedStyle(dialog(chat) as Element).animationName, "open");
    const right = getComputedStyle(dialog(chat) as Element).transformOrigin;
    chat.position = "bottom-left";
    await settle();
    ok(getComputedStyle(dialog(chat) as Element).transformOrigin !== right);
    await emulateMedia({ reducedMotion: "reduce" });
    same(getComputedStyle(dialog(chat) as Element).animationName, "none");
    same(getComputedStyle(dialog(chat) as Element).transitionDuration, "0s");
    await emulateMedia({ reducedMotion: "no-preference" });
  });

  it("is 384 × 640 px at most on a desk, and fills a phone", async () => {
    await setViewport({ width: 1000, height: 800 });
    const { chat } = await opened();
    const box = () => {
      const { width, height, left, bottom } = (dialog(chat) as Element).getBoundingClientRect();
      return [width, height, left, bottom];
    };
    same(box(), [384, 640, 600, 784]);
    await setViewport({ width: 1000, height: 500 });
    same(box(), [384, 468, 600, 484]);
    await setViewport({ width: 390, height: 700 });
    same(box(), [390, 700, 0, 700]);
    await setViewport({ width: 800, height: 600 });
  });

  it("keeps a phone's page from scrolling behind it, and lets it go again", async () => {
    await setViewport({ width: 390, height: 700 });
    const { chat } = await opened();
    same(document.documentElement.style.overflow, "hidden");
    chat.hide();
    await until(() => document.documentElement.style.overflow === "");
    await setViewport({ width: 800, height: 600 });
  });

  it("speaks the page's language, and the attribute's before that", async () => {
    document.documentElement.lang = "ru-RU";
    const { chat } = await page({ locale: "" });
    same(launcher(chat).getAttribute("aria-label"), "Написать продавцу");
    chat.locale = "en-GB";
    await settle();
    same(launcher(chat).getAttribute("aria-label"), "Write to the seller");
    document.documentElement.lang = "";
  });

  it("takes nothing from the page's styles, and leaks none", async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { letter-spacing: 9px; text-transform: uppercase; line-height: 5; color: red; cursor: wait }");
    document.adoptedStyleSheets = [sheet];
    const before = getComputedStyle(document.body).fontFamily;
    const { chat } = await opened();
    const { letterSpacing, textTransform, color, fontSize } = getComputedStyle(
      get(chat, "chat-panel", "chat-conversation", "chat-messages", ".bubble"),
    );
    same([letterSpacing, textTransform, fontSize], ["normal", "none", "15px"]);
    ok(color !== "rgb(255, 0, 0)");
    same(getComputedStyle(document.body).fontFamily, before);
    document.adoptedStyleSheets = [];
  });

  it("stops with its element, and goes on when that comes back", async () => {
    const { chat, client, made } = await opened();
    const place = chat.parentElement;
    chat.remove();
    same(client.callsOf("stop").length, 1);
    place?.append(chat);
    await settle();
    same(made.length, 2);
    same(client.callsOf("start"), [["create"], ["create"]]);
    same(client.callsOf("open").length, 2);
  });

  it("tells the client when the page has another token", async () => {
    const { chat, client } = await opened({ token: "a" });
    chat.token = "b";
    await settle();
    same(client.callsOf("tokenChanged").length, 1);
    chat.tokenChanged();
    same(client.callsOf("tokenChanged").length, 2);
  });

  it("marks a message as seen only in the open panel", async () => {
    const { chat, client } = await opened();
    const seen = client.callsOf("seen").length;
    chat.hide();
    await until(() => dialog(chat)?.clientHeight === 0);
    client.changeThread(KEY, { messages: [...history(1, 6), shown(message(7, "seller", "Есть"), "buyer")] });
    await settle();
    same(client.callsOf("seen").length, seen);
    chat.show();
    await until(() => client.callsOf("seen").length === seen + 1);
  });

  it("tolerates a second copy of its script", async () => {
    const { define } = await import("../../widget/elements/define");
    define({ "seller-chat": class extends HTMLElement {} });
    ok(customElements.get("seller-chat") === (await page()).chat.constructor);
  });

  it("has targets of 40 px and more", async () => {
    const { chat } = await opened();
    const panel = get(chat, "chat-panel");
    const composer = get(panel, "chat-conversation", "chat-composer");
    for (const button of [...all(panel, "button"), ...all(composer, "button"), launcher(chat)]) {
      const { width, height } = button.getBoundingClientRect();
      ok(width >= 40 && height >= 40, `${width} × ${height}`);
    }
  });
});
