import type { Conversation, Side, Topic } from "../protocol/model";
import type { Asker, Statements, Transaction } from "./client";
import { party } from "./people";

interface ConversationRow {
  id: string;
  buyer_id: string;
  buyer_name: string | null;
  buyer_picture: string | null;
  seller_id: string;
  seller_name: string | null;
  seller_picture: string | null;
  topic: Topic | null;
  rev: number;
  last_seq: number;
  last_at: Date;
  last_text: string;
  buyer_received_seq: number;
  buyer_read_seq: number;
  buyer_unread: number;
  seller_received_seq: number;
  seller_read_seq: number;
  seller_unread: number;
  status: "open" | "closed";
  assignee: string | null;
  assignee_name: string | null;
  assignee_picture: string | null;
  buyer_blocks: boolean;
  seller_blocks: boolean;
}

/** Every column a `Conversation` needs, from `chat.conversation c` with its people. */
const columns = (tx: Transaction) => tx`
  c.id, c.buyer_id, b.name as buyer_name, b.picture as buyer_picture,
  c.seller_id, s.name as seller_name, s.picture as seller_picture,
  c.topic, c.rev, c.last_seq, c.last_at, c.last_text, c.status, c.buyer_blocks, c.seller_blocks,
  c.assignee, a.name as assignee_name, a.picture as assignee_picture,
  c.buyer_received_seq, c.buyer_read_seq, c.buyer_unread, c.seller_received_seq, c.seller_read_seq, c.seller_unread
`;
const joins = (tx: Transaction) => tx`
  left join chat.person b on b.id = c.buyer_id left join chat.seller s on s.id = c.seller_id
  left join chat.person a on a.id = c.assignee
`;

const conversation = (row: ConversationRow, asker: Asker): Conversation => {
  const buys = row.buyer_id === asker.id;
  const { assignee } = row;
  return {
    id: row.id,
    seller: party({ id: row.seller_id, name: row.seller_name ?? "", picture: row.seller_picture }),
    buyer: party({ id: row.buyer_id, name: row.buyer_name ?? "", picture: row.buyer_picture }),
    ...(row.topic ? { topic: row.topic } : {}),
    rev: row.rev,
    lastSeq: row.last_seq,
    lastAt: row.last_at.toISOString(),
    lastText: row.last_text,
    unread: buys ? row.buyer_unread : row.seller_unread,
    received: { buyer: row.buyer_received_seq, seller: row.seller_received_seq },
    read: { buyer: row.buyer_read_seq, seller: row.seller_read_seq },
    status: row.status,
    ...(assignee === null || buys
      ? {}
      : { assignee: party({ id: assignee, name: row.assignee_name ?? "", picture: row.assignee_picture }) }),
    ...((buys ? row.buyer_blocks : row.seller_blocks) ? { blocked: true } : {}),
  };
};

export async function selectConversation(tx: Transaction, asker: Asker, id: string): Promise<Conversation | undefined> {
  const [row] = await tx<ConversationRow[]>`
    select ${columns(tx)} from chat.conversation c ${joins(tx)} where c.id = ${id}
  `;
  return row && conversation(row, asker);
}

/** A conversation's counters and whose it is, if the asker may see it. */
export async function selectPosition(tx: Transaction, id: string) {
  const [row] = await tx<Omit<ConversationRow, "id">[]>`
    select buyer_id, seller_id, rev, buyer_received_seq, buyer_read_seq, seller_received_seq, seller_read_seq
    from chat.conversation where id = ${id}
  `;
  return (
    row && {
      rev: row.rev,
      received: { buyer: row.buyer_received_seq, seller: row.seller_received_seq },
      read: { buyer: row.buyer_read_seq, seller: row.seller_read_seq },
      parties: { buyer: row.buyer_id, seller: row.seller_id },
    }
  );
}

/** Whose conversation it is, if the asker may see it. */
export async function selectParties(
  tx: Transaction,
  id: string,
): Promise<{ buyer: string; seller: string } | undefined> {
  const [row] = await tx<{ buyer: string; seller: string }[]>`
    select buyer_id as buyer, seller_id as seller from chat.conversation where id = ${id}
  `;
  return row;
}

