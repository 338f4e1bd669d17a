import type { ShownMessage, Thread } from "../../../../widget/client/state";
import type { ChatComposer } from "../../../../widget/elements/chat-composer";
import type { ChatConversation } from "../../../../widget/elements/chat-conversation";
import type { ChatMessages } from "../../../../widget/elements/chat-messages";
import { MessageComposeEvent } from "../../../../widget/elements/message-events";
import { ago, LIMITS, message, picture, shown, thread, uuid } from "../fixtures";
import { ScriptedClient } from "../scripted-client";
import { atRest, openChat, panelOf } from "./open-chat";
import type { Scene } from "./scene";

const at = (minutes: number) => ({ at: ago(minutes) });
const own = (seq: number, text: string, minutes: number, replyTo?: number): ShownMessage =>
  shown(message(seq, "buyer", text, { ...at(minutes), ...(replyTo && { replyTo }) }), "buyer", "read");
const theirs = (seq: number, text: string, minutes: number, replyTo?: number): ShownMessage =>
  shown(message(seq, "seller", text, { ...at(minutes), ...(replyTo && { replyTo }) }), "buyer");

const talk: readonly ShownMessage[] = [
  own(1, "Здравствуйте! Лампа ещё в наличии?", 29),
  own(2, "И можно ли заказать с чёрным проводом вместо белого?", 28),
  theirs(3, "Добрый день! Да, осталось три.", 26, 1),
  theirs(4, "Провод можем поставить чёрный, тканевый – это без доплаты, но срок плюс два дня.", 25, 2),
  own(5, "Отлично, тогда беру", 24, 3),
  theirs(6, "Хорошо", 23, 5),
];

const noon = picture(1, { name: "noon-1.webp" });
const withPictures: readonly ShownMessage[] = [
  shown(message(1, "seller", "Так она выглядит у окна", { ...at(20), attachments: [noon] }), "buyer"),
  shown(
    message(2, "buyer", "А вот так у меня", { ...at(19), replyTo: 1, attachments: [{ ...noon, id: uuid(800) }] }),
    "buyer",
    "read",
  ),
  shown(message(3, "seller", "", { ...at(18), removedAt: ago(17) }), "buyer"),
  own(4, "Жаль, что удалили", 16, 3),
  theirs(5, "Пришлю ещё", 15, 1),
];
const words = "Превысокомногорассмотрительствующийпервоисточникосведомлённостивзаимодействия";
const long: readonly ShownMessage[] = [
  theirs(11, `${words} ${words}\nи ещё строка`, 20, 2),
  own(12, words, 19, 11),
  theirs(13, "Да", 18, 12),
];

const inside = <E extends Element>(root: Element, ...path: string[]): E | null =>
  path.reduce<Element | null>(
    (place, selector) => place?.shadowRoot?.querySelector(selector) ?? null,
    root,
  ) as E | null;

const scene =
  (of: Partial<Thread>, act: (talk: ChatConversation, log: ChatMessages) => void = () => {}): Scene =>
  (theme) => {
    const links = new Map([noon.id, uuid(800)].map((id) => [id, { url: `/pictures/${noon.name}` }]));
    const client = new ScriptedClient({ link: { state: "connected", transport: "websocket" }, limits: LIMITS, links });
    client.setThread(thread(talk, { online: true, ...of }));
    const chat = openChat(theme, client);
    const tell = () => {
      const talk = inside<ChatConversation>(chat, "chat-panel", "chat-conversation");
      const log = talk && inside<ChatMessages>(talk, "chat-messages");
      if (talk && log && inside(log, ".bubble")) act(talk, log);
      else requestAnimationFrame(tell);
    };
    void atRest(panelOf(chat)).then(tell);
  };

const bubble = (log: ChatMessages, seq: number) => inside<HTMLElement>(log, `.bubble[data-seq="${seq}"]`);
const press = (seq: number) => (_: ChatConversation, log: ChatMessages) => {
  bubble(log, seq)?.focus();
  // The focus has scrolled, which closes a menu: the event comes with the next frame, before what was asked of it.
  requestAnimationFrame(() => bubble(log, seq)?.querySelector<HTMLElement>(".act")?.click());
};
const compose = (what: "reply" | "edit", seq: number) => (_: ChatConversation, log: ChatMessages) => {
  const of = log.messages.find((one) => one.kind === "stored" && one.message.seq === seq);
  if (of?.kind === "stored") log.dispatchEvent(new MessageComposeEvent(what, of));
};

export const messageScenes: Readonly<Record<string, Scene>> = {
  quotes: scene({}),
  quotesPictures: scene({ messages: withPictures }),
  quotesLong: scene({ messages: long }),
  messageMenu: scene({}, press(2)),
  messageMenuTheirs: scene({}, press(4)),
  messageRemove: scene({}, (talk, log) => {
    press(5)(talk, log);
    const sure = () => {
      const item = [
        ...(inside(log, "chat-message-menu")?.shadowRoot?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []),
      ].at(-1);
      if (item) item.click();
      else requestAnimationFrame(sure);
    };
    sure();
  }),
  replying: scene({}, compose("reply", 4)),
  replyingLong: scene({ messages: long }, compose("reply", 11)),
  editingRefused: scene({}, (talk, log) => {
    const of = log.messages.find((one) => one.kind === "stored" && one.message.seq === 2);
    const composer = inside<ChatComposer>(talk, "chat-composer");
    const text = "Мой номер 8 916 123-45-67, позвоните";
    if (of?.kind === "stored") composer?.edit(of, { seq: 2, text, code: "contacts" });
  }),
  editing: scene({ draft: "И ещё вопрос" }, compose("edit", 2)),
};
