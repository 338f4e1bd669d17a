/** The script of a page of tests/e2e/xss.test.ts: shows texts wherever the elements show any, and says what became of them. */
import "../../../widget/seller-chat";
import "../../../widget/seller-inbox";
import type { Attachment, Conversation, Party, ShownMessage, ShownNote } from "../../../widget/client/state";
import { filledReply } from "../../../widget/elements/canned";
import { excerpt } from "../../../widget/elements/marks";
import type { Report } from "../../support/xss";
import { ago, conversation, LIMITS, message, NOW, seller, shown, thread, topic, uuid } from "./fixtures";
import { ScriptedClient } from "./scripted-client";

declare global {
  interface Window {
    /** @param singly also where there is room for one */
    showTexts?: (texts: readonly string[], singly: boolean) => Promise<Report>;
  }
}

const ran: string[] = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  Object.defineProperty(window, name, { value: (...what: unknown[]) => void ran.push(`${name} ${what.join()}`) });
addEventListener("error", ({ message }) => ran.push(`error ${message}`));
addEventListener("unhandledrejection", ({ reason }) => ran.push(`rejection ${reason}`));
addEventListener("pagehide", () => ran.push("the page went elsewhere"));
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
  // A picture by its address: the page lets none in, and an address is all that it is.
  if (effectiveDirective !== "img-src" || !/^https?:/.test(blockedURI))
    ran.push(`${effectiveDirective} ${blockedURI} ${sample}`);
});

const { body } = document;
const [me, other] = [uuid(1), uuid(2)];

const chatClient = new ScriptedClient({ link: { state: "connected", transport: "websocket" }, limits: LIMITS });
const inboxClient = new ScriptedClient({
  link: { state: "connected", transport: "websocket" },
  limits: LIMITS,
  me: { id: me, name: "О", sellers: [seller] },
});
let agents: readonly Party[] = [];
inboxClient.answer = async (_, path) =>
  path.endsWith("agents") ? { agents } : { replies: [], hours: null, away: agents[0]?.name ?? "" };

const chat = document.createElement("seller-chat");
Object.assign(chat, { sellerId: seller.id, productId: topic.id, now: () => NOW, connect: async () => chatClient });
const inbox = document.createElement("seller-inbox");
Object.assign(inbox, { token: "x", now: () => NOW, connect: async () => inboxClient });
const search = document.createElement("inbox-list");
Object.assign(search, { name: "search", now: () => NOW });
const replies = document.createElement("inbox-replies");
replies.typed = "/";
let times = 0;

/** Everything that is shown, through shadow roots. */
function* deep(root: ParentNode): Generator<Element> {
  if (root instanceof Element && root.shadowRoot) yield* deep(root.shadowRoot);
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* deep(element.shadowRoot);
  }
}
const all = (selector: string, within: ParentNode): Element[] =>
  [...deep(within)].filter((element) => element.matches(selector));
const frames = async (count: number) => {
  for (let frame = 0; frame < count; frame++) await new Promise((done) => requestAnimationFrame(done));
};
const until = async (look: () => unknown) => {
  for (let waited = 0; waited < 300 && !look(); waited++) await frames(1);
};

const file = (number: number, name: string): Attachment => ({
  id: uuid(5000 + number),
  name,
  type: "application/pdf",
  size: 1,
});
const item = (number: number, text: string): Conversation =>
  conversation({
    id: uuid(1000 + number),
    seller: { ...seller, name: text, picture: text },
    buyer: { id: `b${number}`, name: text, picture: text },
    topic: { id: "lamp", title: text, url: text, image: text, price: text },
    assignee: { id: other, name: text, picture: text },
    lastText: text,
    lastAt: ago(number),
  });
const refused = (text: string) => ({ code: "internal", message: text }) as const;

function said(texts: readonly string[], side: "buyer" | "seller"): ShownMessage[] {
  return texts.flatMap((text, n): ShownMessage[] => {
    const sender = { id: `x${n}`, name: text, picture: text };
    const at = ago(6000 - n * 10);
    return [
      shown(message(3 * n + 1, "seller", text, { sender, at }), side),
      shown(message(3 * n + 2, "buyer", text, { sender, at, attachments: [file(n, text)] }), side),
      shown(message(3 * n + 3, "system", text, { at }), side),
      { kind: "waiting", id: uuid(9000 + n), text, submittedAt: at, refused: refused(text) },
    ];
  });
}

