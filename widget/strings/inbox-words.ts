import { type InboxStrings, inboxEn } from "./inbox-en";
import { inboxRu } from "./inbox-ru";
import { byLanguage, type Words } from "./localize";

/** The inbox's own words, in the language of the words that every element has. */
export const inboxWords = ({ locale }: Words): InboxStrings => byLanguage(locale, { en: inboxEn, ru: inboxRu });
