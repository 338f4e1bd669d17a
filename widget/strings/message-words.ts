/** Words about what one does with a message. They come with the panel. */
import { byLanguage } from "./localize";

const en = {
  actions: "Message actions",
  reply: "Reply",
  copy: "Copy",
  edit: "Edit",
  remove: "Delete",
  removeSure: "Delete?",

  replyingTo: (name: string) => `Reply to ${name}`,
  inReplyTo: "In reply to: ",
  earlier: "An earlier message",
  editing: "Editing a message",
  save: "Save",
  cancel: "Cancel",
};

const ru: typeof en = {
  actions: "Действия с\u00a0сообщением",
  reply: "Ответить",
  copy: "Копировать",
  edit: "Изменить",
  remove: "Удалить",
  removeSure: "Удалить?",

  replyingTo: (name) => `Ответ: ${name}`,
  inReplyTo: "В\u00a0ответ на: ",
  earlier: "Более раннее сообщение",
  editing: "Изменение сообщения",
  save: "Сохранить",
  cancel: "Отменить",
};

export const messageWords = (locale: string): typeof en => byLanguage(locale, { en, ru });
