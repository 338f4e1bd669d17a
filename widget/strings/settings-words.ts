/** Words of the settings and of help. They come with the dialogs. */
import { byLanguage } from "./localize";

const en = {
  save: "Save",
  cancel: "Cancel",
  keepChanges: "Save your changes?",
  discard: "Don’t save",
  notSaved: "It wasn’t saved. Please try once more.",
  notLoaded: "The settings can’t be read right now.",
  repliesHint: "Type / in an empty message to find one. {buyer} and {product} are filled in.",
  shortcut: "Shortcut",
  replyText: "Text",
  addReply: "Add a reply",
  removeReply: (shortcut: string) => (shortcut ? `Remove /${shortcut}` : "Remove this reply"),

  hours: "Working hours",
  hoursOn: "Tell buyers when you work",
  zone: "Time zone",
  dayOpen: (day: string) => `Open: ${day}`,
  from: (day: string) => `${day}, from`,
  to: (day: string) => `${day}, to`,
  dayOff: "day off",
  dayWrong: "It has to end after it begins, by midnight.",
  days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],

  awayText: "Outside these hours",
  awayHint: "Told once to a buyer who writes while you are closed.",
  awayPlaceholder: "Thank you. We’ll be back tomorrow at 10 and answer right away.",

  device: "On this device",
  sound: "A soft sound for new messages",
  letters: "Shortcuts with a single key",

  help: "Keyboard shortcuts",
  keys: {
    next: "Next and previous conversation",
    open: "Open it",
    back: "Back to the list",
    search: "Search",
    reply: "Write",
    canned: "Canned replies, in an empty message",
    help: "This list",
  },
};

const ru: typeof en = {
  save: "Сохранить",
  cancel: "Отмена",
  keepChanges: "Сохранить изменения?",
  discard: "Не\u00a0сохранять",
  notSaved: "Не\u00a0сохранилось. Попробуйте ещё раз.",
  notLoaded: "Настройки сейчас не\u00a0открываются.",
  repliesHint: "Введите / в\u00a0пустом сообщении, чтобы найти ответ. {buyer} и\u00a0{product} подставятся сами.",
  shortcut: "Сокращение",
  replyText: "Текст",
  addReply: "Добавить ответ",
  removeReply: (shortcut) => (shortcut ? `Удалить /${shortcut}` : "Удалить этот ответ"),

  hours: "Часы работы",
  hoursOn: "Говорить покупателям, когда вы\u00a0работаете",
  zone: "Часовой пояс",
  dayOpen: (day) => `Рабочий день: ${day}`,
  from: (day) => `${day}, с`,
  to: (day) => `${day}, до`,
  dayOff: "выходной",
  dayWrong: "Конец – позже начала и\u00a0не\u00a0позже полуночи.",
  days: ["Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье"],

  awayText: "Вне этих часов",
  awayHint: "Один раз ответим так покупателю, который напишет в\u00a0нерабочее время.",
  awayPlaceholder: "Спасибо. Вернёмся завтра в\u00a010 и\u00a0сразу ответим.",

  device: "На\u00a0этом устройстве",
  sound: "Тихий звук, когда приходит сообщение",
  letters: "Управление одной клавишей",

  help: "Сочетания клавиш",
  keys: {
    next: "Следующая и\u00a0предыдущая переписка",
    open: "Открыть её",
    back: "Назад к\u00a0списку",
    search: "Поиск",
    reply: "Написать",
    canned: "Готовые ответы, в\u00a0пустом сообщении",
    help: "Эта подсказка",
  },
};

export const settingsWords = (locale: string): typeof en => byLanguage(locale, { en, ru });
