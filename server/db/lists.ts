import type { Conversation, Side } from "../protocol/model";
import type { Asker, Statements, Transaction } from "./client";
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
  request: ListRequest,
): Promise<Conversation[]> {
  const rows = await tx<ConversationRow[]>`
    select ${columns(tx)}
    from chat.list(${shop(request)}::text, ${which(tx, request)}) with ordinality as f(conversation, place)
    ${each(tx)} ${joins(tx)}
    order by f.place
  `;
  return rows.map((row) => conversation(row, asker));
}

const shop = ({ side, owner }: ListRequest): string | null => (side === "seller" ? owner : null);

/** What `chat.list` and `chat.search` are asked alike. */
const which = (tx: Transaction, { before, since, filter, order, limit }: ListRequest) => tx`
  ${filter ?? null}::text, ${since ?? null}::timestamptz, ${order === "unread"}::boolean,
  ${before?.rank ?? null}::integer, ${before?.at ?? null}::timestamptz, ${before?.id ?? null}::uuid, ${limit + 1}::integer
`;

/** Row by row, whatever the planner thinks of the policies: it would read all conversations for the thirty of a page. */
const each = (tx: Transaction) =>
  tx`cross join lateral (select * from chat.conversation where id = f.conversation offset 0) c`;

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
  request: ListRequest & { readonly query: string },
): Promise<{ items: Conversation[]; found: Found[] }> {
  const rows = await tx<(ConversationRow & { found_seq: number; found_text: string | null })[]>`
    select ${columns(tx)}, f.seq as found_seq, m.text as found_text
    from chat.search(${shop(request)}::text, ${request.query}, ${which(tx, request)})
      with ordinality as f(conversation, seq, place)
    ${each(tx)} ${joins(tx)}
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

/** Unread messages in all of a seller's conversations, or in those that the asker has as a buyer (null). */
export const countUnread = async (tx: Transaction, seller: string | null): Promise<number> =>
  (await tx<[{ unread: number }]>`select chat.count_unread(${seller}::text) as unread`)[0].unread;

/**
 * Of the conversations that changed since then, says at most `most` settled in which a seller has nothing left to read. Returns
 * how many. Its commit waits for no disk: what a crash takes is settled again.
 */
export const settle = async (sql: Statements, since: Date, most: number): Promise<number> =>
  (
    await sql<[{ settled: number }]>`
      select settled from set_config('synchronous_commit', 'off', true), chat.settle(${since}::timestamptz, ${most}) as settled
    `
  )[0].settled;
