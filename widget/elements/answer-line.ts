/** Pure: what a buyer reads under the seller's name while the link holds. */
import type { Thread } from "../client/state";
import { answersAt, usually } from "../strings/answer-time";
import type { Words } from "../strings/localize";

/** Nothing until it is known whether somebody is there. */
export const answerLine = (thread: Thread | undefined, words: Words, now: Date): string => {
  if (thread?.online === undefined) return "";
  const { online, until, usual } = thread;
  if (online) return words.online;
  const at = until === undefined ? undefined : new Date(until);
  if (at && at > now) return answersAt(at, now, words);
  return (usual === undefined ? undefined : usually(usual, words)) ?? words.away;
};
