/** What the others do with a message: one insert and one update of its conversation, on the same tables. */
import postgres, { type Sql } from "postgres";

export interface NewMessage {
  readonly id: string;
  readonly conversation: string;
  readonly text: string;
}

/** Who sends, as their token says. */
export interface Sender {
  readonly id: string;
  readonly sellers: readonly string[];
}

export interface Stored {
  readonly seq: number;
  readonly at: Date;
}

/** Returns undefined when the conversation isn't the sender's. Resolves after the commit. */
export type Store = (sql: Sql<Numbers>, message: NewMessage, sender: Sender) => Promise<Stored | undefined>;

export type Numbers = { bigint: number };

/** The pool as it comes, with ten connections. */
export const connect = (): Sql<Numbers> =>
  postgres(process.env.DATABASE_URL ?? "", {
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  });

/** As it is usually written. */
export const inTransaction: Store = (sql, { id, conversation, text }, sender) =>
  sql.begin(async (tx) => {
    const [updated] = await tx<(Stored & { side: string })[]>`
      update chat.conversation set
        rev = rev + 1, last_seq = last_seq + 1, last_text = left(${text}, 200),
        last_side = case when buyer_id = ${sender.id} then 'buyer' else 'seller' end,
        last_at = now(), last_slot = chat.slot(now()), changed_at = now(), changed_slot = chat.slot(now()),
        buyer_unread = buyer_unread + (buyer_id <> ${sender.id})::integer,
        seller_unread = seller_unread + (buyer_id = ${sender.id})::integer
      where id = ${conversation} and (buyer_id = ${sender.id} or seller_id = any (${sender.sellers as string[]}))
      returning last_seq as seq, last_at as at, last_side as side
    `;
    if (!updated) return undefined;
    await tx`
      insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
      values (${conversation}, ${updated.seq}, ${id}, ${updated.seq}, ${updated.side}, ${sender.id}, ${text}, now())
    `;
    return { seq: updated.seq, at: updated.at };
  });

/** As it can be written: one round trip, and the commit with it. */
export const inStatement: Store = async (sql, { id, conversation, text }, sender) => {
  const [stored] = await sql<Stored[]>`
    with updated as (
      update chat.conversation set
        rev = rev + 1, last_seq = last_seq + 1, last_text = left(${text}, 200),
        last_side = case when buyer_id = ${sender.id} then 'buyer' else 'seller' end,
        last_at = now(), last_slot = chat.slot(now()), changed_at = now(), changed_slot = chat.slot(now()),
        buyer_unread = buyer_unread + (buyer_id <> ${sender.id})::integer,
        seller_unread = seller_unread + (buyer_id = ${sender.id})::integer
      where id = ${conversation} and (buyer_id = ${sender.id} or seller_id = any (${sender.sellers as string[]}))
      returning id, rev, last_seq, last_at, last_side
    )
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
    select id, last_seq, ${id}::uuid, rev, last_side, ${sender.id}::text, ${text}::text, last_at from updated
    returning seq, created_at as at
  `;
  return stored;
};
