import { type Conversation, type InboxList, listKey, type ShownNote } from "../../../../widget/client/state";
import type { SellerInbox } from "../../../../widget/elements/seller-inbox";
import {
  ago,
  buyer,
  colleagues,
  conversation,
  LIMITS,
  message,
  NOW,
  seller,
  shown,
  thread,
  topic,
  uuid,
} from "../fixtures";
import { ScriptedClient } from "../scripted-client";
import type { Scene } from "./scene";

const minute = 1;
const hour = 60;
const day = 24 * hour;

const row = (
  number: number,
  name: string,
  lastText: string,
  minutes: number,
  more: Partial<Conversation> = {},
): Conversation =>
  conversation({
    id: uuid(number),
    buyer: { id: `b${number}`, name },
    lastText,
    lastAt: ago(minutes),
    ...more,
  });

const product = (id: string, title: string, price: string) => ({ topic: { id, title, price } });

const items: readonly Conversation[] = [
  row(901, "Анна Смирнова", "Отлично, тогда беру", 24 * minute, {
    topic: { ...topic, image: `${location.origin}/lamp.svg` },
    assignee: { id: "u1", name: "Ольга" },
  }),
  row(902, "Павел", "А доставка в Казань сколько дней?", 41 * minute, {
    ...product("vase", "Ваза «Туман»", "4 900 ₽"),
    unread: 2,
  }),
  row(903, "Константин Константинопольский", "Спасибо, всё получил, очень красиво", 3 * hour, {
    ...product("shelf", "Полка дубовая, 120 см", "8 700 ₽"),
    status: "closed",
  }),
  row(904, "", "https://shop.example/katalog/lampy/nastolnye/latun", 5 * hour, {
    unread: 14,
    ...product("lamp2", "Торшер «Полдень» с тканевым абажуром", "23 100 ₽"),
  }),
  row(905, "Мария", "Хорошо, подожду", day, product("mug", "Кружка с глазурью", "1 200 ₽")),
  row(
    906,
    "Олег Тарасов",
    "Можно в подарочной упаковке?",
    3 * day,
    product("lamp", "Лампа «Полдень», латунь", "12 400 ₽"),
  ),
  row(907, "Ирина", "Добрый день", 20 * day, {}),
  row(908, "Sam Taylor", "Do you ship to Lisbon?", 400 * day, product("vase", "Ваза «Туман»", "4 900 ₽")),
];

const list: InboxList = { items, unread: 16, more: false, loading: false };

const olga = { id: "u1", name: "Ольга" };
const pavel = { id: "u2", name: "Павел Орлов" };

const many = (count: number): InboxList => ({
  ...list,
  items: Array.from({ length: count }, (_, index) => {
    const one = items[index % items.length] as Conversation;
    return { ...one, id: uuid(2000 + index), lastAt: ago(index * 17), unread: index % 9 === 2 ? (index % 4) + 1 : 0 };
  }),
});

const settings = {
  replies: [
    { shortcut: "привет", text: "Здравствуйте, {buyer}. Чем помочь?" },
    { shortcut: "наличие", text: "Да, {product} есть в\u00a0наличии. Отправим завтра." },
    { shortcut: "доставка", text: "Доставка из\u00a0Тбилиси занимает 4–8 дней, от\u00a012\u00a0000\u00a0₽ бесплатно." },
    { shortcut: "спасибо", text: "Спасибо за\u00a0заказ, {buyer}. Напишем, когда отправим." },
  ],
  hours: {
    zone: "Asia/Tbilisi",
    days: [...Array.from({ length: 5 }, () => ({ from: 600, to: 1140 })), { from: 660, to: 960 }, null],
  },
  away: "Спасибо, что написали. Вернёмся завтра в\u00a010 и\u00a0сразу ответим.",
};

const notes: readonly ShownNote[] = [
  { id: uuid(1), author: pavel, text: "Просила скидку за\u00a0две лампы, обещали 10\u00a0%.", at: ago(day) },
  { id: uuid(2), author: olga, text: "Чёрный провод есть, 3\u00a0м", at: ago(26) },
];

const talk = [
  shown(message(1, "buyer", "Здравствуйте! Лампа ещё в наличии?", { at: ago(day + 20) }), "seller"),
  shown(message(2, "seller", "Добрый день, Анна. Да, осталось три.", { at: ago(day + 15) }), "seller", "read"),
  shown(message(3, "buyer", "И можно ли заказать с чёрным проводом вместо белого?", { at: ago(29) }), "seller"),
  shown(
    message(4, "seller", "Провод можем поставить чёрный, тканевый — это без доплаты, но срок плюс два дня.", {
      at: ago(27),
    }),
    "seller",
    "read",
  ),
  shown(message(5, "seller", "Показать, как он выглядит?", { at: ago(26), editedAt: ago(25) }), "seller", "read"),
  shown(message(6, "buyer", "Отлично, тогда беру", { at: ago(24) }), "seller"),
];

const scene =
  (change: (inbox: SellerInbox, client: ScriptedClient) => void = () => {}): Scene =>
  (theme) => {
    document.body.dataset.theme = theme;
    const client = new ScriptedClient({
      link: { state: "connected", transport: "websocket" },
      limits: LIMITS,
      me: { id: "u1", name: "Ольга", sellers: [seller, { id: "s2", name: "Дом и глина" }] },
    });
    client.setInbox(seller.id, list);
    client.setThread(
      thread(talk, { key: uuid(901), side: "seller", conversation: items[0] ?? conversation({ buyer }), notes }),
    );
    client.setInbox("s2", { ...list, unread: 3 });
    client.answer = async (_, path) => (path.endsWith("agents") ? { agents: [olga, pavel] } : settings);
    const inbox = document.createElement("seller-inbox");
    Object.assign(inbox, { theme, token: "x", now: () => NOW, connect: async () => client });
    change(inbox, client);
    document.body.append(inbox);
  };

