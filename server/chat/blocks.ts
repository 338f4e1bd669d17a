/** Who takes no more messages from whom. A block is between a buyer and a seller, whatever they talk about. */
import { type Blocks, selectBlocks, setBlock } from "../db/blocks";
import type { Asker, Database } from "../db/client";
import { ChatError } from "../errors";
import type { Side } from "../protocol/model";
import { notFound, type Place } from "./parties";

/**
 * The asker's side takes nothing from the other any more, or takes it again. Returns the conversation's `rev`, and all
 * conversations of the two. @throws ChatError `not_found`
 */
export const block = async (
  db: Database,
  asker: Asker,
  place: Place,
  on: boolean,
): Promise<{ rev: number; moved: readonly string[] }> => {
  const { conversation, side } = place;
  return (await setBlock(db.writes, { conversation, side, party: place[side], person: asker.id, on })) ?? notFound();
};

/** To the side that blocks, how to go on; to the other, that it was not accepted, and nothing else. */
export const blockedRefusal = (side: Side, blocks: Blocks): ChatError => {
  if (!blocks[side]) return new ChatError("forbidden", "The message was not accepted.");
  const other = side === "buyer" ? "seller" : "buyer";
  return new ChatError("forbidden", `You have blocked this ${other}; unblock them to write.`);
};

const MOST = 100_000;
/** So long a block that was made at another server may go unnoticed by what asks here (ms). */
const FRESH = 10_000;

/**
 * What is known of blocks without asking the database: enough to keep to oneself who is typing. What is stored, the
 * database checks itself.
 */
export class BlocksCache {
  readonly #known = new Map<string, { readonly blocks: Blocks; readonly at: number }>();

  constructor(
    readonly db: Database,
    readonly now: () => number,
  ) {}

  peek(conversation: string): Blocks | undefined {
    const known = this.#known.get(conversation);
    return known && this.now() - known.at < FRESH ? known.blocks : undefined;
  }

  /** As it is now. @throws ChatError `not_found` */
  async find(asker: Asker, conversation: string): Promise<Blocks> {
    const blocks = (await this.db.as(asker, (tx) => selectBlocks(tx, conversation))) ?? notFound();
    const [oldest] = this.#known.keys();
    this.#known.delete(conversation);
    if (oldest && this.#known.size >= MOST) this.#known.delete(oldest);
    this.#known.set(conversation, { blocks, at: this.now() });
    return blocks;
  }

  forget(conversation: string): void {
    this.#known.delete(conversation);
  }
}
