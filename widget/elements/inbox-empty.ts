/** Pure: what an empty list says. */
import type { InboxFilter } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import type { Words } from "../strings/localize";

export const emptyWords = (
  filter: InboxFilter | undefined,
  query: string,
  words: Words,
): { readonly title: string; readonly text: string } => {
  const own = inboxWords(words);
  if (query) return { title: own.nothingFound, text: own.nothingFoundText };
  switch (filter) {
    case undefined:
      return { title: own.emptyInbox, text: own.emptyInboxText };
    case "unread":
      return { title: own.noneUnread, text: own.noneText };
    case "waiting":
      return { title: own.noneWaiting, text: own.noneText };
    case "mine":
      return { title: own.noneMine, text: own.noneMineText };
    case "closed":
      return { title: own.noneClosed, text: own.noneText };
    case "blocked":
      return { title: own.noneBlocked, text: own.noneText };
  }
};
