/** Who listens to what on this node: a person's own conversations, a seller's, a seller's presence. */
import type { Side } from "../protocol/model";

/** A frame for many. `conversation` and `rev` let a session that is catching up tell what it has already sent. */
export interface Delivery {
  readonly text: string;
  readonly conversation?: string;
  readonly rev?: number;
}

export interface Listener {
  deliver(delivery: Delivery): void;
}

/** `person` counts a person's links; nothing is told to it. */
export type Audience = `${Side} ${string}` | `presence ${string}` | `person ${string}`;

export class Hub {
  readonly #audiences = new Map<Audience, Set<Listener>>();

  join(audience: Audience, listener: Listener): void {
    const listeners = this.#audiences.get(audience);
    if (listeners) listeners.add(listener);
    else this.#audiences.set(audience, new Set([listener]));
  }

  leave(audience: Audience, listener: Listener): void {
    const listeners = this.#audiences.get(audience);
    if (listeners?.delete(listener) && listeners.size === 0) this.#audiences.delete(audience);
  }

  /** To everyone in an audience. Returns how many. */
  tell(audience: Audience, delivery: Delivery): number {
    const listeners = this.#audiences.get(audience);
    for (const listener of listeners ?? []) listener.deliver(delivery);
    return listeners?.size ?? 0;
  }

  /** Once to every listener of both sides, except one. Returns how many. */
  tellParties(parties: { buyer: string; seller: string }, delivery: Delivery, except?: Listener): number {
    const buyers = this.#audiences.get(`buyer ${parties.buyer}`);
    const sellers = this.#audiences.get(`seller ${parties.seller}`);
    let count = 0;
    for (const listeners of [buyers, sellers]) {
      for (const listener of listeners ?? []) {
        // One who is both is in both sets.
        if (listener === except || (listeners === sellers && buyers?.has(listener))) continue;
        listener.deliver(delivery);
        count++;
      }
    }
    return count;
  }

  /** What the buyer never hears: to the seller's side, except one, and except who is both (they are the buyer). */
  tellSeller(parties: { buyer: string; seller: string }, delivery: Delivery, except?: Listener): void {
    const buyers = this.#audiences.get(`buyer ${parties.buyer}`);
    for (const listener of this.#audiences.get(`seller ${parties.seller}`) ?? []) {
      if (listener !== except && !buyers?.has(listener)) listener.deliver(delivery);
    }
  }

  size(audience: Audience): number {
    return this.#audiences.get(audience)?.size ?? 0;
  }
}
