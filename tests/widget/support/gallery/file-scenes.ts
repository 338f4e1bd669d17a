import type { Attachment, FileLink, ShownMessage, Thread, WaitingFile } from "../../../../widget/client/state";
import type { ChatComposer } from "../../../../widget/elements/chat-composer";
import { ago, buyer, conversation, KEY, LIMITS, message, NOW, seller, shown, thread, topic, uuid } from "../fixtures";
import { ScriptedClient } from "../scripted-client";
import type { Scene } from "./scene";

/** ThumbHashes of the demo's pictures, as the server makes them. */
const PREVIEW = "KykGDgL/SEiXh8dXiI2EbTRIB4hkgEg=";

const picture = (n: number, name: string, width = 800, height = 1000): Attachment => ({
  id: uuid(700 + n),
  name: `${name}.webp`,
  type: "image/webp",
  size: 240_000,
  width,
  height,
  preview: PREVIEW,
});
const document = (n: number, name: string, size: number): Attachment => ({
  id: uuid(700 + n),
  name,
  type: "application/pdf",
  size,
});

const noon = picture(1, "noon-1");
const dusk = picture(2, "dusk-1");
const morning = picture(3, "morning-2");
const bell = picture(4, "bell-1");
const tall = picture(5, "north-1", 800, 1600);
const wide = picture(6, "hero", 1600, 600);
const fold = picture(7, "fold-1");
const absent = picture(8, "gone");
const invoice = document(9, "Счёт 2026-11-22.pdf", 184_000);
const long = document(
  10,
  "Сборочный чертёж настольной лампы «Полдень» с тканевым проводом, редакция четвёртая.pdf",
  3_400_000,
);
const arabic = document(11, "تعليمات التركيب والصيانة للمصباح النحاسي.pdf", 960_000);

const links = new Map<string, FileLink>(
  [noon, dusk, morning, bell, tall, wide, fold].map(({ id, name }) => [id, { url: `/pictures/${name}` }]),
);
for (const { id } of [invoice, long, arabic]) links.set(id, { url: "/lamp.svg" });
links.set(absent.id, { url: "/pictures/gone.webp" });

const at = (minutes: number) => ({ at: ago(minutes) });
const from = (
  side: "buyer" | "seller",
  seq: number,
  text: string,
  attachments: readonly Attachment[],
  minutes: number,
) => shown(message(seq, side, text, { ...at(minutes), attachments: [...attachments] }), "buyer", "read");

/** A picture that somebody has just chosen. */
const photo = async (name: string): Promise<File> =>
  new File([await (await fetch(`/pictures/${name}.webp`)).blob()], `${name}.webp`, { type: "image/webp" });

const waiting = (
  id: number,
  text: string,
  files: readonly WaitingFile[],
  code?: "too_large" | "unsupported",
): ShownMessage => ({
  kind: "waiting",
  id: uuid(id),
  text,
  submittedAt: ago(0),
  files,
  ...(code && { refused: { code, message: code } }),
});

type Act = (chat: HTMLElement, client: ScriptedClient) => void | Promise<void>;

const inside = (chat: HTMLElement, ...path: string[]): HTMLElement | null | undefined =>
  path.reduce<HTMLElement | null | undefined>((at, tag) => at?.shadowRoot?.querySelector<HTMLElement>(tag), chat);

/** The part of the panel, once it is there. */
const part = async <E extends HTMLElement>(chat: HTMLElement, ...path: string[]): Promise<E> => {
  for (;;) {
    const found = inside(chat, "chat-panel", ...path);
    if (found) return found as E;
    await new Promise((done) => setTimeout(done, 20));
  }
};

const scene =
  (of: Partial<Thread>, act: Act = () => {}): Scene =>
  (theme) => {
    globalThis.document.body.dataset.theme = theme;
    const client = new ScriptedClient({
      link: { state: "connected", transport: "websocket" },
      limits: LIMITS,
      links,
    });
    client.setThread(thread([], { conversation: conversation(), online: true, ...of }));
    const chat = globalThis.document.createElement("seller-chat");
    Object.assign(chat, { sellerId: seller.id, sellerName: seller.name, productId: topic.id, theme, open: true });
    Object.assign(chat, { productTitle: topic.title, productPrice: topic.price });
    chat.connect = async () => client;
    chat.now = () => NOW;
    globalThis.document.body.append(chat);
    void act(chat, client);
  };

const talk = [
  from("buyer", 1, "Здравствуйте! Вот такое место под лампу", [morning], 29),
  from("seller", 2, "Подойдёт. Так она выглядит у окна и вечером", [noon, dusk], 26),
  from("seller", 3, "", [invoice], 25),
  from("buyer", 4, "Отлично, тогда беру", [], 24),
];

const choose =
  (...names: string[]): Act =>
  async (chat) => {
    const composer = await part<ChatComposer>(chat, "chat-conversation", "chat-composer");
    composer.attach(await Promise.all(names.map(photo)));
  };

