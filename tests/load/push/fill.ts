import type { Sql } from "postgres";
import { migrate } from "../../../server/db/migrate";
import type { Letter } from "../../../server/db/pushes";

/** A conversation for each letter, with one message that its buyer hasn't received, and the buyer's browser. */
export async function fill<T extends Record<string, unknown>>(sql: Sql<T>, letters: readonly Letter[]): Promise<void> {
  await migrate(sql);
  const ids = letters.map(({ conversation }) => conversation);
  await sql`insert into chat.seller (id, name) values ('lumen', 'Lumen')`;
  await sql`
    insert into chat.conversation (id, buyer_id, seller_id, rev, last_seq, last_at, last_slot, changed_at, changed_slot)
    select id, 'buyer-' || n, 'lumen', 1, 1, now(), chat.slot(now()), now(), chat.slot(now())
    from unnest(${ids}::uuid[]) with ordinality as i(id, n)
  `;
  await sql`
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
    select id, 1, id, 1, 'seller', 'clerk', ${letters[0]?.text ?? ""}, now() - interval '10 seconds' from unnest(${ids}::uuid[]) as i(id)
  `;
  await sql`
    insert into chat.push_subscription (endpoint, side, person_id, p256dh, auth)
    select endpoint, 'buyer', 'buyer-' || n, p256dh, auth
    from unnest(
      ${letters.map((l) => l.endpoint)}::text[], ${letters.map((l) => l.p256dh)}::text[], ${letters.map((l) => l.auth)}::text[]
    ) with ordinality as s(endpoint, p256dh, auth, n)
  `;
  await sql`analyze`;
}
