import type { Strings } from "./en";
import { plural } from "./plural";

const form = plural("ru");

export const ru: Strings = {
  launcher: "Написать продавцу",
  chatWith: (name) => (name ? `Переписка: ${name}` : "Переписка с\u00a0продавцом"),
  unread: (count) =>
    `${count}\u00a0${form(count, {
      one: "непрочитанное сообщение",
      few: "непрочитанных сообщения",
      other: "непрочитанных сообщений",
    })}`,
  close: "Закрыть",
  back: "Назад",
  seller: "Продавец",
  buyer: "Покупатель",
  guest: (mark) => `Гость\u00a0${mark}`,
  product: "Товар",

  connecting: "Подключение…",
  connected: "Подключено",
  connectedHint: "Связь есть: сообщения доходят сразу",
  disconnected: "Нет связи",
  online: "в\u00a0сети",
  away: "ответит, когда вернётся",

  messages: "Сообщения",
  you: "Вы",
  loadingMessages: "Сообщения загружаются",
  loadingOlder: "Загружаются более ранние сообщения",
  typing: (name) => `${name} печатает`,
  newMessages: (count) =>
    `${count}\u00a0${form(count, { one: "новое сообщение", few: "новых сообщения", other: "новых сообщений" })}`,
  toNewest: "К\u00a0последнему сообщению",
  removed: "Сообщение удалено",
  edited: "изменено",
  today: "Сегодня",
  yesterday: "Вчера",

  sending: "Отправляется…",
  sent: "Отправлено",
  delivered: "Доставлено",
  read: "Прочитано",
  failed: "Не\u00a0отправлено.",
  failedTooLong: "Не\u00a0отправлено: слишком длинный текст.",
  failedForbidden: "Не\u00a0отправлено: в\u00a0эту переписку писать нельзя.",
  retry: "Повторить",
  discard: "Удалить",

  write: "Сообщение",
  send: "Отправить",
  left: (count) =>
    `${form(count, { one: "Остался", other: "Осталось" })} ${count}\u00a0${form(count, {
      one: "знак",
      few: "знака",
      other: "знаков",
    })}`,

  emptyTitle: "Спросите о\u00a0чём угодно",
  emptyAboutProduct: "Продавец расскажет об\u00a0этом товаре прямо здесь.",
  emptyAboutAnything: "Продавец ответит прямо здесь.",

  refusedTitle: "Чат сейчас недоступен",
  refusedSignIn: "Войдите ещё раз, и\u00a0переписка продолжится.",
  refusedForbidden: "На\u00a0этой странице чат не\u00a0разрешён.",
  refusedOther: "Что-то не\u00a0так на\u00a0нашей стороне. Загляните, пожалуйста, чуть позже.",
  refusedNobody: "На\u00a0этой странице писать пока некому.",
  refusedSeller: "Этому продавцу написать нельзя.",
  refusedOwn: "Этому продавцу написать нельзя: возможно, это ваш собственный магазин.",

  system: "Уведомление",
};
