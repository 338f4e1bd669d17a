import type { ShownMessage, Thread } from "../../../../widget/client/state";
import type { SellerChat } from "../../../../widget/elements/seller-chat";
import {
  ago,
  conversation,
  history,
  KEY,
  LIMITS,
  message,
  NOW,
  seller,
  shown,
  thread,
  topic,
  waiting,
} from "../fixtures";
import { ScriptedClient } from "../scripted-client";
import type { Scene } from "./scene";

const today = (minutes: number) => ({ at: ago(minutes) });

const talk: ShownMessage[] = [
  shown(message(1, "buyer", "Здравствуйте! Лампа ещё в наличии?", today(29)), "buyer", "read"),
  shown(message(2, "buyer", "И можно ли заказать с чёрным проводом вместо белого?", today(28)), "buyer", "read"),
  shown(message(3, "seller", "Добрый день! Да, осталось три.", today(26)), "buyer"),
  shown(
    message(4, "seller", "Провод можем поставить чёрный, тканевый — это без доплаты, но срок плюс два дня.", today(25)),
    "buyer",
  ),
  shown(message(5, "buyer", "Отлично, тогда беру", today(24)), "buyer"),
];

const long: ShownMessage[] = [
  shown(message(1, "buyer", "Рентгеноэлектрокардиографического достопримечательностей", today(20)), "buyer", "read"),
  shown(
    message(
      2,
      "seller",
      "Подробности здесь: https://shop.example/katalog/lampy/nastolnye/latun/poludennaya?utm_source=chat&utm_campaign=osen-2026 (там же и чертёж).\n\nРазмеры:\nвысота — 42 см\nдиаметр — 18 см",
      today(19),
    ),
    "buyer",
  ),
  shown(
    message(3, "buyer", "Превысокомногорассмотрительствующийпервоисточникосведомлённостивзаимодействия", today(18)),
    "buyer",
  ),
];

const scene =
  (
    element: (chat: SellerChat, client: ScriptedClient) => void,
    of: Partial<Thread> | null = { messages: talk },
  ): Scene =>
  (theme) => {
    document.body.dataset.theme = theme;
    const client = new ScriptedClient({ link: { state: "connected", transport: "websocket" }, limits: LIMITS });
    if (of) client.setThread(thread([], { online: true, ...of }));
    const chat = document.createElement("seller-chat");
    Object.assign(chat, { sellerId: seller.id, sellerName: seller.name, productId: topic.id, theme });
    Object.assign(chat, { productTitle: topic.title, productPrice: topic.price });
    chat.connect = async () => client;
    chat.now = () => NOW;
    element(chat, client);
    document.body.append(chat);
  };

const open = (chat: SellerChat) => {
  chat.open = true;
};

const unread = (chat: SellerChat, client: ScriptedClient) => {
  const list = { items: [conversation({ unread: 3 })], unread: 1, more: false, loading: false };
  client.setInbox("", list);
  chat.token = "x";
};

export const chatScenes: Readonly<Record<string, Scene>> = {
  launcher: scene(() => {}),
  badge: scene(unread),
  pill: scene((chat, client) => {
    unread(chat, client);
    chat.label = document.documentElement.lang === "ru" ? "Спросить продавца" : "Ask the seller";
  }),
  talk: scene(open),
  offline: scene(
    (chat, client) => {
      open(chat);
      client.setLink({ state: "connecting" });
    },
    { messages: [...talk.slice(0, 4), waiting(9, "Отлично, тогда беру")], draft: "И ещё вопрос" },
  ),
  empty: scene(open, { messages: [] }),
  loading: scene(open, null),
  long: scene(open, { messages: long }),
  failed: scene(open, { messages: [...talk.slice(2), waiting(9, "А можно самовывозом сегодня вечером?", "internal")] }),
  typing: scene(open, { messages: talk, typing: "Мастерская света" }),
  refused: scene((chat, client) => {
    open(chat);
    client.setLink({ state: "refused", code: "unauthorized", message: "" });
  }, null),
  accent: scene((chat) => {
    open(chat);
    chat.style.setProperty("--seller-chat-accent", "#ffb800");
  }),
  scrolled: scene(
    (chat, client) => {
      open(chat);
      const scroll = () => {
        const log = chat.shadowRoot
          ?.querySelector("chat-panel")
          ?.shadowRoot?.querySelector("chat-conversation")
          ?.shadowRoot?.querySelector("chat-messages")
          ?.shadowRoot?.querySelector(".scroller");
        if (log?.clientHeight) log.scrollTop = 700;
      };
      setTimeout(scroll, 200);
      setTimeout(() => {
        const more = [31, 32, 33].map((seq) => shown(message(seq, "seller", "Ещё слово", today(1)), "buyer"));
        client.changeThread(KEY, { messages: [...history(1, 30), ...more] });
      }, 300);
    },
    { messages: history(1, 30) },
  ),
  counter: scene(open, { messages: talk, draft: `${"Очень подробный вопрос. ".repeat(166)}` }),
  picture: scene((chat) => {
    open(chat);
    chat.productImage = "/lamp.svg";
  }),
};
