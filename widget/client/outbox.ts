import { Blobs, type Bytes } from "./blobs";
import type { Attachment } from "./state";
import type { NotSent, QueuedFile, Shelf, Waiting } from "./storage";

/** An unanswered message goes out again after this long on a live link; D2 makes that harmless. */
const ANSWER_WITHIN = 20_000;

/**
 * Where a waiting message is: `waiting` not before a time, `flying` since one; `uploading` until its files are with the
 * server; `stored` there, and nothing but shown here. A refused one says so itself.
 */
type Step =
  | { readonly is: "waiting"; readonly notBefore: number }
  | { readonly is: "uploading" | "stored" }
  | { readonly is: "flying"; readonly since: number };

export type Placed = Waiting & { readonly conversation: string };

const READY: Step = { is: "waiting", notBefore: 0 };

export const hasToUpload = ({ files = [] }: Waiting): boolean => files.some(({ uploaded }) => !uploaded);

/**
 * D5: what a person submitted, until its ack. In each conversation they go out one after the other, in the order of their
 * submission (D3); one that was refused for good steps aside and holds nobody up.
 */
export class Outbox {
  readonly #shelf: Shelf;
  readonly blobs: Blobs;
  readonly #items = new Map<string, Waiting>();
  readonly #steps = new Map<string, Step>();
  /** Uploads that were gone when their message went out, and were made once more. */
  readonly #repeated = new Set<string>();
  /** What is over, so that nobody who tells of it late, or has just read it, brings it back. */
  readonly #done = new Set<string>();
  #ordered: readonly Waiting[] | undefined;
  #loaded = false;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
    this.blobs = new Blobs(shelf);
  }

  /**
   * Takes what other pages left behind: earlier ones, or tabs that were closed before they could tell. The first time, it
   * comes before what was submitted here meanwhile.
   */
  async load(): Promise<void> {
    const [left] = await Promise.all([this.#shelf.all("outbox"), this.blobs.load()]);
    const meanwhile = this.#loaded ? [] : this.items;
    for (const item of left.values())
      if (!this.#items.has(item.id) && !this.#done.has(item.id)) this.#items.set(item.id, item);
    this.#ordered = undefined;
    this.#loaded = true;
    for (const item of meanwhile) this.#append(item);
  }

  /** In the order of their submission. The same array until something changes. */
  get items(): readonly Waiting[] {
    this.#ordered ??= [...this.#items.values()].sort((a, b) => a.at - b.at);
    return this.#ordered;
  }

  get(id: string): Waiting | undefined {
    return this.#items.get(id);
  }

  add(item: Waiting, bytes: Bytes = new Map()): void {
    if (this.#done.has(item.id)) return;
    this.blobs.add(bytes);
    if (!this.#items.has(item.id)) this.#append(item);
  }

  /** Acknowledged, seen in the log, or thrown away by the person. */
  remove(id: string): void {
    const item = this.#items.get(id);
    if (!item || !this.#items.delete(id)) return;
    this.#done.add(id);
    this.blobs.remove(item.files);
    this.#steps.delete(id);
    this.#ordered = undefined;
    this.#shelf.delete("outbox", id);
  }

  /** The server has it, and the log in which it will stand isn't here: until then it is shown from here. */
  settle(id: string): void {
    if (!this.#items.has(id)) return;
    this.#steps.set(id, { is: "stored" });
    this.#shelf.delete("outbox", id);
  }

  /** The thread's log is here without a hole. */
  unsettle(key: string): void {
    for (const item of this.items) if (item.key === key && this.#isStored(item)) this.remove(item.id);
  }

  /** `opened` told the id of a thread's conversation. */
  place(key: string, conversation: string): void {
    for (const item of this.items)
      if (item.key === key && item.conversation === undefined) this.#keep({ ...item, conversation });
  }

  /** Refused for good, until the person tries again or throws it away. */
  refuse(id: string, refused: NotSent): void {
    const item = this.#items.get(id);
    if (item) this.#keep({ ...item, refused });
    this.#steps.delete(id);
  }

  /**
   * The person wants it once more. A conversation that isn't theirs any more is looked for again.
   * @param anyway they were warned of the contacts in it, and mean it
   */
  retry(id: string, anyway?: true): void {
    const item = this.#items.get(id);
    if (!item?.refused) return;
    const { refused, conversation, ...rest } = item;
    const again = anyway ? { ...rest, anyway } : rest;
    const gone = refused.code === "not_found" || refused.code === "forbidden";
    if (gone || conversation === undefined) this.#keep(withoutUploads(again));
    else this.#keep({ ...again, conversation });
  }

  /** How much of a file has left, 0 to 1; not worth a write. */
  progress(id: string, file: string, progress: number): void {
    const item = this.#items.get(id);
    if (item) this.#put(withFile(item, file, (one) => ({ ...one, progress })));
  }

  /** A file is on the server: kept with its message, so that it isn't sent twice. */
  uploaded(id: string, file: string, attachment: Attachment): void {
    const item = this.#items.get(id);
    if (item) this.#keep(withFile(item, file, (one) => ({ ...one, progress: 1, uploaded: attachment })));
  }

  /** All its files are on the server: the message itself is due. */
  complete(id: string): void {
    this.#steps.delete(id);
  }

  /** The server doesn't know a message's files any more: they are older than a day. @returns whether once more may help */
  uploadAgain(id: string): boolean {
    const item = this.#items.get(id);
    if (!item?.files || this.#repeated.has(id)) return false;
    this.#repeated.add(id);
    this.#steps.delete(id);
    this.#keep(withoutUploads(item));
    return true;
  }

  /** Not now, says the server: again by itself at `time` (epoch ms). */
  postpone(id: string, time: number): void {
    if (this.#items.has(id)) this.#steps.set(id, { is: "waiting", notBefore: time });
  }

  /** The link is gone, and with it every answer that was under way. */
  landed(): void {
    for (const [id, step] of this.#steps) if (step.is === "flying") this.#steps.delete(id);
  }

  /**
   * Those that go out now: the first of each conversation that isn't refused, unless it is on its way already. One with
   * files that aren't on the server yet (`hasToUpload`) sends these first, and holds up the later ones meanwhile (D3).
   */
  takeDue(now: number): readonly Placed[] {
    const due: Placed[] = [];
    for (const item of this.#heads()) {
      const { conversation } = item;
      if (conversation === undefined || now < this.#dueAt(item)) continue;
      this.#steps.set(item.id, hasToUpload(item) ? { is: "uploading" } : { is: "flying", since: now });
      due.push({ ...item, conversation });
    }
    return due;
  }

  /** When the next one is due that waits for a time (epoch ms). */
  nextAfter(now: number): number | undefined {
    const times = this.#heads()
      .map((item) => this.#dueAt(item))
      .filter((time) => time > now && time < NEVER);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** D3: last in line, also where a clock was set back between two pages. */
  #append(item: Waiting): void {
    this.#items.delete(item.id);
    this.#ordered = undefined;
    const last = this.items.at(-1)?.at ?? 0;
    this.#keep({ ...item, at: Math.max(item.at, last + 1) });
  }

  /** In each conversation the one under way, or else the first that isn't refused. */
  #heads(): readonly Waiting[] {
    const heads = new Map<string, Waiting>();
    const flying = this.items.filter(({ id }) => this.#steps.get(id)?.is === "flying");
    for (const item of [...flying, ...this.items]) {
      const lane = item.conversation ?? item.key;
      if (!item.refused && !this.#isStored(item) && !heads.has(lane)) heads.set(lane, item);
    }
    return [...heads.values()];
  }

  #isStored({ id }: Waiting): boolean {
    return this.#steps.get(id)?.is === "stored";
  }

  #dueAt(item: Waiting): number {
    const step = this.#steps.get(item.id) ?? READY;
    if (step.is === "waiting") return step.notBefore;
    return step.is === "flying" ? step.since + ANSWER_WITHIN : NEVER;
  }

  #keep(item: Waiting): void {
    this.#put(item);
    void this.#shelf.put("outbox", item.id, item);
  }

  #put(item: Waiting): void {
    this.#items.set(item.id, item);
    this.#ordered = undefined;
  }
}

const NEVER = Number.POSITIVE_INFINITY;

const withFile = (item: Waiting, id: string, change: (file: QueuedFile) => QueuedFile): Waiting =>
  item.files ? { ...item, files: item.files.map((file) => (file.id === id ? change(file) : file)) } : item;

const withoutUploads = (item: Waiting): Waiting =>
  item.files ? { ...item, files: item.files.map(({ uploaded, ...file }) => ({ ...file, progress: 0 })) } : item;
