/** The script of strict-page.test.ts's page. Reports as JSON in `data-report`. */
import "../../../widget/seller-chat";
import "../../../widget/seller-inbox";
import type { ChatState, ShownMessage, WaitingFile } from "../../../widget/client/state";
import type { ChatComposer } from "../../../widget/elements/chat-composer";
import { conversation, history, KEY, LIMITS, message, picture, seller, shown, thread, topic, uuid } from "./fixtures";
import { drawn } from "./pictures";
import { ScriptedClient } from "./scripted-client";

const violations: string[] = [];
const errors: string[] = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
  violations.push(`${effectiveDirective} ${blockedURI} ${sample}`),
);
addEventListener("error", ({ message }) => errors.push(message));
addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason)));

const frames = async (count: number) => {
  for (let frame = 0; frame < count; frame++) await new Promise((done) => requestAnimationFrame(done));
};

const file: WaitingFile = { id: "w 0", name: "a.png", type: "image/png", size: 9, width: 4, height: 3, progress: 0.4 };
const canvas = document.createElement("canvas");
const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
const talk: readonly ShownMessage[] = [
  ...history(1, 9),
  shown(message(10, "seller", "Вот", { attachments: [picture(1), picture(2)] }), "buyer"),
  {
    ...{ kind: "waiting", id: uuid(90), text: "", submittedAt: new Date().toISOString() },
    files: [
      { ...file, ...(blob && { blob }) },
      { ...file, id: "w 1", type: "application/pdf" },
    ],
  },
];

const state: Partial<ChatState> = {
  limits: LIMITS,
  // The one thing that a strict page has to allow: pictures of the chat's server.
  links: new Map([1, 2].map((n) => [picture(n).id, { url: new URL(`./gallery/lamp.svg?${n}`, import.meta.url).href }])),
  link: { state: "connected", transport: "websocket" },
  me: { id: "u", name: "О", sellers: [seller] },
  inboxes: new Map([[seller.id, { items: [conversation({ id: uuid(900) })], unread: 1, more: false, loading: false }]]),
  threads: new Map([
    [KEY, thread(talk, { typing: "Анна" })],
    [uuid(900), thread(history(1, 9, "seller"), { key: uuid(900), side: "seller" })],
  ]),
};

const chat = document.createElement("seller-chat");
Object.assign(chat, { sellerId: seller.id, sellerName: seller.name, productId: topic.id, productTitle: topic.title });
chat.connect = async () => new ScriptedClient(state);
const inbox = document.createElement("seller-inbox");
inbox.token = "x";
inbox.connect = async () => new ScriptedClient(state);
document.body.append(inbox, chat);

const within = (root: Element | null | undefined, selector: string) =>
  root?.shadowRoot?.querySelector<HTMLElement>(selector);

await frames(4);
within(within(within(inbox, "inbox-side"), "inbox-list"), "li button")?.click();
await frames(4);
chat.show();
for (let waited = 0; waited < 300 && !within(within(chat, "chat-panel"), "dialog[open]"); waited++) await frames(1);
await frames(10);
const conversationOf = within(within(chat, "chat-panel"), "chat-conversation");
const composer = within(conversationOf, "chat-composer") as ChatComposer | null;
composer?.attach([await drawn(1200, 20, "image/png", "b.png")]);
const log = within(conversationOf, "chat-messages");
const pictures = [...(log?.shadowRoot?.querySelectorAll("chat-attachment-picture") ?? [])];
const loaded = () => pictures.filter((one) => within(one, "img.loaded")).length;
for (let waited = 0; waited < 300 && loaded() < 2; waited++) await frames(1);
within(pictures[0], "button")?.click();
for (let waited = 0; waited < 300 && !within(within(conversationOf, "chat-viewer"), "dialog[open]"); waited++)
  await frames(1);
await frames(10);
const bubbles = log?.shadowRoot?.querySelectorAll(".bubble").length ?? 0;
const seen = {
  pictures: loaded(),
  tray: !!within(composer, "chat-attachment-tray"),
  viewer: !!within(conversationOf, "chat-viewer"),
};
document.documentElement.dataset.report = JSON.stringify({ violations, errors, bubbles, ...seen });
