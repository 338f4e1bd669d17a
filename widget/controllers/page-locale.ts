import { chooseLocale, localize, type Words } from "../strings/localize";

/** The words for an element: its `locale`, else the page's `lang` around it, else the browser's languages. */
export const wordsFor = (element: Element, locale: string): Words =>
  localize(chooseLocale([locale, element.closest("[lang]")?.getAttribute("lang"), ...navigator.languages]));
