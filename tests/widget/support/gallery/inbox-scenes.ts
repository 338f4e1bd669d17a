import type { Conversation, InboxList } from "../../../../widget/client/state";
import type { SellerInbox } from "../../../../widget/elements/seller-inbox";
import { ago, buyer, conversation, LIMITS, message, NOW, seller, shown, thread, topic, uuid } from "../fixtures";
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
  }),
  row(902, "Павел", "А доставка в Казань сколько дней?", 41 * minute, {
    ...product("vase", "Ваза «Туман»", "4 900 ₽"),
    unread: 2,
  }),
  row(
    903,
    "Константин Константинопольский",
    "Спасибо, всё получил, очень красиво",
    3 * hour,
    product("shelf", "Полка дубовая, 120 см", "8 700 ₽"),
  ),
  row(904, "Гость", "https://shop.example/katalog/lampy/nastolnye/latun", 5 * hour, {
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

const list: InboxList = { items, unread: 2, more: false, loading: false };

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
      thread(talk, { key: uuid(901), side: "seller", conversation: items[0] ?? conversation({ buyer }) }),
    );
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

const openFirst = (inbox: SellerInbox, then?: () => void) => press(inbox, ["inbox-list", "li button"], then);

export const inboxScenes: Readonly<Record<string, Scene>> = {
  inbox: scene((inbox) => openFirst(inbox)),
  inboxNone: scene(),
  inboxDetails: scene((inbox) => openFirst(inbox, () => press(inbox, [".about"]))),
  inboxEmpty: scene((_, client) => client.setInbox(seller.id, { ...list, items: [] })),
  inboxLoading: scene((_, client) => client.set({ inboxes: new Map(), link: { state: "connecting" } })),
  inboxSignedOut: scene((inbox) => {
    inbox.token = "";
  }),
};
