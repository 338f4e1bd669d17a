/** Rows in every table: Anna's and Boris's conversations with two shops, and everything around them. */
import type { Sql } from "postgres";

export const ANNA = { id: "anna", sellers: [] };
export const BORIS = { id: "boris", sellers: [] };
/** Sells as `svet`, with which Anna talks. */
export const PETR = { id: "petr", sellers: ["svet"] };
/** Sells as `keramika`, with which Boris talks. */
export const OLGA = { id: "olga", sellers: ["keramika"] };
export const STRANGER = { id: "gleb", sellers: [] };

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
export const ANNAS = uuid(1);
export const BORISES = uuid(2);
/** Begun by Anna, nothing said yet. */
export const EMPTY = uuid(3);

/** As a superuser. */
export async function fill(sql: Sql): Promise<void> {
  await sql`
    insert into chat.person (id, name, agent, seen_at)
    select id, upper(id), agent, now() from (values ('anna', false), ('boris', false), ('petr', true), ('olga', true))
      as p(id, agent)
  `;
  await sql`insert into chat.seller (id, name) values ('svet', 'Svet'), ('keramika', 'Keramika')`;
  await sql`
    insert into chat.conversation (id, buyer_id, seller_id, last_seq, rev, last_at, last_slot, changed_at, changed_slot)
    select id, buyer, seller, seq, seq, now(), chat.slot(now()), now(), chat.slot(now())
    from (values (${ANNAS}::uuid, 'anna', 'svet', 2), (${BORISES}::uuid, 'boris', 'keramika', 2), (${EMPTY}::uuid, 'anna', 'keramika', 0))
      as c(id, buyer, seller, seq)
  `;
  await sql`
    insert into chat.conversation_key (buyer_id, seller_id, conversation_id)
    select buyer_id, seller_id, id from chat.conversation
  `;
  await sql`
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
    select c.id, s.seq, gen_random_uuid(), s.seq, s.side,
      case when s.side = 'buyer' then c.buyer_id when c.seller_id = 'svet' then 'petr' else 'olga' end, 'secret', now()
    from chat.conversation c, (values (1, 'buyer'), (2, 'seller')) as s(seq, side) where c.last_seq > 0
  `;
  await sql`
    insert into chat.message_version (conversation_id, seq, rev, text, replaced_at)
    select conversation_id, seq, 0, 'first secret', now() from chat.message
  `;
  await sql`
    insert into chat.attachment (id, uploader, conversation_id, message_id, name, type, size, created_at)
    select gen_random_uuid(), sender, conversation_id, id, 'secret.png', 'image/png', 1, now() from chat.message
  `;
  await sql`
    insert into chat.push_subscription (endpoint, person_id, side, p256dh, auth, created_at)
    select 'https://push.example/' || id, id, 'buyer', '', '', now() from chat.person
  `;
  await sql`
    insert into chat.block (buyer_id, seller_id, side, person_id, created_at)
    values ('anna', 'svet', 'buyer', 'anna', now()), ('boris', 'keramika', 'seller', 'olga', now())
  `;
  await sql`
    insert into chat.report (id, conversation_id, person_id, reason, evidence, created_at)
    values (gen_random_uuid(), ${ANNAS}, 'anna', 'spam', '[]', now()), (gen_random_uuid(), ${BORISES}, 'olga', 'spam', '[]', now())
  `;
  await sql`
    insert into chat.note (id, conversation_id, author, text, created_at)
    values (gen_random_uuid(), ${ANNAS}, 'petr', 'secret', now()), (gen_random_uuid(), ${BORISES}, 'olga', 'secret', now())
  `;
  await sql`
    insert into chat.canned_reply (id, seller_id, shortcut, text)
    values (gen_random_uuid(), 'svet', 'hi', 'secret'), (gen_random_uuid(), 'keramika', 'hi', 'secret')
  `;
  await sql`select chat.index_messages(array(select id from chat.conversation), 100)`;
  await sql`insert into chat.revocation (person_id, before) select id, 'epoch' from chat.person`;
  await sql`insert into chat.agent (seller_id, person_id, seen_at) values ('svet', 'petr', now()), ('keramika', 'olga', now())`;
  await sql`insert into chat.mute select id, buyer_id, now() + interval '1 day' from chat.conversation`;
  await sql`
    insert into chat.push_attempt (conversation_id, side, absence, seq, subscription_id, outcome, at)
    select id, 'buyer', 1, 1, gen_random_uuid(), 'accepted', now() from chat.conversation
  `;
  await sql`
    insert into chat.position (conversation_id, side, received, "read", at)
    select id, 'buyer', 1, 1, now() from chat.conversation
  `;
  await sql`insert into chat.setting (name, value) values ('secret', '"secret"')`;
}
