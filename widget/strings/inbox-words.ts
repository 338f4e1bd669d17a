import { type InboxStrings, inboxEn } from "./inbox-en";
import { inboxRu } from "./inbox-ru";
import type { Words } from "./localize";

/** The inbox's own words, in the language of the words that every element has. */
export const inboxWords = ({ locale }: Words): InboxStrings => (/^ru\b/i.test(locale) ? inboxRu : inboxEn);
