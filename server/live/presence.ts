/** Does somebody sit at a seller's inbox? Told to the buyers who have opened a conversation with that seller. */
import type { ServerFrameOf } from "../protocol/server-frames";
import { encode } from "./frames";
import type { Hub } from "./hub";

/** A reconnect is no absence: offline is told after this long (ms). */
const GRACE = 5_000;

export class Presence {
  readonly #staff = new Map<string, number>();
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
    this.#staff.set(seller, (this.#staff.get(seller) ?? 0) + 1);
    if (!known) this.tell(seller);
  }

  leave(seller: string): void {
    const left = (this.#staff.get(seller) ?? 0) - 1;
    if (left > 0) {
      this.#staff.set(seller, left);
      return;
    }
    this.#staff.delete(seller);
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
