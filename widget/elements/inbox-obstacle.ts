/** Pure: words instead of the inbox, where there is nothing to list. */
import type { ChatState } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import type { Words } from "../strings/localize";
import { type Refusal, refusal } from "./refusal";

/** @param sellerId whose inbox the page asked for; empty: any of the person's */
export const obstacle = (
  signedIn: boolean,
  { link, me }: Pick<ChatState, "link" | "me">,
  sellerId: string,
  words: Words,
): Refusal | undefined => {
  if (!signedIn) return { title: words.signInTitle, text: words.signInText };
  if (!me) return refusal(link, undefined, words);
  if (me.sellers.length === 0) return { title: words.signInTitle, text: words.noSeller };
  if (!sellerId || me.sellers.some(({ id }) => id === sellerId)) return undefined;
  const own = inboxWords(words);
  return { title: own.notYours, text: own.notYoursText };
};
