/** The script of strict-page.test.ts's page. Reports as JSON in `data-report`. */
import "../../../widget/seller-chat";
import "../../../widget/seller-inbox";
import type { ChatState } from "../../../widget/client/state";
import { conversation, history, KEY, seller, thread, topic, uuid } from "./fixtures";
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

const state: Partial<ChatState> = {
  link: { state: "connected", transport: "websocket" },
  me: { id: "u", name: "О", sellers: [seller] },
  inboxes: new Map([[seller.id, { items: [conversation({ id: uuid(900) })], unread: 1, more: false, loading: false }]]),
  threads: new Map([
    [KEY, thread(history(1, 9), { typing: "Анна" })],
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
const log = within(within(within(chat, "chat-panel"), "chat-conversation"), "chat-messages");
const bubbles = log?.shadowRoot?.querySelectorAll(".bubble").length ?? 0;
document.documentElement.dataset.report = JSON.stringify({ violations, errors, bubbles });
