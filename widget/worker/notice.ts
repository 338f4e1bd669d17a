/** Pure: what a push looks like as a notification. */
import type { PushPayload } from "../../server/protocol/push";
import type { NoticeData } from "./messages";
import { type Lang, WORKER_WORDS } from "./words";

interface Action {
  readonly action: "reply" | "mute" | "open";
  readonly title: string;
  /** Where the platform has it, one writes in the notification; elsewhere it is a button. */
  readonly type?: "text";
  readonly placeholder?: string;
}

/** What `showNotification` takes; the lists of types lack half of it. */
export interface Notice<Data = NoticeData> {
  readonly title: string;
  readonly options: {
    readonly body: string;
    readonly lang: Lang;
    readonly tag: string;
    readonly icon?: string;
    readonly renotify?: boolean;
    readonly silent?: boolean;
    readonly timestamp?: number;
    readonly actions?: readonly Action[];
    readonly data?: Data;
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
const TEXTS = ["tag", "conversation", "title", "body", "at", "act"] as const;
const NUMBERS = ["absence", "count", "unread", "seq"] as const;
const isTextIfAny = (value: unknown): boolean => value === undefined || typeof value === "string";

/** A push as this worker knows it: whatever the server has added since is passed over. */
export const isPayload = (data: unknown): data is PushPayload =>
  isObject(data) &&
  data.v === 1 &&
  TEXTS.every((name) => typeof data[name] === "string") &&
  NUMBERS.every((name) => typeof data[name] === "number") &&
  (data.side === "buyer" || data.side === "seller") &&
  (data.lang === "en" || data.lang === "ru") &&
  isTextIfAny(data.icon) &&
  isTextIfAny(data.url) &&
  (data.others === undefined || Array.isArray(data.others));

/** How our tags begin. */
export const MARK = "seller-chat ";

/** Whether it is a push of ours at all, of whatever version: a store's worker may get others. */
export const isOurs = (data: unknown): boolean =>
  isObject(data) && typeof data.tag === "string" && data.tag.startsWith(MARK);

/**
 * @param room `Notification.maxActions`: Chrome on a desk shows two
 * @param seen it is a repeated attempt: it replaces the first in silence (D8)
 */
export const noticeOf = (payload: PushPayload, room: number, seen: boolean): Notice => {
  const { tag, title, body, icon, lang, at, conversation, side, seq, unread, count, act, url } = payload;
  const words = WORKER_WORDS[lang];
  const actions: readonly Action[] = [
    { action: "reply", title: words.reply, type: "text", placeholder: words.replyHere },
    { action: "mute", title: words.mute },
    { action: "open", title: words.open },
  ];
  const timestamp = Date.parse(at);
  return {
    title,
    options: {
      ...{ body, lang, tag, renotify: !seen, silent: seen },
      ...(icon !== undefined && { icon }),
      ...(Number.isFinite(timestamp) && { timestamp }),
      ...(room > 0 && { actions: actions.slice(0, room) }),
      data: {
        sellerChat: 1,
        ...{ conversation, side, seq, unread, count, act, lang },
        ...(url !== undefined && { url }),
      },
    },
  };
};

/** A push that this worker doesn't understand: still somebody wrote, and a push that shows nothing costs the permission. */
export const plainNotice = (data: unknown, lang: Lang): Notice => {
  const words = WORKER_WORDS[lang];
  const text = (name: string): string | undefined => {
    const value = isObject(data) ? data[name] : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  return {
    title: text("title") ?? words.newMessage,
    options: { body: text("body") ?? words.openToRead, lang, tag: text("tag") ?? `${MARK}?` },
  };
};

/** Closed are those of the same side that speak of a conversation in which nothing is unread any more. */
export const isOver = (shown: NoticeData, { side, conversation, others }: PushPayload): boolean =>
  others !== undefined &&
  shown.side === side &&
  shown.conversation !== conversation &&
  !others.includes(shown.conversation);

/** What a press means. Where the platform has no field, “reply” leads to one. */
export const pressed = (
  action: string,
  reply: string | null | undefined,
): { readonly do: "open" } | { readonly do: "mute" } | { readonly do: "reply"; readonly text: string } => {
  if (action === "mute") return { do: "mute" };
  const text = action === "reply" ? reply?.trim() : undefined;
  return text ? { do: "reply", text } : { do: "open" };
};
