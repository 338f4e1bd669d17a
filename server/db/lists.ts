import type { Conversation, Side } from "../protocol/model";
import type { Asker, Transaction } from "./client";
import { type ConversationRow, columns, conversation, joins } from "./conversations";

/** A place in a list: below it comes the rest. */
export interface Place {
  /** 1 among those with unread messages where they come first; otherwise 0. */
  readonly rank: number;
  readonly at: string;
  readonly id: string;
}

export interface ListRequest {
  /** Whose list: a seller's, or the asker's own as a buyer. */
  readonly side: Side;
  readonly owner: string;
  readonly before?: Place;
  /** Changed at or after this moment. */
  readonly since?: string;
  readonly filter?: "unread" | "waiting" | "mine" | "closed" | "blocked";
  /** `unread`: those with unread messages first, the newest first within. */
  readonly order?: "newest" | "unread";
  readonly limit: number;
}

/** In the list's order; `limit` and one more, so that the caller sees whether the list goes on. */
export async function selectConversations(
  tx: Transaction,
  asker: Asker,
  { side, owner, before, since, filter, order, limit }: ListRequest,
): Promise<Conversation[]> {
  const unread = side === "buyer" ? tx`(c.buyer_unread > 0)` : tx`(c.seller_unread > 0)`;
  // The order's key; those with unread messages first can't be an index's order, since each message would write it.
  const key = order === "unread" ? tx`${unread}, c.last_slot, c.last_at, c.id` : tx`c.last_slot, c.last_at, c.id`;
  const rank = order === "unread" && before ? tx`${before.rank > 0}::boolean,` : tx``;
  const sorted = tx`${order === "unread" ? tx`${unread} desc,` : tx``} c.last_slot desc, c.last_at desc, c.id desc`;
  // The page first: people are looked up for its rows alone.
  const rows = await tx<ConversationRow[]>`
    select ${columns(tx)} from (
      select c.* from chat.conversation c
      where ${side === "buyer" ? tx`c.buyer_id = ${owner}` : tx`c.seller_id = ${owner}`} and c.last_seq > 0
      ${before ? tx`and (${key}) < (${rank} chat.slot(${before.at}::timestamptz), ${before.at}::timestamptz, ${before.id}::uuid)` : tx``}
      ${since ? tx`and c.changed_slot >= chat.slot(${since}::timestamptz) and c.changed_at >= ${since}::timestamptz` : tx``}
      ${filter ? tx`and chat.chosen(c, ${side}, ${asker.id}, ${filter})` : tx``}
      order by ${sorted}
      limit ${limit + 1}
    ) c ${joins(tx)}
    order by ${sorted}
  `;
  return rows.map((row) => conversation(row, asker));
}

/** The newest message of a conversation in which the words are. */
export interface Found {
  readonly conversation: string;
  readonly seq: number;
  readonly text: string;
}

/** As `selectConversations`, those in which the words of `query` are. */
export async function searchConversations(
  tx: Transaction,
  asker: Asker,
  { side, owner, before, since, filter, order, limit, query }: ListRequest & { readonly query: string },
): Promise<{ items: Conversation[]; found: Found[] }> {
  const rows = await tx<(ConversationRow & { found_seq: number; found_text: string | null })[]>`
    select ${columns(tx)}, f.seq as found_seq, m.text as found_text
    from chat.search(
      ${side === "seller" ? owner : null}::text, ${query}, ${filter ?? null}::text, ${since ?? null}::timestamptz,
      ${order === "unread"}::boolean, ${before?.rank ?? null}::integer, ${before?.at ?? null}::timestamptz,
      ${before?.id ?? null}::uuid, ${limit + 1}::integer
    ) with ordinality as f(conversation, seq, place)
    join chat.conversation c on c.id = f.conversation ${joins(tx)}
    left join chat.message m on m.conversation_id = f.conversation and m.seq = f.seq
    order by f.place
  `;
  return {
    items: rows.map((row) => conversation(row, asker)),
    found: rows.flatMap(({ id, found_seq, found_text }) =>
      found_text === null ? [] : [{ conversation: id, seq: found_seq, text: found_text }],
    ),
  };
}

/** Unread messages in all of a seller's, or a buyer's, conversations. */
export async function countUnread(tx: Transaction, side: Side, owner: string): Promise<number> {
  const [row] = await tx<{ unread: number }[]>`
    select coalesce(${side === "buyer" ? tx`sum(buyer_unread)` : tx`sum(seller_unread)`}, 0)::bigint as unread
    from chat.conversation where ${side === "buyer" ? tx`buyer_id = ${owner}` : tx`seller_id = ${owner}`}
  `;
  return row?.unread ?? 0;
}
