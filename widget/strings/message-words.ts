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
  notSaved: "Not saved.",
  notSavedContacts: "Not saved: there are contacts in it. It’s safer to talk and to pay here.",
  saveAnyway: "Save anyway",
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
  notSaved: "Не\u00a0сохранено.",
  notSavedContacts: "Не\u00a0сохранено: в\u00a0сообщении контакты. Договариваться и\u00a0платить надёжнее здесь.",
  saveAnyway: "Сохранить всё равно",
  save: "Сохранить",
  cancel: "Отменить",
};

export const messageWords = (locale: string): typeof en => byLanguage(locale, { en, ru });
