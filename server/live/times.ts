/**
 * When sellers work and how soon they usually answer, as buyers are told it: kept by each server, read again after a
 * minute, and at once when it was set here. One look at the clock a second, whatever the number of links.
 */
import { type Hours, type Shift, shiftAt } from "../chat/hours";
import type { Database } from "../db/client";
import { selectTimes, type TimesRow } from "../db/settings";
import type { Log } from "../log";
import type { ServerFrameOf } from "../protocol/server-frames";

export interface SellerTimes {
  readonly usual: number | undefined;
  /** Undefined when they haven't said their hours. */
  readonly work: { readonly hours: Hours; readonly away: string | undefined; readonly shift: Shift } | undefined;
}

interface Known extends SellerTimes {
  readonly readAt: number;
}

interface TimesOptions {
  readonly db: Database;
  readonly log: Log;
  readonly now: () => number;
  /** Whether a buyer here is told of the seller. */
  watched(seller: string): boolean;
  /** Called when what buyers are told has changed. */
  onChange(seller: string): void;
}

const FRESH = 60_000;

export class TimesCache {
  readonly #known = new Map<string, Known>();
  /** The next look at the database: who is asked for, together. */
  #asked: { readonly sellers: Set<string>; readonly read: Promise<void> } | undefined;
  #refreshAt: number;
  /** No shift changes before this moment. */
  #changeAt = Number.POSITIVE_INFINITY;

  constructor(readonly options: TimesOptions) {
    this.#refreshAt = options.now() + FRESH;
  }

  /** What was known at the last look. */
  shown(seller: string): Pick<ServerFrameOf<"presence">, "usual" | "until"> {
    const { usual, work } = this.#known.get(seller) ?? {};
    const until = work && !work.shift.open ? work.shift.until : undefined;
    return {
      ...(usual === undefined ? {} : { usual }),
      ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
    };
  }

  /** At once when it is known and fresh. Everybody who asks in the same turn is one question to the database. */
  find(seller: string): SellerTimes | Promise<SellerTimes> {
    const known = this.#known.get(seller);
    if (known && this.options.now() - known.readAt < FRESH) return this.#current(seller, known);
    return this.#ask(seller).then(() => this.#known.get(seller) ?? { usual: undefined, work: undefined });
  }

  /** The settings were changed here. */
  async changed(seller: string): Promise<void> {
    await this.#read([seller]);
  }

  /** Called once a second. */
  tick(): void {
    const now = this.options.now();
    if (now >= this.#changeAt) {
      this.#changeAt = Number.POSITIVE_INFINITY;
      for (const [seller, known] of this.#known) this.#current(seller, known);
    }
    if (now < this.#refreshAt) return;
    this.#refreshAt = now + FRESH;
    const watched: string[] = [];
    for (const [seller, { readAt }] of this.#known) {
      if (this.options.watched(seller)) watched.push(seller);
      else if (now - readAt >= FRESH) this.#known.delete(seller);
    }
    if (watched.length > 0) this.#read(watched).catch((err: unknown) => this.options.log.warn({ err }, "hours: later"));
  }

  #ask(seller: string): Promise<void> {
    if (!this.#asked) {
      const sellers = new Set<string>();
      const turn = new Promise<void>((resolve) => setImmediate(resolve));
      const read = turn.then(() => {
        this.#asked = undefined;
        return this.#read([...sellers]);
      });
      this.#asked = { sellers, read };
    }
    this.#asked.sellers.add(seller);
    return this.#asked.read;
  }

  async #read(sellers: readonly string[]): Promise<void> {
    const readAt = this.options.now();
    const rows = await selectTimes(this.options.db.writes, sellers);
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const seller of sellers) this.#put(seller, { ...this.#times(found.get(seller)), readAt });
  }

  #times(row: TimesRow | undefined): SellerTimes {
    const { hours, away } = row ?? {};
    return {
      usual: row?.usual ?? undefined,
      work: hours ? { hours, away: away ?? undefined, shift: shiftAt(hours, this.options.now()) } : undefined,
    };
  }

  /** With the shift of this moment. */
  #current(seller: string, known: Known): SellerTimes {
    const { work } = known;
    if (!work?.shift.until) return known;
    const now = this.options.now();
    this.#changeAt = Math.min(this.#changeAt, work.shift.until);
    if (now < work.shift.until) return known;
    return this.#put(seller, { ...known, work: { ...work, shift: shiftAt(work.hours, now) } });
  }

  #put(seller: string, next: Known): SellerTimes {
    const before = JSON.stringify(this.shown(seller));
    this.#known.set(seller, next);
    this.#changeAt = Math.min(this.#changeAt, next.work?.shift.until ?? Number.POSITIVE_INFINITY);
    if (JSON.stringify(this.shown(seller)) !== before) this.options.onChange(seller);
    return next;
  }
}
