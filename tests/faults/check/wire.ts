/** D4: on one link, each message comes once and in order, and none is left out. */
import type { EntryOf, Life, Violation } from "../ledger";

/** Goes through what each link, or each answer to a poll, has told. */
export function checkLinks(who: string, { entries }: Life): Violation[] {
  const found: Violation[] = [];
  let told = new Map<string, Told>();
  const toldOf = (conversation: string): Told => {
    const known = told.get(conversation) ?? new Told();
    told.set(conversation, known);
    return known;
  };
  for (const entry of entries) {
    if (entry.is === "linked") told = new Map();
    else if (entry.is === "covered") toldOf(entry.conversation).cover(entry.rev);
    else if (entry.is === "acked" || entry.is === "done") toldOf(entry.conversation).revs.add(entry.rev);
    else if (entry.is === "message") {
      const rules = toldOf(entry.conversation).hear(entry);
      found.push(...rules.map((rule) => ({ rule, what: `${who} heard ${spoken(entry)}` })));
    }
  }
  return found;
}

/** What one link has told of a conversation. */
class Told {
  readonly revs = new Set<number>();
  /** Everything up to here; undefined while nobody has said where it begins. */
  #covered: number | undefined;
  #last = 0;

  cover(rev: number): void {
    this.#covered = Math.max(rev, this.#covered ?? 0);
  }

  hear({ rev }: EntryOf<"message">): string[] {
    const broken: string[] = [];
    if (this.revs.has(rev)) broken.push("no frame comes twice on a link");
    else if (rev < this.#last) broken.push("no frame comes out of order");
    if (this.#covered !== undefined)
      for (let before = this.#covered + 1; before < rev; before++)
        if (!this.revs.has(before)) broken.push(`nothing is left out on a live link`);
    this.#last = Math.max(this.#last, rev);
    this.revs.add(rev);
    return broken.slice(0, 1);
  }
}

const spoken = ({ conversation, seq, rev }: EntryOf<"message">): string =>
  `message ${seq} of ${conversation} as of rev ${rev}`;
