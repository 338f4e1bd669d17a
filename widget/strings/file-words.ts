/** Words about files. They come with the panel: a page that only shows a launcher doesn't load them. */
import { byLanguage } from "./localize";
import { plural } from "./plural";

const enForm = plural("en");
const ruForm = plural("ru");

const en = {
  attach: "Attach a photo or a PDF",
  chosen: (count: number) => `Attached: ${count} ${enForm(count, { one: "file", other: "files" })}`,
  removeFile: (name: string) => `Remove ${name}`,
  drop: "Drop to attach",
  tooLarge: (name: string, size: string) => `“${name}” doesn’t fit: a file can have up to ${size}.`,
  tooMany: (count: number) => `Up to ${count} ${enForm(count, { one: "file", other: "files" })} at a time.`,
  wrongKind: (name: string) => `“${name}” can’t be attached: photos and PDFs can.`,

  photo: (name: string, time: string) => `Photo, ${name}, ${time}`,
  uploading: (name: string) => `Sending ${name}`,
  morePhotos: (count: number) => `${count} more ${enForm(count, { one: "photo", other: "photos" })}`,
  loadAgain: "Load again",

  failedTooLarge: "Not sent: the file is too large.",
  failedKind: "Not sent: photos and PDFs only.",
  failedLost: "Not sent: the file wasn’t saved in time. Please attach it again.",

  viewer: "Photos",
  previous: "Previous photo",
  next: "Next photo",
  place: (one: number, of: number) => `${one} of ${of}`,
  download: "Download",
};

const ru: typeof en = {
  attach: "Прикрепить фото или\u00a0PDF",
  chosen: (count) => `Прикреплено: ${count}\u00a0${ruForm(count, { one: "файл", few: "файла", other: "файлов" })}`,
  removeFile: (name) => `Убрать ${name}`,
  drop: "Отпустите, чтобы прикрепить",
  tooLarge: (name, size) => `«${name}» не\u00a0поместится: файл может весить до\u00a0${size}.`,
  tooMany: (count) => `За\u00a0один раз – до\u00a0${count}\u00a0${ruForm(count, { one: "файла", other: "файлов" })}.`,
  wrongKind: (name) => `«${name}» прикрепить нельзя: подойдут фото и\u00a0PDF.`,

  photo: (name, time) => `Фото, ${name}, ${time}`,
  uploading: (name) => `Отправляется: ${name}`,
  morePhotos: (count) => `Ещё ${count}\u00a0фото`,
  loadAgain: "Загрузить ещё раз",

  failedTooLarge: "Не\u00a0отправлено: файл слишком большой.",
  failedKind: "Не\u00a0отправлено: подойдут только фото и\u00a0PDF.",
  failedLost: "Не\u00a0отправлено: файл не\u00a0успел сохраниться. Прикрепите его ещё раз.",

  viewer: "Фото",
  previous: "Предыдущее фото",
  next: "Следующее фото",
  place: (one, of) => `${one} из\u00a0${of}`,
  download: "Скачать",
};

export const fileWords = (locale: string): typeof en => byLanguage(locale, { en, ru });

/** Bytes, kilobytes, megabytes. */
const UNITS: Record<"en" | "ru", readonly string[]> = { en: ["B", "kB", "MB"], ru: ["Б", "КБ", "МБ"] };

/** `193 B`, `640 kB`, `1.2 MB`, in the locale's manner, never broken; a limit of 20 MiB reads as 20. */
export const fileSize = (bytes: number, locale: string): string => {
  const units = byLanguage(locale, UNITS);
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  const value = bytes / 1024 ** power;
  const maximumFractionDigits = power === 2 && value < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value)}\u00a0${units[power]}`;
};
