/** Pure: all pictures of a conversation, as its reader leafs through them. */
import type { Attachment, ShownMessage } from "../client/state";
import type { Words } from "../strings/localize";
import { isPicture } from "./bubble-file";
import { personName } from "./person-name";

export interface ViewedPicture {
  readonly picture: Attachment;
  readonly author: string;
  /** `Today, 14:32` */
  readonly at: string;
}

export const picturesOf = (messages: readonly ShownMessage[], words: Words, now: Date): readonly ViewedPicture[] =>
  messages.flatMap((shown) => {
    if (shown.kind === "waiting" || shown.message.removedAt !== undefined) return [];
    const { sender, attachments, at: time } = shown.message;
    const at = new Date(time);
    return attachments.filter(isPicture).map((picture) => ({
      picture,
      author: shown.own ? words.you : personName(sender, words),
      at: `${words.day(at, now)}, ${words.time(at)}`,
    }));
  });