export async function selectKey(
  tx: Transaction,
  buyer: string,
  seller: string,
  topic: string,
): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select conversation_id as id from chat.conversation_key
    where buyer_id = ${buyer} and seller_id = ${seller} and topic_id = ${topic}
  `;
  return row?.id;
}

/** Claims the key for a new conversation; false when a rival was first. */
export async function insertKey(
  tx: Transaction,
  key: { id: string; buyer: string; seller: string; topic: string },
): Promise<boolean> {
  const rows = await tx`
    insert into chat.conversation_key (buyer_id, seller_id, topic_id, conversation_id)
    values (${key.buyer}, ${key.seller}, ${key.topic}, ${key.id})
    on conflict do nothing returning conversation_id
  `;
  return rows.length > 0;
}

export const insertConversation = (
  tx: Transaction,
  { id, buyer, seller, topic }: { id: string; buyer: string; seller: string; topic: Topic | undefined },
) => tx`
  insert into chat.conversation (id, buyer_id, seller_id, topic, last_at, last_slot, changed_at, changed_slot)
  values (${id}, ${buyer}, ${seller}, ${json(topic)}::text::jsonb, now(), chat.slot(now()), now(), chat.slot(now()))
`;

/** A product's title or price has changed since. */
export const updateTopic = (tx: Transaction, id: string, topic: Topic | undefined) => tx`
  update chat.conversation set topic = ${json(topic)}::text::jsonb
  where id = ${id} and topic is distinct from ${json(topic)}::text::jsonb
`;

const json = (topic: Topic | undefined): string | null => (topic ? JSON.stringify(topic) : null);

/** Forgets conversations in which nothing was said for a day. Returns how many. */
export const forgetEmpty = async (sql: Statements): Promise<number> =>
  (await sql<[{ forgotten: number }]>`select chat.forget_empty() as forgotten`)[0].forgotten;

export interface ListRequest {
  /** Whose list: a seller's, or the asker's own as a buyer. */
  readonly side: Side;
  readonly owner: string;
  /** Below this place in the order. */
  readonly before?: { readonly at: string; readonly id: string };
  /** Changed at or after this moment. */
  readonly since?: string;
  readonly filter?: "unread" | "waiting" | "mine" | "closed" | "blocked";
  readonly query?: string;
  readonly limit: number;
}

/** Newest first; `limit` and one more, so that the caller sees whether the list goes on. */
export async function selectConversations(
  tx: Transaction,
  asker: Asker,
  request: ListRequest,
): Promise<Conversation[]> {
  const { side, owner, before, since, filter, query, limit } = request;
  const like = query === undefined ? undefined : `%${query.replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await tx<ConversationRow[]>`
    select ${columns(tx)} from chat.conversation c ${joins(tx)}
    where ${side === "buyer" ? tx`c.buyer_id = ${owner}` : tx`c.seller_id = ${owner}`} and c.last_seq > 0
    ${before ? tx`and (c.last_slot, c.last_at, c.id) < (chat.slot(${before.at}::timestamptz), ${before.at}::timestamptz, ${before.id}::uuid)` : tx``}
    ${since ? tx`and c.changed_slot >= chat.slot(${since}::timestamptz) and c.changed_at >= ${since}::timestamptz` : tx``}
    ${filter ? chosen(tx, asker, side, filter) : tx``}
    ${like === undefined ? tx`` : tx`and (c.last_text ilike ${like} or b.name ilike ${like} or s.name ilike ${like} or c.topic ->> 'title' ilike ${like})`}
    order by c.last_slot desc, c.last_at desc, c.id desc
    limit ${limit + 1}
  `;
  return rows.map((row) => conversation(row, asker));
}

function chosen(tx: Transaction, asker: Asker, side: Side, filter: NonNullable<ListRequest["filter"]>) {
  const other = side === "buyer" ? "seller" : "buyer";
  switch (filter) {
    case "unread":
      return side === "buyer" ? tx`and c.buyer_unread > 0` : tx`and c.seller_unread > 0`;
    case "waiting":
      return tx`and c.last_side = ${other} and c.status = 'open'`;
    case "mine":
      return tx`and c.assignee = ${asker.id}`;
    case "closed":
      return tx`and c.status = 'closed'`;
    case "blocked":
      return side === "buyer" ? tx`and c.buyer_blocks` : tx`and c.seller_blocks`;
  }
}

/** Unread messages in all of a seller's, or a buyer's, conversations. */
export async function countUnread(tx: Transaction, side: Side, owner: string): Promise<number> {
  const [row] = await tx<{ unread: number }[]>`
    select coalesce(${side === "buyer" ? tx`sum(buyer_unread)` : tx`sum(seller_unread)`}, 0)::bigint as unread
    from chat.conversation where ${side === "buyer" ? tx`buyer_id = ${owner}` : tx`seller_id = ${owner}`}
  `;
  return row?.unread ?? 0;
}
