import type { Conversation } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import type { Words } from "../strings/localize";
import { httpUrl } from "./http-url";
import { personName } from "./person-name";

/**
 * A notification of the desktop for a page in the background. A newer one of the same conversation replaces it. Phones
 * know no such notifications (the constructor throws): there it is the worker's affair.
 */
export const notifyOf = ({ id, buyer, lastText }: Conversation, words: Words, open: () => void): void => {
  const icon = httpUrl(buyer.picture);
  try {
    const notification = new Notification(inboxWords(words).newMessage(personName(buyer, words)), {
      body: lastText,
      tag: id,
      silent: true, // the tone is ours
      ...(icon && { icon }),
    });
    notification.onclick = () => {
      window.focus();
      notification.close();
      open();
    };
  } catch {
    // as said
  }
};
