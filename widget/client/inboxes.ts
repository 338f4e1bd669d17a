import type { ServerFrameOf } from "../../server/protocol/server-frames";
import {
  answered,
  asked,
  cutOff,
  type List,
  newList,
  outdated,
  question,
  type Refused,
  refusedList,
  shownList,
  waits,
} from "./lists";
import { type Conversation, type InboxList, type ListKey, type ListView, listKey } from "./state";
import { sameList } from "./view";

interface Shown {
  readonly list: List;
  readonly conversations: number;
  readonly inbox: InboxList;
}

/** The lists that some page shows, and every plain one that ever was: those count what is unread. */
export class Inboxes {
  readonly #me: string;
  readonly #lists = new Map<ListKey, List>();
  readonly #viewers = new Map<ListKey, Set<string>>();
  /** A list of thousands is sorted again only after a change of the list, or of a conversation. */
  readonly #shown = new Map<ListKey, Shown>();
  #state: ReadonlyMap<ListKey, InboxList> = new Map();

  /** @param me the person's id */
  constructor(me: string) {
    this.#me = me;
  }

  keys(): Iterable<ListKey> {
    return this.#lists.keys();
  }

  /** A list that was refused is tried once more. With each goes its seller's plain one, which catches up for all. */
  view(view: ListView, page: string): void {
    const key = listKey(view);
    if (key !== view.seller && !this.#lists.has(view.seller)) this.view({ seller: view.seller }, page);
    const list = this.#lists.get(key);
    if (!list || list.refused) this.#lists.set(key, newList(view));
    this.#viewers.set(key, (this.#viewers.get(key) ?? new Set()).add(page));
  }

  leave(key: ListKey, page: string): void {
    const list = this.#lists.get(key);
    const viewers = this.#viewers.get(key);
    viewers?.delete(page);
    if (!list || viewers?.size || key === list.view.seller) return;
    for (const map of [this.#lists, this.#viewers, this.#shown]) map.delete(key);
  }

  /** The page is closed. */
  gone(page: string): void {
    for (const key of [...this.#lists.keys()]) this.leave(key, page);
  }

  more(key: ListKey): void {
    this.#change(key, (list) => (list.loaded && list.next !== null ? { ...list, wantsMore: true } : list));
  }

  question(key: ListKey): ReturnType<typeof question> {
    const list = this.#lists.get(key);
    return list && question(list);
  }

  /** @param time the server's (ISO) */
  asked(key: ListKey, time: string): void {
    this.#change(key, (list) => asked(list, time));
  }

  answered(key: ListKey, frame: ServerFrameOf<"inbox">): void {
    this.#change(key, (list) => answered(list, frame));
  }

  refused(key: ListKey, refused: Refused): void {
    this.#change(key, (list) => refusedList(list, refused));
  }

  cutOff(): void {
    this.#changeAll(cutOff);
  }

  outdated(): void {
    this.#changeAll(outdated);
  }

  /** Who wrote last decides who waits; a closed conversation waits for nobody. */
  waits({ id, seller }: Conversation, waiting: boolean): void {
    this.#changeAll((list) => (list.view.seller === seller.id ? waits(list, id, waiting) : list));
  }

  unread(seller: string, more: number): void {
    this.#changeAll((list) =>
      list.view.seller === seller ? { ...list, unread: Math.max(0, list.unread + more) } : list,
    );
  }

  /**
   * @param belonging every known conversation of a seller
   * @param version another one after each change of a conversation
   */
  shown(belonging: (seller: string) => readonly Conversation[], version: number): ReadonlyMap<ListKey, InboxList> {
    const next = new Map<ListKey, InboxList>();
    for (const [key, list] of this.#lists) {
      const before = this.#shown.get(key);
      const same = before?.list === list && before.conversations === version;
      const inbox = same
        ? before.inbox
        : sameList(before?.inbox, shownList(list, belonging(list.view.seller), this.#me));
      this.#shown.set(key, { list, conversations: version, inbox });
      next.set(key, inbox);
    }
    const unchanged =
      next.size === this.#state.size && [...next].every(([key, inbox]) => this.#state.get(key) === inbox);
    if (!unchanged) this.#state = next;
    return this.#state;
  }

  #change(key: ListKey, change: (list: List) => List): void {
    const list = this.#lists.get(key);
    if (list) this.#lists.set(key, change(list));
  }

  #changeAll(change: (list: List) => List): void {
    for (const [key, list] of this.#lists) this.#lists.set(key, change(list));
  }
}
