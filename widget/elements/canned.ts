/** Pure: which canned replies fit what is typed, and what they become. */
import type { CannedReply } from "../client/settings";

/** What is typed after the slash that begins a message; undefined where none is asked for. */
export const wantedReply = (typed: string): string | undefined => /^\/([^\n]{0,60})$/.exec(typed)?.[1];

const plain = (text: string): string => text.toLocaleLowerCase().replaceAll("ё", "е");

/** Shortcuts that begin with it first, then texts that hold it; as many as a popup shows. */
export const fittingReplies = (replies: readonly CannedReply[], wanted: string, most = 8): readonly CannedReply[] => {
  const word = plain(wanted.trim());
  const begins = replies.filter(({ shortcut }) => plain(shortcut).startsWith(word));
  const holds = replies.filter(
    (reply) => !begins.includes(reply) && plain(`${reply.shortcut} ${reply.text}`).includes(word),
  );
  return [...begins, ...holds].slice(0, most);
};

/** A name that is missing leaves no hole: the space or comma beside it goes, too. */
export const filledReply = (text: string, values: { readonly buyer: string; readonly product: string }): string =>
  text
    .replace(/(,?[ \u00a0]?)\{(buyer|product)\}/g, (_, before: string, name: "buyer" | "product") =>
      values[name] ? before + values[name] : "",
    )
    .replace(/^[ \u00a0,]+/, "");
