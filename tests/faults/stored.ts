/** Reads what the database holds, for the checker. */
import type { TransactionSql } from "postgres";
import type { Stored, StoredMessage } from "./ledger";
import type { Talk } from "./world";

interface TalkRow {
  id: string;
  topic: string;
  buyer_id: string;
  seller_id: string;
  rev: number;
  last_seq: number;
  last_text: string;
  buyer_received_seq: number;
  buyer_read_seq: number;
  buyer_unread: number;
  seller_received_seq: number;
  seller_read_seq: number;
  seller_unread: number;
}

/** Every conversation; one that isn't in the world gets the place -1. */
export async function readStored(sql: TransactionSql, talks: readonly Talk[]): Promise<Stored[]> {
  const rows = await sql<TalkRow[]>`
    select c.*, c.topic ->> 'id' as topic from chat.conversation c order by c.id
  `;
  return Promise.all(
    rows.map(async (row) => ({
      talk: talks.findIndex(({ topic }) => topic.id === row.topic),
      id: row.id,
      buyer: row.buyer_id,
      seller: row.seller_id,
      rev: row.rev,
      lastSeq: row.last_seq,
      lastText: row.last_text,
      received: { buyer: row.buyer_received_seq, seller: row.seller_received_seq },
      read: { buyer: row.buyer_read_seq, seller: row.seller_read_seq },
      unread: { buyer: row.buyer_unread, seller: row.seller_unread },
      messages: await sql<StoredMessage[]>`
        select id, seq, rev, side, sender, text, removed_at is not null as removed
        from chat.message where conversation_id = ${row.id} order by seq
      `,
      versions: await sql<{ seq: number; rev: number; text: string }[]>`
        select seq, rev, text from chat.message_version where conversation_id = ${row.id} order by rev
      `,
    })),
  );
}
