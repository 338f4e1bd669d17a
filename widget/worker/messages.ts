/** What the worker says to the pages of its origin, and what it leaves with a notification. */
import type { Side } from "../../server/protocol/model";

/**
 * `find`: whoever has the conversation answers `true` on the port that comes along, everybody else nothing.
 * `open`: the window is in front now, and shows it.
 */
export interface WorkerMessage {
  readonly sellerChat: "find" | "open";
  readonly conversation: string;
  readonly side: Side;
}

/** `data` of a notification of ours. */
export interface NoticeData {
  readonly sellerChat: 1;
  readonly conversation: string;
  readonly side: Side;
  /** The newest message that it speaks of. */
  readonly seq: number;
  /** Of the person on this side in all conversations, and how many of them are this one's. */
  readonly unread: number;
  readonly count: number;
  /** For `POST /v1/push/actions`. */
  readonly act: string;
  readonly lang: "en" | "ru";
  /** Where a click goes when no window has the conversation. */
  readonly url?: string;
}

/** `data` of a notification that holds an answer: it could not be sent, and the browser denied to keep it. */
export interface UnkeptData {
  readonly sellerChatAnswer: string;
  readonly about: NoticeData;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

export const isWorkerMessage = (value: unknown): value is WorkerMessage =>
  isObject(value) &&
  "sellerChat" in value &&
  (value.sellerChat === "find" || value.sellerChat === "open") &&
  "conversation" in value &&
  typeof value.conversation === "string" &&
  "side" in value;

/** A store's worker may show notifications of its own: those are left alone. */
export const isNoticeData = (value: unknown): value is NoticeData =>
  isObject(value) && "sellerChat" in value && value.sellerChat === 1;

export const isUnkeptData = (value: unknown): value is UnkeptData =>
  isObject(value) &&
  "sellerChatAnswer" in value &&
  typeof value.sellerChatAnswer === "string" &&
  "about" in value &&
  isNoticeData(value.about);
