import type { ContactRule, ShownMessage, Thread } from "../../../../widget/client/state";
import { ago, buyer, conversation, LIMITS, message, NOW, seller, shown, thread, uuid } from "../fixtures";
import { ScriptedClient } from "../scripted-client";
import { atRest, openChat, panelOf } from "./open-chat";
import type { Scene } from "./scene";

const at = (minutes: number) => ({ at: ago(minutes) });
const talk: readonly ShownMessage[] = [
  shown(message(1, "buyer", "Здравствуйте! Лампа ещё в наличии?", at(29)), "buyer", "read"),
  shown(message(2, "seller", "Добрый день! Да, осталось три.", at(26)), "buyer"),
  shown(message(3, "seller", "Скиньте номер, договоримся без площадки", at(25)), "buyer"),
];
const refused: ShownMessage = {
  kind: "waiting",
  id: uuid(9),
  text: "Мой номер 8 916 123-45-67, звоните",
  submittedAt: ago(0),
  refused: { code: "contacts", message: "" },
};
const masked: ShownMessage = {
  kind: "stored",
  own: true,
  delivery: "delivered",
  message: message(4, "buyer", "Мой номер ••••••••, звоните", at(24)),
  masked: true,
};

type Step = (root: ParentNode) => Element | null | undefined;
const inside =
  (...path: string[]): Step =>
  (root) =>
    path.reduce<ParentNode | null | undefined>((place, selector, at) => {
      const found = place?.querySelector(selector);
      return at < path.length - 1 ? found?.shadowRoot : found;
    }, root) as Element | null;

/** One press after the other, each as soon as there is something to press. */
const press = (root: ParentNode, [step, ...more]: readonly Step[]): void => {
  if (!step) return;
  const target = step(root);
  if (target instanceof HTMLElement) target.click();
  requestAnimationFrame(() => press(root, target ? more : [step, ...more]));
};

const scene =
  (of: Partial<Thread>, presses: readonly Step[] = [], contacts: ContactRule = "off"): Scene =>
  (theme) => {
    const limits = { ...LIMITS, contacts };
    const client = new ScriptedClient({ link: { state: "connected", transport: "websocket" }, limits });
    client.setThread(thread(talk, { online: true, ...of }));
    const chat = openChat(theme, client);
    void atRest(panelOf(chat)).then(() => press(chat.shadowRoot ?? document, presses));
  };

const inbox =
  (blocked: boolean, presses: readonly Step[]): Scene =>
  (theme) => {
    document.body.dataset.theme = theme;
    const client = new ScriptedClient({ link: { state: "connected", transport: "websocket" }, limits: LIMITS });
    const one = conversation({ id: uuid(901), buyer, ...(blocked && { blocked }) });
    client.set({ me: { id: "u1", name: "Ольга", sellers: [seller] } });
    client.setInbox(seller.id, { items: [one], unread: 0, more: false, loading: false });
    client.setThread(thread(talk, { key: one.id, side: "seller", conversation: one }));
    const element = document.createElement("seller-inbox");
    Object.assign(element, { theme, token: "x", now: () => NOW, connect: async () => client });
    document.body.append(element);
    press(element.shadowRoot ?? document, [inside("inbox-side", "inbox-list", "li button"), ...presses]);
  };

const MENU = inside("chat-panel", "chat-menu", "button");
const item = (n: number) => inside("chat-panel", "chat-menu", `[role=menuitem]:nth-of-type(${n})`);
/** What the item would open can't be loaded. */
const offline: Step = (root) => {
  const menu = inside("chat-panel", "chat-menu")(root);
  if (menu) Object.assign(menu, { load: () => Promise.reject(new TypeError("Failed to fetch")) });
  return menu;
};
const inReport = (selector: string) => inside("chat-panel", "chat-menu", "chat-report", selector);
const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000).toISOString();

export const trustScenes: Readonly<Record<string, Scene>> = {
  menu: scene({}, [MENU]),
  menuFailed: scene({}, [offline, MENU, item(2)]),
  block: scene({}, [MENU, item(1)]),
  blocked: scene({ conversation: conversation({ blocked: true }) }),
  report: scene({}, [MENU, item(2)]),
  reportChosen: scene({}, [MENU, item(2), inReport("label:nth-of-type(2) input")]),
  reportThanks: scene({}, [MENU, item(2), inReport("label:nth-of-type(2) input"), inReport(".strong")]),
  contactsWarned: scene({ messages: [...talk, refused] }, [], "warn"),
  contactsRefused: scene({ messages: [...talk, refused] }, [], "refuse"),
  contactsMasked: scene({ messages: [...talk, masked] }, [], "mask"),
  answersSoon: scene({ online: false, usual: 2 * 3_600_000 }),
  answersLater: scene({ online: false, until: hours(19.5 + 24) }),
  answersSlowly: scene({ online: false, usual: 40 * 60_000 }),
  inboxMenu: inbox(false, [inside("inbox-talk", "chat-menu", "button")]),
  inboxBlocked: inbox(true, []),
};
