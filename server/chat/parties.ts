/** Whose conversation is it, and which side is the asker on? Asked for every frame, so the answer is kept for a while. */
import type { Asker, Database } from "../db/client";
import { selectParties } from "../db/conversations";
import { ChatError } from "../errors";
import type { Side } from "../protocol/model";

export interface Parties {
  readonly buyer: string;
  readonly seller: string;
}

/** What is kept of a conversation. */
interface Known extends Parties {
  /** Something was said in it. Before that it is the buyer's alone. */
  readonly begun: boolean;
}

/** A place in a conversation: which one, whose it is, and the asker's side of it. */
export interface Place extends Known {
  readonly conversation: string;
  readonly side: Side;
}

/** Who is both is the buyer. */
export const sideOf = (asker: Asker, { buyer, seller }: Parties): Side | undefined =>
  buyer === asker.id ? "buyer" : asker.sellers.includes(seller) ? "seller" : undefined;

const MOST = 100_000;

export class PartiesCache {
  readonly #known = new Map<string, Known>();

  constructor(readonly db: Database) {}

  /** What is known without asking the database. It may have changed hands since: the database checks each write again. */
  peek(asker: Asker, conversation: string): Place | undefined {
    const known = this.#known.get(conversation);
    const side = known && sideOf(asker, known);
    if (!side || (side === "seller" && !known.begun)) return undefined;
    return { conversation, ...known, side };
  }

  /** @throws ChatError `not_found`, whether it doesn't exist or isn't theirs (S2). */
  async find(asker: Asker, conversation: string): Promise<Place> {
    const known = this.peek(asker, conversation);
    if (known?.begun) return known; // what has begun stays so
    const found = await this.db.as(asker, (tx) => selectParties(tx, conversation));
    if (found) this.learn(conversation, found);
    return this.peek(asker, conversation) ?? notFound();
  }

  /** `then` with the asker's place: at once when it is known, after a look otherwise. @throws ChatError as `find` */
  at(asker: Asker, conversation: string, then: (place: Place) => Promise<void> | void): Promise<void> | undefined {
    const known = this.peek(asker, conversation);
    if (known) return then(known) ?? undefined;
    return this.find(asker, conversation).then(then);
  }

  learn(conversation: string, { buyer, seller, begun }: Known): void {
    const [oldest] = this.#known.keys();
    if (oldest && this.#known.size >= MOST) this.#known.delete(oldest);
    this.#known.set(conversation, { buyer, seller, begun });
  }

  forget(conversation: string): void {
    this.#known.delete(conversation);
  }
}

export const notFound = (): never => {
  throw new ChatError("not_found", "There is no such conversation.");
};
