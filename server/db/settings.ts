/** What a seller has set for all of their agents. */
import type { CannedReply, SellerSettings } from "../protocol/rest";
import type { Statements, Transaction } from "./client";

interface SettingsRow {
  hours: SellerSettings["hours"];
  away: string | null;
  replies: CannedReply[];
}

export async function selectSettings(tx: Transaction, seller: string): Promise<SellerSettings> {
  const [row] = await tx<SettingsRow[]>`
    select s.hours, s.away, coalesce(
      (
        select json_agg(json_build_object('shortcut', r.shortcut, 'text', r.text) order by r.place)
        from chat.canned_reply r where r.seller_id = s.id
      ), '[]'
    ) as replies
    from chat.seller s where s.id = ${seller}
  `;
  return { replies: row?.replies ?? [], hours: row?.hours ?? null, away: row?.away ?? "" };
}

/** Locks the seller's row, so that rivals' replacements come one after another. */
export const updateSeller = (tx: Transaction, seller: string, { hours, away }: SellerSettings) => tx`
  update chat.seller set hours = ${hours && JSON.stringify(hours)}::text::jsonb, away = ${away || null}::text
  where id = ${seller}
`;

export const deleteReplies = (tx: Transaction, seller: string) =>
  tx`delete from chat.canned_reply where seller_id = ${seller}`;

export const insertReplies = (tx: Transaction, seller: string, replies: readonly CannedReply[]) => tx`
  insert into chat.canned_reply (id, seller_id, shortcut, text, place)
  select gen_random_uuid(), ${seller}, shortcut, body, place
  from unnest(${replies.map((r) => r.shortcut)}::text[], ${replies.map((r) => r.text)}::text[])
    with ordinality as r(shortcut, body, place)
`;

/** What buyers are told of a seller's times. `usual` is milliseconds. */
export interface TimesRow {
  id: string;
  hours: SellerSettings["hours"];
  away: string | null;
  usual: number | null;
}

export const selectTimes = (sql: Statements, sellers: readonly string[]) =>
  sql<TimesRow[]>`select * from chat.times(${sellers as string[]}::text[])`;

/** A message of nobody's, where the list's line is `line`. Undefined when it was told in this period already. */
export const insertAway = async (
  sql: Statements,
  {
    conversation,
    seller,
    period,
    id,
    text,
    line,
  }: Record<"conversation" | "seller" | "id" | "text" | "line", string> & {
    period: Date;
  },
) =>
  (
    await sql<{ buyer: string; seller: string; seq: number; rev: number; at: Date }[]>`
      select * from chat.say_away(${conversation}::uuid, ${seller}, ${period}, ${id}::uuid, ${text}, ${line})
    `
  )[0];
