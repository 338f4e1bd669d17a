import { CURSORS } from "../../server/protocol/limits";
import { caughtUp, live, loaded, older, type Replica } from "./replica";
import type { Message } from "./state";

interface Copy {
  replica: Replica;
  /** Between `welcome` and `resumed`: what the conversation missed. It goes in at once: a half of it has holes. */
  missed: Message[] | undefined;
  /** Pages of `changes` so far, for the same reason. */
  pages: Message[];
  /** Nobody said that this copy is up to date: ask. */
  doubt: boolean;
}

/** The conversations held here, by id, and how far each is known to go. */
export class Copies {
  readonly #copies = new Map<string, Copy>();
  /** The highest `rev` heard of, also of conversations that are only on their way. */
  readonly #heads = new Map<string, number>();

  get(id: string): Replica | undefined {
    return this.#copies.get(id)?.replica;
  }

  /** For `hello`: as many as it takes, the last used first. */
  cursors(): Record<string, number> {
    const last = [...this.#copies].slice(-CURSORS);
    return Object.fromEntries(last.map(([id, { replica }]) => [id, replica.cursor]));
  }

  load(id: string, messages: readonly Message[], more: boolean, rev: number): void {
    const replica = loaded(messages, more, rev, this.#heads.get(id) ?? 0);
    this.#copies.set(id, { replica, missed: undefined, pages: [], doubt: false });
  }

  older(id: string, messages: readonly Message[], more: boolean): void {
    const copy = this.#copies.get(id);
    if (copy) copy.replica = older(copy.replica, messages, more);
  }

  drop(id: string): void {
    this.#copies.delete(id);
  }

  /** Marks it as the last used. */
  touch(id: string): void {
    const copy = this.#copies.get(id);
    if (copy && this.#copies.delete(id)) this.#copies.set(id, copy);
  }

  /** Makes sure of it with the next question. */
  doubt(id: string): void {
    const copy = this.#copies.get(id);
    if (copy) copy.doubt = true;
  }

  /** @param named in the hello. @param first a new link: whatever was under way on the last one is lost. */
  welcome(named: ReadonlySet<string>, first: boolean): void {
    for (const [id, copy] of this.#copies) {
      if (named.has(id)) copy.missed = [];
      else if (first) copy.doubt = true;
      if (first) copy.pages = [];
    }
  }

  /** Returns whether the conversation follows: behind a hole, or before `resumed`, it waits for what is missing. */
  message(id: string, message: Message): boolean {
    this.#heads.set(id, Math.max(message.rev, this.#heads.get(id) ?? 0));
    const copy = this.#copies.get(id);
    if (copy?.missed) copy.missed.push(message);
    else if (copy) copy.replica = live(copy.replica, message);
    return !copy || (!copy.missed && message.rev <= copy.replica.cursor);
  }

  /** Returns what went in. */
  resumed(id: string, rev: number, reset: boolean): readonly Message[] {
    const copy = this.#copies.get(id);
    const missed = copy?.missed ?? [];
    if (reset) this.drop(id);
    else if (copy) {
      copy.replica = caughtUp(copy.replica, missed, rev);
      copy.missed = undefined;
    }
    return reset ? [] : missed;
  }

  /** Conversations with a hole, or in doubt, and after which `rev` to ask for `changes`. */
  questions(): readonly { readonly id: string; readonly after: number }[] {
    return [...this.#copies]
      .filter(([, { replica, missed, doubt }]) => !missed && (doubt || replica.head > replica.cursor))
      .map(([id, { replica, pages }]) => ({ id, after: pages.at(-1)?.rev ?? replica.cursor }));
  }

  /** A page of `changes`. Returns what went in: nothing before the last page. */
  changes(id: string, messages: readonly Message[], more: boolean, rev: number): readonly Message[] {
    const copy = this.#copies.get(id);
    if (!copy) return [];
    const pages = [...copy.pages, ...messages];
    copy.pages = more ? pages : [];
    if (more) return [];
    const { cursor } = copy.replica;
    copy.replica = caughtUp(copy.replica, pages, rev);
    copy.doubt = false;
    // What the database doesn't have was never there; believing in it would ask for ever.
    if (copy.replica.cursor === cursor) copy.replica = { ...copy.replica, head: cursor };
    return pages;
  }
}
