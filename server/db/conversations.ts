import type { Conversation, Topic } from "../protocol/model";
import type { Asker, Statements, Transaction } from "./client";
import { party } from "./people";

export interface ConversationRow {
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
export const columns = (tx: Transaction) => tx`
  c.id, c.buyer_id, b.name as buyer_name, b.picture as buyer_picture,
  c.seller_id, s.name as seller_name, s.picture as seller_picture,
  c.topic, c.rev, c.last_seq, c.last_at, c.last_text, c.status, c.buyer_blocks, c.seller_blocks,
  c.assignee, a.name as assignee_name, a.picture as assignee_picture,
  c.buyer_received_seq, c.buyer_read_seq, c.buyer_unread, c.seller_received_seq, c.seller_read_seq, c.seller_unread
`;
export const joins = (tx: Transaction) => tx`
  left join chat.person b on b.id = c.buyer_id left join chat.seller s on s.id = c.seller_id
  left join chat.person a on a.id = c.assignee
`;

export const conversation = (row: ConversationRow, asker: Asker): Conversation => {
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

/** Whose conversation it is, and whether something was said in it, if the asker may see it. */
export async function selectParties(
  tx: Transaction,
  id: string,
): Promise<{ buyer: string; seller: string; begun: boolean } | undefined> {
  const [row] = await tx<{ buyer: string; seller: string; begun: boolean }[]>`
    select buyer_id as buyer, seller_id as seller, last_seq > 0 as begun from chat.conversation where id = ${id}
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

/** A product's title or price has changed since; false when it hasn't. */
export const updateTopic = async (tx: Transaction, id: string, topic: Topic | undefined): Promise<boolean> =>
  (
    await tx`
      update chat.conversation set topic = ${json(topic)}::text::jsonb
      where id = ${id} and topic is distinct from ${json(topic)}::text::jsonb returning id
    `
  ).length > 0;

const json = (topic: Topic | undefined): string | null => (topic ? JSON.stringify(topic) : null);

/** Forgets conversations in which nothing was said for a day. Returns how many. */
export const forgetEmpty = async (sql: Statements): Promise<number> =>
  (await sql<[{ forgotten: number }]>`select chat.forget_empty() as forgotten`)[0].forgotten;
