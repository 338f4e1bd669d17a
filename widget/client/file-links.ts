import { LINKS } from "../../server/protocol/limits";
import type { ServerFrameOf } from "../../server/protocol/server-frames";
import type { FileLink } from "./state";

/** A link is renewed when this share of its life is over, and never sooner than this (ms). */
const RENEW_AT = 0.9;
const AT_LEAST = 5_000;

/** Where the files of messages can be fetched, as long as that is true. */
export class FileLinks {
  readonly #server: string;
  /** Epoch ms of this machine's clock. */
  readonly #renewAt = new Map<string, number>();
  /** Asked for, and not given: they aren't there for this person. */
  readonly #absent = new Set<string>();
  #shown: ReadonlyMap<string, FileLink> = new Map();
  /** The server's clock less this machine's (ms). */
  #skew = 0;

  /** @param server relative addresses are below it */
  constructor(server: string) {
    this.#server = server;
  }

  /** The same map until something changes. */
  get shown(): ReadonlyMap<string, FileLink> {
    return this.#shown;
  }

  /** @param time the server's (ISO) at `now` */
  at(time: string, now: number): void {
    this.#skew = Date.parse(time) - now;
  }

  /** Which of these to ask for now: as many as one request takes. */
  due(wanted: Iterable<string>, now: number): string[] {
    const due: string[] = [];
    for (const id of wanted) {
      if (due.length === LINKS) break;
      if (!this.#absent.has(id) && now >= (this.#renewAt.get(id) ?? 0)) due.push(id);
    }
    return due;
  }

  /** When the next of these is to be renewed. */
  nextAfter(wanted: Iterable<string>, now: number): number | undefined {
    let next: number | undefined;
    for (const id of wanted) {
      const time = this.#renewAt.get(id) ?? 0;
      if (time > now && time < (next ?? Number.POSITIVE_INFINITY)) next = time;
    }
    return next;
  }

  learn(asked: readonly string[], { items, expires }: ServerFrameOf<"links">, now: number): void {
    const life = Date.parse(expires) - (now + this.#skew);
    const shown = new Map(this.#shown);
    for (const { id, url, small } of items) {
      const link = { url: this.#resolved(url), ...(small !== undefined && { small: this.#resolved(small) }) };
      shown.set(id, link);
      this.#renewAt.set(id, now + Math.max(AT_LEAST, life * RENEW_AT));
    }
    for (const id of asked) if (!items.some((item) => item.id === id)) this.#absent.add(id);
    this.#shown = shown;
  }

  refused(asked: readonly string[]): void {
    for (const id of asked) this.#absent.add(id);
  }

  /** A link led nowhere. */
  doubt(id: string): void {
    this.#renewAt.delete(id);
    this.#absent.delete(id);
  }

  #resolved(url: string): string {
    return new URL(url, `${this.#server}/`).href;
  }
}
