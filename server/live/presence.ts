/** Does somebody sit at a seller's inbox? Told to the buyers who have opened a conversation with that seller. */
import type { ServerFrameOf } from "../protocol/server-frames";
import { encode } from "./frames";
import type { Hub } from "./hub";
import { Tally } from "./tally";

/** A reconnect is no absence: offline is told after this long (ms). */
const GRACE = 5_000;

export class Presence {
  readonly #staff = new Tally();
  readonly #leaving = new Map<string, Timer>();

  constructor(
    readonly hub: Hub,
    readonly grace = GRACE,
    /** What is known of a seller's times. */
    readonly times: (seller: string) => Pick<ServerFrameOf<"presence">, "usual" | "until"> = () => ({}),
  ) {}

  frame(seller: string): ServerFrameOf<"presence"> {
    return { type: "presence", seller, online: this.online(seller), ...this.times(seller) };
  }

  online(seller: string): boolean {
    return this.#staff.has(seller) || this.#leaving.has(seller);
  }

  arrive(seller: string): void {
    const known = this.online(seller);
    clearTimeout(this.#leaving.get(seller));
    this.#leaving.delete(seller);
    this.#staff.up(seller);
    if (!known) this.tell(seller);
  }

  leave(seller: string): void {
    if (this.#staff.down(seller) > 0) return;
    const timer = setTimeout(() => {
      this.#leaving.delete(seller);
      this.tell(seller);
    }, this.grace);
    timer.unref();
    this.#leaving.set(seller, timer);
  }

  stop(): void {
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#leaving.clear();
  }

  /** To everybody who watches the seller. */
  tell(seller: string): void {
    this.hub.tell(`presence ${seller}`, { text: encode(this.frame(seller)) });
  }
}
