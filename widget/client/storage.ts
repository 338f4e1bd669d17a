import type { ErrorCode } from "../../server/protocol/codes";
import type { Attachment, RefusalCode, ThreadKey, Topic, WaitingFile } from "./state";

/** What a thread leads to: a conversation to find or make, or one that exists. */
export type Target = { readonly seller: string; readonly topic?: Topic } | { readonly conversation: string };

export interface Refused {
  readonly code: ErrorCode;
  readonly message: string;
}
export interface NotSent {
  readonly code: RefusalCode;
  readonly message: string;
}

/** A file of a waiting message; its bytes are a record of their own, under `id`. */
export interface QueuedFile extends Omit<WaitingFile, "blob"> {
  /** It is on the server, whatever becomes of the message. */
  readonly uploaded?: Attachment;
}

/** A message from its submission to its ack. */
export interface Waiting {
  /** The UUID it is sent with, however often. */
  readonly id: string;
  readonly key: ThreadKey;
  readonly target: Target;
  /** Once known. A message that may have gone out never changes its conversation: there its id makes it unique. */
  readonly conversation?: string;
  readonly text: string;
  readonly replyTo?: number;
  readonly files?: readonly QueuedFile[];
  /** Epoch ms of its submission, and its place in line: each tab makes it grow. */
  readonly at: number;
  readonly refused?: NotSent;
  /** The person was warned of the contacts in it, and means it. */
  readonly anyway?: true;
}

interface Draft {
  readonly key: ThreadKey;
  readonly text: string;
}

/** What a browser keeps, by kind. */
export interface Records {
  readonly outbox: Waiting;
  readonly drafts: Draft;
  readonly files: Blob;
}
export type Kind = keyof Records;

/** The records of one person. Writing never fails for the caller: a browser without storage forgets, that is all. */
export interface Shelf {
  /** By id: the message's, the file's, or the draft's key. */
  all<K extends Kind>(kind: K): Promise<ReadonlyMap<string, Records[K]>>;
  /** Resolves once it is stored, with whether it outlives the page: a browser may have denied that. */
  put<K extends Kind>(kind: K, id: string, record: Records[K]): Promise<boolean>;
  delete(kind: Kind, id: string): void;
}

export interface Storage {
  /** @param scope the person, and where: nobody sees another one's records */
  shelf(scope: string): Shelf;
  /** Everything of `from` belongs to `to` now: a guest signed in. */
  move(from: string, to: string): Promise<void>;
}

class MemoryShelf implements Shelf {
  readonly records: { [K in Kind]: Map<string, Records[K]> } = {
    outbox: new Map(),
    drafts: new Map(),
    files: new Map(),
  };

  async all<K extends Kind>(kind: K): Promise<ReadonlyMap<string, Records[K]>> {
    return new Map(this.records[kind]);
  }
  async put<K extends Kind>(kind: K, id: string, record: Records[K]): Promise<boolean> {
    this.records[kind].set(id, record);
    return false;
  }
  delete(kind: Kind, id: string): void {
    this.records[kind].delete(id);
  }
}

/** For browsers that deny storage, and for tests: two clients on one of these are two tabs, or a reload. */
export class MemoryStorage implements Storage {
  readonly #shelves = new Map<string, MemoryShelf>();

  shelf(scope: string): MemoryShelf {
    const shelf = this.#shelves.get(scope) ?? new MemoryShelf();
    this.#shelves.set(scope, shelf);
    return shelf;
  }

  async move(from: string, to: string): Promise<void> {
    const { outbox, drafts, files } = this.shelf(from).records;
    const target = this.shelf(to).records;
    for (const [id, record] of outbox) target.outbox.set(id, record);
    for (const [id, record] of drafts) target.drafts.set(id, record);
    for (const [id, record] of files) target.files.set(id, record);
    for (const records of [outbox, drafts, files]) records.clear();
  }
}
