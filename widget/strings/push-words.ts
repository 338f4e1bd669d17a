/** Words about notifications. They come with the bell. */
import { byLanguage } from "./localize";

const en = {
  title: "Notifications",
  on: {
    buyer: "We’ll tell you when the seller answers, even if this page is closed.",
    seller: "We’ll tell you when a buyer writes, even if this page is closed.",
  },
  off: {
    buyer: "Learn of the answer even if this page is closed.",
    seller: "Learn of new messages even if this page is closed.",
  },
  denied:
    "Your browser doesn’t let this page notify you. To allow it, press the icon to the left of the page’s address and choose notifications.",
  ios: "To be notified, add this page to your Home Screen: press Share, then “Add to Home Screen”, and open it from there.",
  unsupported: "This browser can’t notify you. The messages wait for you here.",
  turnOn: "Turn on",
  turnOff: "Turn off",
  asking: "One moment…",
  failed: "That didn’t work. Please try again a little later.",
  quiet: "Hide the words of messages",
  stateOn: "on",
  stateOff: "off",
  offer: "Tell you when they answer?",
  yes: "Yes",
  notNow: "Not now",

  windowText: "We’ll tell you when there’s an answer, even if the page is closed.",
  windowDone: "Done. You can close this window.",
  windowLost: "Please go back to the chat and press “Turn on” again.",
  closeWindow: "Close",
};
export type PushStrings = typeof en;

const ru: PushStrings = {
  title: "Уведомления",
  on: {
    buyer: "Сообщим, когда продавец ответит, даже если эта страница закрыта.",
    seller: "Сообщим, когда покупатель напишет, даже если эта страница закрыта.",
  },
  off: {
    buyer: "Узнайте об\u00a0ответе, даже если эта страница закрыта.",
    seller: "Узнавайте о\u00a0новых сообщениях, даже если эта страница закрыта.",
  },
  denied:
    "Браузер не\u00a0разрешает этой странице уведомлять вас. Нажмите значок слева от\u00a0адреса страницы и\u00a0разрешите уведомления.",
  ios: "Чтобы получать уведомления, добавьте страницу на\u00a0экран «Домой»: нажмите «Поделиться», затем «На\u00a0экран „Домой“», и\u00a0откройте её оттуда.",
  unsupported: "Этот браузер не\u00a0умеет уведомлять. Сообщения дождутся вас здесь.",
  turnOn: "Включить",
  turnOff: "Выключить",
  asking: "Минутку…",
  failed: "Не\u00a0получилось. Попробуйте, пожалуйста, чуть позже.",
  quiet: "Не\u00a0показывать текст сообщений",
  stateOn: "включены",
  stateOff: "выключены",
  offer: "Сообщить, когда ответят?",
  yes: "Да",
  notNow: "Не\u00a0сейчас",

  windowText: "Сообщим об\u00a0ответе, даже если страница закрыта.",
  windowDone: "Готово. Это окно можно закрыть.",
  windowLost: "Вернитесь, пожалуйста, в\u00a0чат и\u00a0нажмите «Включить» ещё раз.",
  closeWindow: "Закрыть",
};

export const pushWords = (locale: string): PushStrings => byLanguage(locale, { en, ru });
