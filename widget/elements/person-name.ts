/** Pure: what somebody is called. */
import type { Party } from "../client/state";
import type { Words } from "../strings/localize";

/** A guest has no name; the end of their id tells two of them apart. */
export const personName = ({ id, name }: Party, words: Words): string => name || words.guest(id.slice(-4));
