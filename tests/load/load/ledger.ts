/** Every message of a talk, from `send` until it is acked and delivered. What comes twice, or from nowhere, throws. */
interface Entry {
  readonly sentAt: number;
  acked: boolean;
  delivered: boolean;
}

/** Times are milliseconds of one clock. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export class Ledger {
  /** Messages, in all. */
  sent = 0;
  /** Acked and delivered within the window. */
  done = 0;
  /** From `send`, of messages that were sent within the window. */
  readonly ackedAfter: number[] = [];
  readonly deliveredAfter: number[] = [];
  readonly #open = new Map<string, Entry>();

  constructor(readonly window: Window) {}

  send(id: string, now: number): void {
    this.sent++;
    this.#open.set(id, { sentAt: now, acked: false, delivered: false });
  }

  acked(id: string, now: number): void {
    const entry = this.#find(id);
    if (entry.acked) throw new Error(`${id} was acked twice`);
    entry.acked = true;
    if (this.#counts(entry.sentAt)) this.ackedAfter.push(now - entry.sentAt);
    this.#settle(id, entry, now);
  }

  delivered(id: string, now: number): void {
    const entry = this.#find(id);
    if (entry.delivered) throw new Error(`${id} was delivered twice`);
    entry.delivered = true;
    if (this.#counts(entry.sentAt)) this.deliveredAfter.push(now - entry.sentAt);
    this.#settle(id, entry, now);
  }

  /** Messages that are still under way. */
  get open(): number {
    return this.#open.size;
  }

  #find(id: string): Entry {
    const entry = this.#open.get(id);
    if (!entry) throw new Error(`${id} was never sent, or is done`);
    return entry;
  }

  #settle(id: string, entry: Entry, now: number): void {
    if (!entry.acked || !entry.delivered) return;
    this.#open.delete(id);
    if (this.#counts(now)) this.done++;
  }

  #counts(at: number): boolean {
    return at >= this.window.from && at < this.window.to;
  }
}
