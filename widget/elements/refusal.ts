/** Pure: words that help, for a link or a conversation that was refused for good. */
import type { Link, Thread } from "../client/state";
import type { Words } from "../strings/localize";

export interface Refusal {
  readonly title: string;
  readonly text: string;
}

const linkText = (code: Extract<Link, { state: "refused" }>["code"], words: Words): string => {
  switch (code) {
    case "unauthorized":
      return words.refusedSignIn;
    case "forbidden":
      return words.refusedForbidden;
    default:
      return words.refusedOther;
  }
};

const threadText = (code: NonNullable<Thread["refused"]>["code"], words: Words): string => {
  switch (code) {
    case "not_found":
      return words.refusedSeller;
    case "forbidden":
    case "conflict":
      return words.refusedOwn;
    default:
      return words.refusedOther;
  }
};

export const refusal = (link: Link, thread: Thread | undefined, words: Words): Refusal | undefined => {
  if (link.state === "refused") return { title: words.refusedTitle, text: linkText(link.code, words) };
  if (thread?.refused) return { title: words.refusedTitle, text: threadText(thread.refused.code, words) };
  return undefined;
};
