import type { Side } from "../protocol/model";
import type { Statements, Transaction } from "./client";
import { unlessDeadlocked } from "./deadlock";

/** Which side of a conversation takes no messages from the other. */
export type Blocks = Readonly<Record<Side, boolean>>;

interface BlockedRow {
  readonly buyer: string;
  readonly seller: string;
  /** Of the conversation that was named. */
  readonly rev: number;
  /** Every conversation of that buyer with that seller. */
  readonly moved: string[];
}

/** Undefined when the conversation isn't that party's. */
export async function setBlock(
  sql: Statements,
  block: { conversation: string; side: Side; party: string; person: string; on: boolean },
): Promise<BlockedRow | undefined> {
  const set = () => sql<BlockedRow[]>`
    select * from chat.block(${block.conversation}, ${block.side}, ${block.party}, ${block.person}, ${block.on})
  `;
  return (await unlessDeadlocked(set))[0];
}

/** Undefined when the asker may not see the conversation. */
export const selectBlocks = async (tx: Transaction, conversation: string): Promise<Blocks | undefined> =>
  (
    await tx<Blocks[]>`
    select buyer_blocks as buyer, seller_blocks as seller from chat.conversation where id = ${conversation}
  `
  )[0];
