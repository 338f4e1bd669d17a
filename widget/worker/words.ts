/** What the worker says by itself: the rest comes with the push, in the person's language. */

const en = {
  open: "Open",
  reply: "Reply",
  replyHere: "Your answer",
  mute: "Mute for an hour",
  newMessage: "New message",
  openToRead: "Open the chat to read it.",
  notSent: "Your answer wasn’t sent",
  notSentText: (text: string) => `“${text}” is kept. Press here to send it from the chat.`,
};
const ru: typeof en = {
  open: "Открыть",
  reply: "Ответить",
  replyHere: "Ваш ответ",
  mute: "Тишина на\u00a0час",
  newMessage: "Новое сообщение",
  openToRead: "Откройте чат, чтобы прочитать.",
  notSent: "Ответ не\u00a0ушёл",
  notSentText: (text) => `«${text}» сохранено. Нажмите, чтобы отправить из\u00a0чата.`,
};

export type Lang = "en" | "ru";
export const WORKER_WORDS: Readonly<Record<Lang, typeof en>> = { en, ru };
/** Where a push didn't say. */
export const langOf = (language: string): Lang => (/^ru\b/i.test(language) ? "ru" : "en");