/** As a person does it, once the rows are there. */
const press = (inbox: SellerInbox, path: readonly string[], then?: () => void): void => {
  let root: ParentNode | null | undefined = inbox.shadowRoot;
  for (const step of path.slice(0, -1)) root = root?.querySelector(step)?.shadowRoot;
  const target = root?.querySelector<HTMLElement>(path.at(-1) ?? "");
  if (!target) return void requestAnimationFrame(() => press(inbox, path, then));
  target.click();
  then?.();
};

const openFirst = (inbox: SellerInbox, then?: () => void) =>
  press(inbox, ["inbox-side", "inbox-list", "li button"], then);

/** As if somebody had typed it and paused. */
const search = (inbox: SellerInbox, query: string): void => {
  const field = inbox.shadowRoot
    ?.querySelector("inbox-side")
    ?.shadowRoot?.querySelector("inbox-bar")
    ?.shadowRoot?.querySelector<HTMLInputElement>("input[type=search]");
  if (!field) return void requestAnimationFrame(() => search(inbox, query));
  field.value = query;
  field.dispatchEvent(new InputEvent("input"));
};

export const inboxScenes: Readonly<Record<string, Scene>> = {
  inbox: scene((inbox) => openFirst(inbox)),
  inboxColleague: scene((inbox, client) => {
    const more = [
      colleagues(7, "Анна, завтра отправим. Упаковать в\u00a0подарочную коробку?", pavel, { at: ago(20) }),
      colleagues(8, "Это бесплатно", pavel, { at: ago(19) }),
      shown(message(9, "seller", "И\u00a0чек положим внутрь", { at: ago(12), replyTo: 7 }), "seller", "sent"),
    ];
    client.changeThread(uuid(901), { messages: [...talk, ...more] });
    openFirst(inbox);
  }),
  inboxNone: scene(),
  inboxDetails: scene((inbox) => openFirst(inbox, () => press(inbox, [".about"]))),
  inboxEmpty: scene((_, client) => client.setInbox(seller.id, { ...list, items: [] })),
  inboxLoading: scene((_, client) => client.set({ inboxes: new Map(), link: { state: "connecting" } })),
  inboxMany: scene((inbox, client) => {
    client.setInbox(seller.id, many(200));
    openFirst(inbox);
  }),
  /** For frames.mjs. */
  inboxHuge: scene((_, client) => client.setInbox(seller.id, many(20_000))),
  inboxSearch: scene((inbox, client) => {
    const query = "лампа";
    const found = new Map([
      [uuid(901), { seq: 1, text: "Здравствуйте! Лампа ещё в\u00a0наличии?" }],
      [uuid(906), { seq: 4, text: "Мне понравилась ваша настольная лампа, но\u00a0боюсь, что она не\u00a0доедет" }],
    ]);
    const hits = items.filter(({ topic }) => topic?.title.includes("Лампа"));
    client.setInbox(listKey({ seller: seller.id, query }), { ...list, items: hits, found });
    search(inbox, query);
    openFirst(inbox);
  }),
  inboxNothing: scene((inbox, client) => {
    client.setInbox(listKey({ seller: seller.id, query: "самовар" }), { ...list, items: [] });
    search(inbox, "самовар");
  }),
  inboxSettings: scene((inbox) => press(inbox, ["inbox-side", "[aria-label]:is(.icon-button)"])),
  inboxHours: scene((inbox, client) => {
    const [monday, , ...rest] = settings.hours.days;
    const hours = { ...settings.hours, days: [monday, { from: 1080, to: 120 }, ...rest] };
    client.answer = async (_, path) => (path.endsWith("agents") ? { agents: [olga, pavel] } : { ...settings, hours });
    press(inbox, ["inbox-side", "[aria-label]:is(.icon-button)"], () =>
      press(inbox, ["inbox-settings", "inbox-hours-editor", ".wrong"], () =>
        inbox.shadowRoot
          ?.querySelector("inbox-settings")
          ?.shadowRoot?.querySelector("inbox-hours-editor")
          ?.shadowRoot?.querySelector(".wrong")
          ?.scrollIntoView({ block: "center" }),
      ),
    );
  }),
  inboxCanned: scene((inbox, client) => {
    client.changeThread(uuid(901), { draft: "/", answering: "Павел Орлов" });
    openFirst(inbox);
  }),
  inboxClosed: scene((inbox, client) => {
    client.changeThread(uuid(901), { conversation: { ...(items[0] as Conversation), status: "closed" } });
    openFirst(inbox);
  }),
  inboxTrail: scene((inbox, client) => {
    client.changeThread(uuid(901), {
      trail: {
        seq: 5,
        steps: { stored: ago(26), pushes: [{ at: ago(25), outcome: "accepted" }], received: ago(24), read: ago(24) },
      },
    });
    openFirst(inbox, () =>
      press(inbox, ["inbox-talk", "chat-conversation", "chat-messages", ".foot:nth-last-of-type(2) .trail"]),
    );
  }),
  inboxHelp: scene((inbox) => {
    requestAnimationFrame(() =>
      inbox.shadowRoot
        ?.querySelector(".panes")
        ?.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true })),
    );
    openFirst(inbox);
  }),
  inboxNotes: scene((inbox) =>
    openFirst(inbox, () => press(inbox, [".about"], () => press(inbox, ["inbox-details", ".tabs button:last-child"]))),
  ),
  inboxSignedOut: scene((inbox) => {
    inbox.token = "";
  }),
};
