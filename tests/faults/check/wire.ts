/** D4: on one link, a conversation's messages come once and in order. */
import type { EntryOf, Life, Violation } from "../ledger";

/** What was heard of a conversation on one link, or in one answer to a poll. */
class Told {
  /** Of messages, one's own acks and one's own edits. */
  readonly revs = new Set<number>();
  /** Everything up to here; undefined while nobody has said where it begins. */
  covered: number | undefined;
  last = 0;
}

/** Calls back with each message that a life has heard, and with what was heard before it on that link. */
function listen({ entries }: Life, heard: (entry: EntryOf<"message">, before: Told) => void): void {
  let told = new Map<string, Told>();
  const toldOf = (conversation: string): Told => {
    const known = told.get(conversation) ?? new Told();
    told.set(conversation, known);
    return known;
  };
  for (const entry of entries) {
    if (entry.is === "linked") told = new Map();
    else if (entry.is === "covered") {
      const known = toldOf(entry.conversation);
      known.covered = Math.max(entry.rev, known.covered ?? 0);
    } else if (entry.is === "acked" || entry.is === "done") toldOf(entry.conversation).revs.add(entry.rev);
    else if (entry.is === "message") {
      const known = toldOf(entry.conversation);
      heard(entry, known);
      known.last = Math.max(known.last, entry.rev);
      known.revs.add(entry.rev);
    }
  }
}

export function checkLinks(who: string, life: Life): Violation[] {
  const found: Violation[] = [];
  listen(life, ({ conversation, seq, rev }, { revs, last }) => {
    const what = `${who} heard message ${seq} of ${conversation} as of rev ${rev}, after ${last}`;
    if (revs.has(rev)) found.push({ rule: "no frame comes twice on a link", what });
    else if (rev < last) found.push({ rule: "no frame comes out of order", what });
  });
  return found;
}

/** How many changes were missing when a later one was heard live: the client had to ask for them. */
export function holes(life: Life): number {
  const missed = new Set<string>();
  listen(life, ({ conversation, rev }, { revs, covered = rev }) => {
    for (let each = covered + 1; each < rev; each++) if (!revs.has(each)) missed.add(`${conversation} ${each}`);
  });
  return missed.size;
}
