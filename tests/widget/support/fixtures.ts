/** Things to show. All times are local, around noon of one day, so that no test depends on a zone. */
import {
  type Attachment,
  type Conversation,
  type Delivery,
  type Message,
  type Party,
  type ShownMessage,
  type Side,
  type Thread,
  type Topic,
  threadKey,
} from "../../../widget/client/state";

export const NOW = new Date(2026, 10, 22, 14, 30);

/** Minutes before NOW, as the server would write it. */
export const ago = (minutes: number): string => new Date(NOW.getTime() - minutes * 60_000).toISOString();

export const LIMITS = { text: 4000, attachments: 10, file: 20 * 1024 * 1024 };
export const seller: Party = { id: "s1", name: "Мастерская света" };
export const buyer: Party = { id: "b1", name: "Анна Смирнова" };
export const topic: Topic = {
  id: "lamp",
  title: "Лампа «Полдень», латунь",
  url: "https://shop.example/lamp",
  price: "12 400 ₽",
};
export const KEY = threadKey(seller.id, topic.id);

export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

export const message = (seq: number, side: Message["side"], text: string, more: Partial<Message> = {}): Message => ({
  id: uuid(seq),
  seq,
  rev: seq,
  side,
  sender: side === "buyer" ? buyer : seller,
  text,
  attachments: [],
  at: ago(60 - seq),
  ...more,
});

/** A stored picture; `preview` is a lamp's. */
export const picture = (number: number, more: Partial<Attachment> = {}): Attachment => ({
  id: uuid(700 + number),
  name: `photo-${number}.webp`,
  type: "image/webp",
  size: 240_000,
  width: 800,
  height: 1000,
  preview: "KykGDgL/SEiXh8dXiI2EbTRIB4hkgEg=",
  ...more,
});

/** As `side` sees it; own messages are delivered unless said. */
export const shown = (stored: Message, side: Side, delivery: Delivery = "delivered"): ShownMessage =>
  stored.side === side
    ? { kind: "stored", message: stored, own: true, delivery }
    : { kind: "stored", message: stored, own: false };

/** A buyer's own. */
export const own = (seq: number, text: string, more: Partial<Message> = {}): ShownMessage =>
  shown(message(seq, "buyer", text, more), "buyer");

/** As another agent of the seller sees what `sender` wrote. */
export const colleagues = (seq: number, text: string, sender: Party, more: Partial<Message> = {}): ShownMessage => ({
  kind: "stored",
  message: message(seq, "seller", text, { sender, ...more }),
  own: false,
  delivery: "delivered",
});

/** One's own words in the outbox. */
export const waiting = (number: number, text: string, code?: "too_long" | "forbidden" | "internal"): ShownMessage => ({
  kind: "waiting",
  id: uuid(number),
  text,
  submittedAt: ago(0),
  ...(code && { refused: { code, message: code } }),
});

export const conversation = (more: Partial<Conversation> = {}): Conversation => ({
  id: uuid(900),
  seller,
  buyer,
  topic,
  rev: 1,
  lastSeq: 1,
  lastAt: ago(5),
  lastText: "Отлично, тогда беру",
  unread: 0,
  received: { buyer: 0, seller: 0 },
  read: { buyer: 0, seller: 0 },
  status: "open",
  ...more,
});

export const thread = (messages: readonly ShownMessage[], more: Partial<Thread> = {}): Thread => ({
  key: KEY,
  side: "buyer",
  conversation: conversation(),
  messages,
  more: false,
  loading: "no",
  draft: "",
  ...more,
});

/** A page of history, `from` to `to` inclusive, sides taking turns by twos. */
export const history = (from: number, to: number, side: Side = "buyer"): ShownMessage[] =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const seq = from + index;
    return shown(message(seq, seq % 4 < 2 ? "buyer" : "seller", `Сообщение ${seq}`, { at: ago(600 - seq) }), side);
  });
