/** Pure: words instead of the inbox, where there is nothing to list. */
import type { ChatState } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import type { Words } from "../strings/localize";
import { type Refusal, refusal } from "./refusal";

/**
 * @param sellerId whose inbox the page asked for; empty: any of the person's
 * @param page the inbox is the page: nobody else's page has to do anything
 */
export const obstacle = (
  signedIn: boolean,
  { link, me }: Pick<ChatState, "link" | "me">,
  sellerId: string,
  page: boolean,
  words: Words,
): Refusal | undefined => {
  const own = inboxWords(words);
  if (!signedIn) return { title: own.signInTitle, text: page ? own.signInAtStore : own.signInText };
  if (!me) return refusal(link, undefined, words);
  if (me.sellers.length === 0) return { title: own.noSeller, text: own.noSellerText };
  if (!sellerId || me.sellers.some(({ id }) => id === sellerId)) return undefined;
  return { title: own.notYours, text: own.notYoursText };
};
