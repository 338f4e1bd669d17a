/** Words about blocking, reporting and contacts. They come with the panel. */
import { byLanguage } from "./localize";

const en = {
  more: "More",
  block: "Block",
  unblock: "Unblock",
  report: "Report…",
  cancel: "Cancel",
  done: "Close",

  blockTitle: { buyer: "Block this seller?", seller: "Block this buyer?" },
  blockText: {
    buyer: "The seller won’t be able to write to you. They won’t be told, and you can change your mind at any time.",
    seller: "The buyer won’t be able to write to you. They won’t be told, and you can change your mind at any time.",
  },
  blocked: { buyer: "You’ve blocked this seller", seller: "You’ve blocked this buyer" },

  reportTitle: "What’s wrong?",
  reportText: "The marketplace will see the last messages of this conversation. The other side won’t be told.",
  reasons: {
    spam: "Spam or advertising",
    fraud: "Looks like fraud",
    abuse: "Insults or threats",
    other: "Something else",
  },
  reportMore: "In your own words, if you like",
  sendReport: "Send",
  thanksTitle: "Thank you",
  thanksText: "We’ll look at this conversation.",
  thanksBlock: {
    buyer: "You can also block the seller, so that they won’t write to you any more.",
    seller: "You can also block the buyer, so that they won’t write to you any more.",
  },

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
  cancel: "Отмена",
  done: "Закрыть",

  blockTitle: { buyer: "Заблокировать продавца?", seller: "Заблокировать покупателя?" },
  blockText: {
    buyer:
      "Продавец не\u00a0сможет вам писать и\u00a0не\u00a0узнает об\u00a0этом. Передумать можно в\u00a0любой момент.",
    seller:
      "Покупатель не\u00a0сможет вам писать и\u00a0не\u00a0узнает об\u00a0этом. Передумать можно в\u00a0любой момент.",
  },
  blocked: { buyer: "Вы\u00a0заблокировали этого продавца", seller: "Вы\u00a0заблокировали этого покупателя" },

  reportTitle: "Что случилось?",
  reportText: "Площадка увидит последние сообщения этой переписки. Собеседник о\u00a0жалобе не\u00a0узнает.",
  reasons: {
    spam: "Спам или реклама",
    fraud: "Похоже на\u00a0обман",
    abuse: "Оскорбления или угрозы",
    other: "Другое",
  },
  reportMore: "Расскажите подробнее, если хотите",
  sendReport: "Отправить",
  thanksTitle: "Спасибо",
  thanksText: "Мы посмотрим эту переписку.",
  thanksBlock: {
    buyer: "Продавца можно ещё и\u00a0заблокировать, чтобы он больше вам не\u00a0писал.",
    seller: "Покупателя можно ещё и\u00a0заблокировать, чтобы он больше вам не\u00a0писал.",
  },

  contactsWarned: "Пока не\u00a0отправлено: в\u00a0сообщении контакты. Договариваться и\u00a0платить надёжнее здесь.",
  contactsRefused: "Не\u00a0отправлено: пересылать контакты здесь нельзя.",
  contactsMasked: "Контакты скрыты по\u00a0правилам площадки",
  sendAnyway: "Отправить всё равно",
  revise: "Изменить",
};

export const trustWords = (locale: string): typeof en => byLanguage(locale, { en, ru });
