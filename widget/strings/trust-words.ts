/** Words about blocking, reporting and contacts. They come with the panel. */
import { byLanguage } from "./localize";

const en = {
  more: "More",
  block: "Block",
  unblock: "Unblock",
  report: "Report…",
  notOpened: "That didn’t open. Try again, or reload the page.",
  blocked: { buyer: "You’ve blocked this seller", seller: "You’ve blocked this buyer" },

  contactsWarned: "Not sent yet: there are contacts in it. It’s safer to talk and to pay here.",
  contactsRefused: "Not sent: contacts can’t be passed on here.",
  contactsMasked: "Contacts are hidden by the rules of the marketplace",
  sendAnyway: "Send anyway",
  revise: "Edit",
};

const ru: typeof en = {
  more: "Ещё",
  block: "Заблокировать",
  unblock: "Разблокировать",
  report: "Пожаловаться…",
  notOpened: "Не\u00a0открылось. Попробуйте ещё раз или обновите страницу.",
  blocked: { buyer: "Вы\u00a0заблокировали этого продавца", seller: "Вы\u00a0заблокировали этого покупателя" },

  contactsWarned: "Пока не\u00a0отправлено: в\u00a0сообщении контакты. Договариваться и\u00a0платить надёжнее здесь.",
  contactsRefused: "Не\u00a0отправлено: пересылать контакты здесь нельзя.",
  contactsMasked: "Контакты скрыты по\u00a0правилам площадки",
  sendAnyway: "Отправить всё равно",
  revise: "Изменить",
};

export const trustWords = (locale: string): typeof en => byLanguage(locale, { en, ru });
