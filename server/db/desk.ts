/** What only the seller's side has: status, assignment, notes. */
import type { Note, Party, Status } from "../protocol/model";
import type { Transaction } from "./client";
import { party } from "./people";

/** A conversation that was changed: whose it is, and its counter. */
interface DeskRow {
  buyer: string;
  seller: string;
  rev: number;
}

/** Undefined where it isn't the asker's to say. */
export const updateStatus = async (tx: Transaction, conversation: string, status: Status) =>
  (await tx<DeskRow[]>`select * from chat.set_status(${conversation}::uuid, ${status})`)[0];

/** Undefined where it isn't the asker's to say, or `agent` has never signed in for the seller. */
export const updateAssignee = async (tx: Transaction, conversation: string, agent: string | null) =>
  (await tx<DeskRow[]>`select * from chat.assign(${conversation}::uuid, ${agent}::text)`)[0];

/** People who have signed in for a seller, the latest first. */
export async function selectAgents(tx: Transaction, seller: string): Promise<Party[]> {
  const rows = await tx<{ id: string; name: string; picture: string | null }[]>`
    select p.id, p.name, p.picture from chat.agent a join chat.person p on p.id = a.person_id
    where a.seller_id = ${seller} order by a.seen_at desc, p.id limit 100
  `;
  return rows.map(party);
}

/** Keeps for whom the asker acts now. */
export const upsertAgent = (tx: Transaction, person: string, sellers: readonly string[]) => tx`
  with gone as (
    delete from chat.agent where person_id = ${person} and seller_id <> all (${sellers as string[]}::text[])
  )
  insert into chat.agent as a (seller_id, person_id, seen_at)
  select seller, ${person}, now() from unnest(${sellers as string[]}::text[]) as s(seller) order by seller
  on conflict (seller_id, person_id) do update set seen_at = excluded.seen_at
    where a.seen_at < excluded.seen_at - interval '10 minutes'
`;

/** False when a note has this id already. */
export const insertNote = async (
  tx: Transaction,
  { id, conversation, author, text }: { id: string; conversation: string; author: string; text: string },
): Promise<boolean> =>
  (
    await tx`
      insert into chat.note (id, conversation_id, author, text, created_at)
      values (${id}, ${conversation}, ${author}, ${text}, clock_timestamp()) on conflict (id) do nothing returning id
    `
  ).length > 0;

interface NoteRow {
  id: string;
  author: string;
  name: string | null;
  picture: string | null;
  text: string;
  created_at: Date;
}

const note = ({ id, author, name, picture, text, created_at }: NoteRow): Note => ({
  id,
  author: party({ id: author, name: name ?? "", picture }),
  text,
  at: created_at.toISOString(),
});

export async function selectNote(tx: Transaction, conversation: string, id: string): Promise<Note | undefined> {
  const [row] = await tx<NoteRow[]>`
    select n.id, n.author, p.name, p.picture, n.text, n.created_at
    from chat.note n left join chat.person p on p.id = n.author where n.conversation_id = ${conversation} and n.id = ${id}
  `;
  return row && note(row);
}

/** The newest `limit`, ascending. */
export async function selectNotes(tx: Transaction, conversation: string, limit: number): Promise<Note[]> {
  const rows = await tx<NoteRow[]>`
    select n.id, n.author, p.name, p.picture, n.text, n.created_at
    from chat.note n left join chat.person p on p.id = n.author where n.conversation_id = ${conversation}
    order by n.created_at desc, n.id desc limit ${limit}
  `;
  return rows.map(note).reverse();
}