/** The seller's side of the same. */
const inboxFiles: Scene = (theme) => {
  globalThis.document.body.dataset.theme = theme;
  const id = uuid(901);
  const of = { id, buyer, topic, lastText: `📎 ${noon.name}`, lastAt: ago(20) };
  const seen = (side: "buyer" | "seller", seq: number, text: string, files: readonly Attachment[], minutes: number) =>
    shown(message(seq, side, text, { ...at(minutes), attachments: [...files] }), "seller", "read");
  const messages = [
    seen("buyer", 1, "Здравствуйте! Вот такое место под лампу", [wide], 29),
    seen("seller", 2, "Подойдёт. Так она выглядит у окна и вечером", [noon, dusk, bell], 26),
    seen("seller", 3, "", [invoice, long], 25),
    seen("buyer", 4, "", [noon], 20),
  ];
  const client = new ScriptedClient({
    ...{ link: { state: "connected", transport: "websocket" }, limits: LIMITS, links },
    me: { id: "u1", name: "Ольга", sellers: [seller] },
  });
  client.setInbox(seller.id, { items: [conversation(of)], unread: 0, more: false, loading: false });
  client.setThread(thread(messages, { key: id, side: "seller", conversation: conversation(of) }));
  const inbox = globalThis.document.createElement("seller-inbox");
  Object.assign(inbox, { theme, token: "x", now: () => NOW, connect: async () => client });
  globalThis.document.body.append(inbox);
  const open = () => {
    const row = inside(inbox, "inbox-side", "inbox-list", "li button");
    if (row) row.click();
    else requestAnimationFrame(open);
  };
  open();
};

export const fileScenes: Readonly<Record<string, Scene>> = {
  files: scene({ messages: talk }),
  filesInbox: inboxFiles,
  filesGrid: scene({
    messages: [
      from("buyer", 1, "", [noon, dusk, bell], 29),
      from("seller", 2, "", [noon, dusk, bell, morning, fold, tall, wide], 26),
    ],
  }),
  filesShapes: scene({
    messages: [from("seller", 1, "", [wide], 28), from("buyer", 2, "Как на этой", [tall], 27)],
  }),
  filesNames: scene({
    messages: [
      from("seller", 1, "Всё, что просили:", [invoice, long, arabic], 28),
      from("buyer", 2, "", [long], 27),
      from("buyer", 3, "Спасибо, посмотрю вечером и напишу", [], 26),
    ],
  }),
  filesProgress: scene({ messages: talk.slice(0, 1) }, async (_, client) => {
    const [one, two] = await Promise.all([photo("bell-1"), photo("fold-1")]);
    const files = [one, two].map(
      (blob, n): WaitingFile => ({
        ...{ id: uuid(50 + n), name: blob.name, type: blob.type, size: blob.size, width: 800, height: 1000, blob },
        progress: n === 0 ? 0.64 : 0,
      }),
    );
    const pdf = { id: uuid(60), name: "Размеры стола.pdf", type: "application/pdf", size: 700_000, progress: 0.3 };
    client.changeThread(KEY, {
      messages: [...talk.slice(0, 1), waiting(51, "И ещё вот эти две", files), waiting(52, "", [pdf])],
    });
  }),
  filesRefused: scene({ messages: talk.slice(0, 1) }, async (_, client) => {
    const blob = await photo("bell-1");
    const file = { id: uuid(50), name: "IMG_2041.tiff", type: "image/tiff", size: 700_000, width: 800, height: 1000 };
    const pdf = { id: uuid(60), name: "Каталог целиком.pdf", type: "application/pdf", size: 41_000_000, progress: 0 };
    client.changeThread(KEY, {
      messages: [
        ...talk.slice(0, 1),
        waiting(51, "", [{ ...file, blob, progress: 0 }], "unsupported"),
        waiting(52, "", [pdf], "too_large"),
      ],
    });
  }),
  filesAbsent: scene({ messages: [from("seller", 1, "Вот фото", [absent, picture(30, "later")], 28)] }, (_, client) => {
    client.relink = (id) => {
      const url = "/pictures/gone.webp?again";
      setTimeout(() => client.set({ links: new Map(client.state.links).set(id, { url }) }));
    };
  }),
  filesChosen: scene({ messages: talk.slice(0, 2), draft: "Вот они" }, choose("bell-1", "fold-1", "noon-1")),
  filesMisfit: scene({ messages: talk.slice(0, 2) }, async (chat) => {
    const composer = await part<ChatComposer>(chat, "chat-conversation", "chat-composer");
    const pdf = (name: string, size: number) => new File([new Uint8Array(size)], name, { type: "application/pdf" });
    composer.attach([
      await photo("bell-1"),
      pdf("Чертёж стола и лампы.pdf", 900_000),
      pdf("Каталог целиком.pdf", 21_000_000),
    ]);
  }),
  filesDrop: scene({ messages: talk }, async (chat) => {
    const talk = await part(chat, "chat-conversation");
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "x.png", { type: "image/png" }));
    talk.dispatchEvent(new DragEvent("dragover", { dataTransfer, cancelable: true }));
  }),
  filesViewer: scene({ messages: talk }, async (chat) => {
    const messages = await part(chat, "chat-conversation", "chat-messages");
    const open = () =>
      messages.shadowRoot?.querySelectorAll("chat-attachment-picture")[1]?.shadowRoot?.querySelector("button");
    while (!open()) await new Promise((done) => setTimeout(done, 20));
    open()?.click();
  }),
};
