import type { Keep } from "./keep";
import type { Kind, Records, Shelf, Storage } from "./storage";

interface Entry<K extends Kind = Kind> {
  readonly scope: string;
  readonly kind: K;
  readonly id: string;
  readonly record: Records[K];
}

const NAME = "seller-chat unsaved 1"; // the number moves when a record's shape does

const isList = (value: unknown): value is readonly Entry[] => Array.isArray(value);
const sameRecord = (a: Omit<Entry, "record">, b: Omit<Entry, "record">): boolean =>
  a.scope === b.scope && a.kind === b.kind && a.id === b.id;

/**
 * D5: a storage takes some milliseconds to have something for good, or a second while the browser still opens it. What is on
 * its way stands here, written before `put` returns, so a page that goes away right then loses nothing.
 */
export class Journal implements Storage {
  readonly #storage: Storage;
  readonly #keep: Keep;

  constructor(storage: Storage, keep: Keep) {
    this.#storage = storage;
    this.#keep = keep;
  }

  shelf(scope: string): Shelf {
    const shelf = this.#storage.shelf(scope);
    return {
      all: async (kind) => {
        const stored = await shelf.all(kind);
        return new Map([...stored, ...this.#of(scope, kind)]);
      },
      put: async (kind, id, record) => {
        // Text can't hold a file. So a message is safe at once, and its files a moment later (D5): until then they are shown
        // as under way and nothing more is said. Of a page that goes away in between, the message says that they are lost.
        if (kind === "files") return shelf.put(kind, id, record);
        const entry = { scope, kind, id, record };
        this.#write([...this.#without(entry), entry]);
        const durable = await shelf.put(kind, id, record);
        if (durable) this.#remove(entry);
        return durable;
      },
      delete: (kind, id) => {
        this.#remove({ scope, kind, id });
        shelf.delete(kind, id);
      },
    };
  }

  async move(from: string, to: string): Promise<void> {
    const entries = this.#entries;
    if (entries.some(({ scope }) => scope === from))
      this.#write(entries.map((entry) => (entry.scope === from ? { ...entry, scope: to } : entry)));
    await this.#storage.move(from, to);
  }

  #of<K extends Kind>(scope: string, kind: K): readonly (readonly [string, Records[K]])[] {
    const isOfKind = (entry: Entry): entry is Entry<K> => entry.kind === kind;
    return this.#entries
      .filter((entry) => entry.scope === scope)
      .filter(isOfKind)
      .map(({ id, record }) => [id, record]);
  }

  #without(which: Omit<Entry, "record">): readonly Entry[] {
    return this.#entries.filter((entry) => !sameRecord(entry, which));
  }

  #remove(which: Omit<Entry, "record">): void {
    const left = this.#without(which);
    if (left.length < this.#entries.length) this.#write(left);
  }

  /** Read anew each time: other tabs write it too. */
  get #entries(): readonly Entry[] {
    try {
      const entries: unknown = JSON.parse(this.#keep.get(NAME) ?? "[]");
      return isList(entries) ? entries : [];
    } catch {
      return [];
    }
  }

  #write(entries: readonly Entry[]): void {
    if (entries.length > 0) this.#keep.set(NAME, JSON.stringify(entries));
    else this.#keep.delete(NAME);
  }
}
