import type { InboxStrings } from "./inbox-en";
import { plural } from "./plural";

const form = plural("ru");

export const inboxRu: InboxStrings = {
  inbox: "Переписка",
  chooseSeller: "Продавец",
  emptyInbox: "Пока никто не\u00a0написал",
  emptyInboxText: "Как только покупатель напишет, сообщение появится здесь.",
  chooseTitle: "Выберите переписку",
  chooseText: "Откройте её в\u00a0списке, чтобы прочитать и\u00a0ответить.",

  filters: "Показать",
  all: "Все",
  unreadOnly: "Непрочитанные",
  waiting: "Ждут ответа",
  mine: "Мои",
  closedOnes: "Закрытые",
  blockedOnes: "Заблокированные",
  newestFirst: "Сначала новые",
  unreadFirst: "Сначала непрочитанные",
  search: "Поиск",
  clearSearch: "Очистить поиск",
  found: (count, more) =>
    `${form(count, { one: "Найдена", other: "Найдено" })} ${count}${more ? "+" : ""}\u00a0${form(count, {
      one: "переписка",
      few: "переписки",
      other: "переписок",
    })}`,
  nothingFound: "Ничего не\u00a0нашлось",
  nothingFoundText: "Попробуйте другое слово или его начало.",
  searchAll: "Искать во\u00a0всех переписках",
  noneUnread: "Всё прочитано",
  noneWaiting: "Никто не\u00a0ждёт ответа",
  noneMine: "За\u00a0вами сейчас ничего нет",
  noneMineText: "Здесь будут переписки, которые вы взяли или которые вам передали.",
  noneClosed: "Закрытых переписок нет",
  noneBlocked: "Никто не\u00a0заблокирован",
  noneText: "Как только что-то появится, вы увидите это здесь.",
  refused: "Список не\u00a0открылся",
  refusedText: "Возможно, это пройдёт само. Попробуйте ещё раз.",
  tryAgain: "Попробовать ещё раз",

  closeTalk: "Закрыть",
  reopenTalk: "Открыть снова",
  closed: "Закрыта",
  blocked: "Заблокирован",
  closedBar: "Переписка закрыта. Она откроется, когда покупатель напишет.",
  assignee: "Кто отвечает",
  nobody: "Никто",
  me: (name) => (name ? `${name} (вы)` : "Вы"),
  answering: (name) => `${name} отвечает`,

  details: "О\u00a0покупателе и\u00a0товаре",
  about: "Покупатель",
  openProduct: "Открыть страницу товара",
  claimed: "Так было на\u00a0странице покупателя",
  notes: "Заметки",
  notesHint: "Покупатель их не\u00a0видит.",
  addNote: "Добавить заметку",
  saveNote: "Сохранить заметку",
  noteWaits: "сохраняется…",

  trail: "Что стало с\u00a0этим сообщением",
  stored: "Сохранено",
  pushed: "Уведомление отправлено",
  notPushed: "Уведомление не\u00a0ушло",
  deliveredAt: "Доставлено",
  readAt: "Прочитано",
  notYet: "пока нет",

  replies: "Готовые ответы",
  reply: (at, count, text) => `Ответ ${at} из\u00a0${count}: ${text}`,
  noReplies: "Такого ответа нет.",
  noRepliesYet: "Готовых ответов пока нет.",
  addReplies: "Добавьте их в\u00a0настройках",

  settings: "Настройки",

  unreadElsewhere: (count) =>
    `${count}\u00a0${form(count, { one: "непрочитанное", other: "непрочитанных" })} у\u00a0других продавцов`,
  signInTitle: "Войдите, чтобы увидеть переписку",
  signInText: "Странице нужно передать токен того, кто отвечает за\u00a0продавца.",
  signInAtStore: "Войдите в\u00a0свой магазин и\u00a0вернитесь на\u00a0эту вкладку.",
  noSeller: "Вы пока не\u00a0отвечаете ни\u00a0за\u00a0одного продавца.",
  notYours: "Это чужая переписка",
  notYoursText:
    "Вы вошли, но\u00a0не\u00a0отвечаете за\u00a0этого продавца. Попросите владельца добавить вас или выберите другой магазин.",
  signedOut: "Вы вышли из\u00a0системы",
  signedOutText: "Новые сообщения вас дождутся. Войдите ещё раз, чтобы их увидеть.",
  newMessage: (name) => `Новое сообщение: ${name}`,
};
