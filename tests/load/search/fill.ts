/** A marketplace of many messages, of which four in five are one large seller's. */
import type { Sql } from "postgres";
import { settle } from "../../../server/db/lists";
import { dice, sentence } from "./texts";

/** Messages in one conversation. */
const EACH = 40;
/** The large one, and one of 300 conversations. */
export const LARGE = "large";
export const SMALL = "small";
const BATCH = 5_000;

/** Returns seconds for the indexing. */
export async function fill(sql: Sql, messages: number, tell: (step: string) => void): Promise<number> {
  const conversations = Math.ceil(messages / EACH);
  for (let from = 1; from <= conversations; from += 500)
    await sql`
    insert into chat.conversation (id, buyer_id, seller_id, rev, last_seq, last_at, last_slot, changed_at, changed_slot,
      last_side, seller_unread, status, assignee, topic)
    select gen_random_uuid(), 'b' || i, case when i % 5 > 0 then ${LARGE} when i <= 1500 then ${SMALL} else 's' || i % 200 end, ${EACH}, ${EACH}, at,
      chat.slot(at), at, chat.slot(at), case when i % 3 = 0 then 'buyer' else 'seller' end,
      case when i % 7 = 0 then 3 else 0 end, case when i % 4 = 0 then 'closed' else 'open' end,
      case when i % 50 = 0 then 'agent' end, jsonb_build_object('id', i % 500, 'title', 'Лампа настольная ' || i % 500)
    from generate_series(${from}::integer, ${Math.min(conversations, from + 499)}::integer) as i, lateral (select now() - i * interval '1 minute' as at) t
  `;
  await sql`insert into chat.person (id, name, seen_at) select 'b' || i, 'Покупатель ' || i, now() from generate_series(1, ${conversations}) as i`;
  await sql`insert into chat.seller (id) select distinct seller_id from chat.conversation`;
  const ids = (await sql<{ id: string }[]>`select id from chat.conversation order by last_at`).map(({ id }) => id);
  const random = dice(1);
  // As they come in life: a conversation's messages lie apart.
  for (let from = 0; from < messages; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, messages - from) }, (_, i) => (from + i) % ids.length);
    await sql`
      insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
      select id, seq, gen_random_uuid(), seq, case when seq % 2 = 1 then 'buyer' else 'seller' end, 'x', body, now()
      from unnest(
        ${rows.map((row) => ids[row] ?? "")}::uuid[],
        ${rows.map((_, i) => Math.floor((from + i) / ids.length) + 1)}::bigint[],
        ${rows.map(() => sentence(random))}::text[]
      ) as m(id, seq, body)
    `;
  }
  await sql`vacuum analyze chat.conversation, chat.message, chat.person`;
  tell(`${messages} messages stored`);
  const began = performance.now();
  for (let from = 0; from < ids.length; from += 100)
    await sql`select * from chat.index_messages(${ids.slice(from, from + 100)}::uuid[], ${EACH})`;
  const seconds = (performance.now() - began) / 1000;
  while ((await settle(sql, new Date(0), 1_000)) > 0); // as an hour later
  await sql`vacuum analyze chat.conversation, chat.message_search, chat.conversation_search`;
  tell(`indexed in ${seconds.toFixed(0)} s`);
  return seconds;
}
