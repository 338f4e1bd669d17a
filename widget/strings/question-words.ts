/** What is asked before somebody is blocked or reported. They come with these questions. */
import { byLanguage } from "./localize";

const en = {
  cancel: "Cancel",
  done: "Close",

  blockTitle: { buyer: "Block this seller?", seller: "Block this buyer?" },
  blockText: {
    buyer: "The seller won’t be able to write to you. They won’t be told, and you can change your mind at any time.",
    seller: "The buyer won’t be able to write to you. They won’t be told, and you can change your mind at any time.",
  },

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
};

const ru: typeof en = {
  cancel: "Отмена",
  done: "Закрыть",

  blockTitle: { buyer: "Заблокировать продавца?", seller: "Заблокировать покупателя?" },
  blockText: {
    buyer:
      "Продавец не\u00a0сможет вам писать и\u00a0не\u00a0узнает об\u00a0этом. Передумать можно в\u00a0любой момент.",
    seller:
      "Покупатель не\u00a0сможет вам писать и\u00a0не\u00a0узнает об\u00a0этом. Передумать можно в\u00a0любой момент.",
  },

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
};

export const questionWords = (locale: string): typeof en => byLanguage(locale, { en, ru });
