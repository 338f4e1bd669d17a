/** Pure: what somebody is called, and what they are told by without a name. */
import type { Party } from "../client/state";
import type { Words } from "../strings/localize";

/** A guest has no name; the end of their id tells two of them apart. */
export const personName = ({ id, name }: Party, words: Words): string => name || words.guest(id.slice(-4));

/** What `<chat-avatar>` tells a guest by: their initials would be those of «Гость». */
export const guestMark = ({ id, name }: Party): string => (name ? "" : id);
