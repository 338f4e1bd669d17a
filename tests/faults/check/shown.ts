/** What people saw on the way: nothing twice, nothing out of order, nothing that goes away again. */
import type { EntryOf, Glimpse, Life, Violation } from "../ledger";

/** Goes through everything that one page showed, in turn. */
export function checkShown(who: string, { entries }: Life): Violation[] {
  const threads = new Map<string, Page>();
  return entries.flatMap((entry) => {
    if (entry.is !== "showed") return [];
    const page = threads.get(entry.thread) ?? new Page();
    threads.set(entry.thread, page);
    return page.show(entry).map(({ rule, what }) => ({ rule, what: `${who}, ${entry.thread}: ${what}` }));
  });
}

class Page {
  #shown: readonly Glimpse[] = [];
  /** The highest `rev` in which each message was seen. */
  readonly #revs = new Map<string, number>();

  show({ at, gone, come }: EntryOf<"showed">): Violation[] {
    const before = this.#shown;
    const after = [...before.slice(0, at), ...come, ...before.slice(at + gone)];
    this.#shown = after;
    const found = [...this.#twice(after), ...this.#order(after), ...this.#vanished(before, after), ...this.#back(come)];
    for (const { id, rev = 0 } of come) this.#revs.set(id, Math.max(rev, this.#revs.get(id) ?? 0));
    return found;
  }

  #twice(after: readonly Glimpse[]): Violation[] {
    const ids = after.map(({ id }) => id);
    const id = ids.find((each, n) => ids.indexOf(each) !== n);
    return id === undefined ? [] : [{ rule: "nothing is shown twice", what: `message ${id}` }];
  }

  #order(after: readonly Glimpse[]): Violation[] {
    const seqs = after.map(({ seq }) => seq ?? Number.POSITIVE_INFINITY);
    const odd = seqs.findIndex((seq, n) => n > 0 && seq !== Number.POSITIVE_INFINITY && seq !== (seqs[n - 1] ?? 0) + 1);
    if (odd < 0) return [];
    return [{ rule: "messages stand in their order", what: `${seqs[odd]} stands after ${seqs[odd - 1]}` }];
  }

  /** A log that is loaded anew may begin later than before; nothing else goes away. */
  #vanished(before: readonly Glimpse[], after: readonly Glimpse[]): Violation[] {
    const still = new Set(after.map(({ id }) => id));
    const oldest = after[0]?.seq ?? Number.POSITIVE_INFINITY;
    const lost = before.find(({ id, seq = Number.POSITIVE_INFINITY }) => !still.has(id) && seq >= oldest);
    return lost
      ? [{ rule: "what is shown stays", what: `message ${lost.id} (${lost.seq ?? "waiting"}) went away` }]
      : [];
  }

  #back(come: readonly Glimpse[]): Violation[] {
    return come.flatMap(({ id, rev = 0 }) => {
      const known = this.#revs.get(id) ?? 0;
      if (rev >= known) return [];
      return [{ rule: "nothing goes back to an earlier text", what: `message ${id} from rev ${known} to ${rev}` }];
    });
  }
}
