import type { Model } from "./model";
import type { Outbox } from "./outbox";
import type { Thread, ThreadKey } from "./state";
import type { Refused, Shelf, Target } from "./storage";
import { sameThread, shownMessages } from "./view";

/** So many threads stay ready after their page has left them. */
const KEPT = 50;

/** Under which a draft is kept. That of a note is beside that of the thread's next message: no thread is called so. */
export const draftKey = (key: ThreadKey, note?: true): string => (note ? `note ${key}` : key);

/** A thread as a page has opened it, or as the outbox of an earlier page needs it. */
export interface Entry {
  readonly key: ThreadKey;
  readonly target: Target;
  /** The pages that show it. */
  readonly viewers: Set<string>;
  /** The conversation's id, once the server told. */
  conversation: string | undefined;
  wantsOlder: boolean;
  refused: Refused | undefined;
}

/** The threads of all pages, their drafts, and what is shown of them. */
export class Threads {
  readonly #entries = new Map<ThreadKey, Entry>();
  readonly #drafts = new Map<ThreadKey, string>();
  readonly #shelf: Shelf;
  #loaded = false;
  #shown: ReadonlyMap<ThreadKey, Thread> = new Map();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** What an earlier page left. Later ones tell by themselves, and what is gone must not come back. */
  async load(): Promise<void> {
    if (this.#loaded) return;
    this.#loaded = true;
    for (const [key, { text }] of await this.#shelf.all("drafts"))
      if (!this.#drafts.has(key)) this.#drafts.set(key, text);
  }

  get(key: ThreadKey): Entry | undefined {
    return this.#entries.get(key);
  }

  values(): Iterable<Entry> {
    return this.#entries.values();
  }

  /** Conversations that some page shows. */
  viewed(): readonly string[] {
    return [...this.#entries.values()].flatMap(({ viewers, conversation }) =>
      viewers.size > 0 && conversation !== undefined ? [conversation] : [],
    );
  }

  /** The thread, as the last used. */
  ensure(key: ThreadKey, target: Target): Entry {
    const entry = this.#entries.get(key) ?? {
      key,
      target,
      viewers: new Set<string>(),
      conversation: "conversation" in target ? target.conversation : undefined,
      wantsOlder: false,
      refused: undefined,
    };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  /** Forgets the least used of those that nobody looks at, and their conversations with them. */
  trim(model: Model, outbox: Outbox): void {
    const idle = [...this.#entries.values()].filter(
      ({ key, viewers }) => viewers.size === 0 && !outbox.items.some((item) => item.key === key),
    );
    for (const { key, conversation } of idle.slice(0, -KEPT)) {
      this.#entries.delete(key);
      if (
        conversation !== undefined &&
        ![...this.#entries.values()].some((other) => other.conversation === conversation)
      )
        model.copies.drop(conversation);
    }
  }

  /** D5: kept at every key stroke. */
  draft(key: ThreadKey, text: string): void {
    if (this.#drafts.get(key) === text) return;
    this.#drafts.set(key, text); // also an empty one: what was stored and isn't loaded yet is over
    if (text === "") this.#shelf.delete("drafts", key);
    else void this.#shelf.put("drafts", key, { key, text });
  }

  shown(model: Model, outbox: Outbox, live: boolean): ReadonlyMap<ThreadKey, Thread> {
    const next = new Map<ThreadKey, Thread>();
    for (const entry of this.#entries.values())
      next.set(entry.key, sameThread(this.#shown.get(entry.key), this.#thread(entry, model, outbox, live)));
    const same = next.size === this.#shown.size && [...next].every(([key, thread]) => this.#shown.get(key) === thread);
    if (!same) this.#shown = next;
    return this.#shown;
  }

  #thread(
    { key, target, conversation: id, wantsOlder, refused }: Entry,
    model: Model,
    outbox: Outbox,
    live: boolean,
  ): Thread {
    const conversation = id === undefined ? undefined : model.conversation(id);
    const replica = id === undefined ? undefined : model.copies.get(id);
    const side = id === undefined ? "buyer" : model.sideIn(id);
    const waiting = outbox.items.filter((item) => item.key === key || (id !== undefined && item.conversation === id));
    const typing = id === undefined ? undefined : model.typing.name(id);
    const answering = id === undefined ? undefined : model.answering.name(id);
    const notes = id === undefined ? undefined : model.desk.notes(id);
    const unsaved = id === undefined ? undefined : model.unsaved.get(id);
    const noteDraft = this.#drafts.get(draftKey(key, true));
    const trail = id === undefined ? undefined : model.desk.trail(id);
    const seller = conversation?.seller.id ?? ("seller" in target ? target.seller : undefined);
    const presence = live && side === "buyer" && seller !== undefined ? model.presence.get(seller) : undefined;
    return {
      key,
      side,
      ...(conversation && { conversation }),
      messages: shownMessages(replica, waiting, outbox.blobs, side, conversation, model),
      more: replica?.more ?? false,
      loading: !replica && !refused ? "opening" : wantsOlder ? "older" : "no",
      ...(typing !== undefined && { typing }),
      ...(answering !== undefined && { answering }),
      ...(notes && { notes }),
      ...(noteDraft && { noteDraft }),
      ...(trail && { trail }),
      ...(unsaved && { unsaved }),
      ...(presence && { online: presence.online }),
      ...(presence?.usual !== undefined && { usual: presence.usual }),
      ...(presence?.until !== undefined && { until: presence.until }),
      draft: this.#drafts.get(key) ?? "",
      ...(refused && { refused }),
    };
  }
}