/** What the rows of a list, the bubbles, the notes and the menus make of many texts at once. */
async function showMany(texts: readonly string[], missing: string[]): Promise<void> {
  const items = texts.map((text, n) => item(n, text));
  const links = new Map(texts.map((text, n) => [file(n, text).id, { url: `${location.origin}/v1/attachments/${n}` }]));
  const notes: ShownNote[] = texts.map((text, n) => ({
    id: uuid(7000 + n),
    author: { id: `n${n}`, name: text, picture: text },
    text,
    at: ago(n),
  }));
  const shop = { id: `shop ${++times}`, name: texts[0] ?? "", picture: texts[0] ?? "" }; // whose agents are read now
  inbox.sellerId = shop.id;
  agents = texts.map((text, n) => ({ id: `a${n}`, name: text, picture: text }));
  const first = items[0]?.id ?? "";
  chatClient.set({ links });
  chatClient.setThread(thread(said(texts, "buyer"), { conversation: item(0, texts[0] ?? "") }));
  inboxClient.set({ links, me: { id: me, name: texts[0] ?? "", sellers: [shop, seller] } });
  inboxClient.setInbox(inbox.sellerId, { items, unread: 1, more: false, loading: false });
  inboxClient.setThread(
    thread(said(texts, "seller"), {
      key: first,
      side: "seller",
      conversation: items[0] ?? item(0, ""),
      notes,
      draft: "/",
    }),
  );
  const [word = ""] = texts.flatMap((text) => text.match(/[\p{L}\p{N}]+/u) ?? []);
  const found = new Map(items.map(({ id, lastText }) => [id, { seq: 1, text: lastText }]));
  Object.assign(search, {
    list: { items, unread: 0, more: false, loading: false, found },
    query: word,
    selected: "",
  });
  await frames(3);
  const row = all("inbox-list", inbox)[0]?.shadowRoot?.querySelector<HTMLElement>("li button");
  row?.click();
  await frames(4);

  const expectIn = (where: string, actual: readonly (string | null)[], expected: readonly string[]) => {
    for (const text of expected) if (!actual.includes(text)) missing.push(`${where}: ${JSON.stringify(text)}`);
  };
  const textsOf = (selector: string, within: Element) => all(selector, within).map(({ textContent }) => textContent);
  for (const element of [chat, inbox]) {
    const where = element.localName;
    expectIn(`${where} bubble`, textsOf(".bubble .text", element), texts);
    expectIn(`${where} note of nobody's`, textsOf("p.note", element), texts);
    expectIn(`${where} author`, textsOf(".author", element), texts.slice(1)); // the first is whom the header names
    expectIn(`${where} file`, textsOf(".file-name", element), texts);
  }
  for (const list of [inbox, search]) expectIn("row's name", textsOf(".name", list), texts);
  const cut = texts.map((text) =>
    excerpt(text, word)
      .map((piece) => piece.text)
      .join(""),
  ); // from where the word is
  for (const line of [".topic", ".last"]) {
    expectIn(`row's ${line}`, textsOf(line, inbox), texts);
    expectIn(`found row's ${line}`, textsOf(line, search), cut);
  }
  expectIn("note", textsOf("li > p:first-child", inbox), texts);
  expectIn("agent", textsOf("option", inbox), texts);
}

/** What there is one of at a time: headers, the product, who writes. */
async function showOne(text: string, missing: string[]): Promise<void> {
  const one = item(0, text);
  Object.assign(chat, {
    sellerName: text,
    sellerPicture: text,
    productTitle: text,
    productUrl: text,
    productImage: text,
  });
  Object.assign(chat, { productPrice: text, label: text });
  chatClient.setThread(thread(said([text], "buyer"), { conversation: one, typing: text, refused: refused(text) }));
  inboxClient.setInbox(inbox.sellerId, {
    items: [one],
    unread: 1,
    more: false,
    loading: false,
    refused: refused(text),
  });
  inboxClient.setThread(
    thread(said([text], "seller"), {
      key: one.id,
      side: "seller",
      conversation: one,
      typing: text,
      answering: text,
      draft: text,
    }),
  );
  replies.replies = [{ shortcut: text, text }];
  for (let turn = 0; turn < 3; turn++) await new Promise((done) => setTimeout(done));
  for (const [where, selector, within] of [
    ["buyer's header", "h2", chat],
    ["seller's header", "h2", inbox],
    ["product", ".title", chat],
    ["price", ".price", chat],
    ["details", "h3", inbox],
    ["details' price", ".price", inbox],
    ["canned reply", ".cut", replies],
  ] as const)
    if (
      !all(selector, within).some(
        ({ textContent }) =>
          textContent === (within === replies ? filledReply(text, { buyer: "", product: "" }) : text),
      )
    )
      missing.push(`${where}: ${JSON.stringify(text)}`);
}

const isHttp = (address: string | null) => /^https?:\/\//.test(address ?? "");

function look(): { wrong: string[]; tags: string[] } {
  const wrong: string[] = [];
  const tags = new Set<string>();
  for (const element of deep(body)) {
    tags.add(element.localName);
    for (const { name } of element.attributes)
      if (/^on|^(srcdoc|action|formaction|xlink:href|ping|background|srcset)$/i.test(name))
        wrong.push(`${element.localName} ${name}`);
    const [href, src] = [element.getAttribute("href"), element.getAttribute("src")];
    if (href !== null && !(element.localName === "a" && isHttp(href))) wrong.push(`${element.localName} href ${href}`);
    if (src !== null && !(element.localName === "img" && isHttp(src))) wrong.push(`${element.localName} src ${src}`);
    if (element instanceof HTMLAnchorElement && element.rel !== "noopener nofollow ugc") wrong.push(`rel ${href}`);
    if (element instanceof HTMLImageElement && element.referrerPolicy !== "no-referrer") wrong.push(`referrer ${src}`);
  }
  return { wrong, tags: [...tags] };
}

for (const { style } of [inbox, search]) style.blockSize = "3000px"; // a list has only the rows in view
body.append(inbox, chat, search, replies);
chat.show();
await until(() => all("dialog[open]", chat)[0]);
await frames(4);

body.dataset.ready = "";
window.showTexts = async (texts, singly) => {
  const missing: string[] = [];
  await showMany(texts, missing);
  const many = look();
  const wrong = [...many.wrong];
  const tags = new Set(many.tags);
  for (const text of singly ? texts : []) {
    await showOne(text, missing);
    const one = look();
    wrong.push(...one.wrong);
    for (const tag of one.tags) tags.add(tag);
  }
  await frames(4); // what would load or run has begun
  return { ran: ran.splice(0), wrong, missing, tags: [...tags] };
};
