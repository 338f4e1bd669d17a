import type { Party } from "../protocol/model";
import type { Asker, Statements, Transaction } from "./client";
import { unlessDeadlocked } from "./deadlock";

export interface PartyRow {
  id: string;
  name: string;
  picture: string | null;
}

export const party = (row: PartyRow): Party => ({
  id: row.id,
  name: row.name,
  ...(row.picture ? { picture: row.picture } : {}),
});

/** Keeps what a token says of its person. */
export const upsertPerson = (
  tx: Transaction,
  person: { id: string; name: string; picture: string | null; agent: boolean },
) => tx`
  insert into chat.person (id, name, picture, agent, seen_at)
  values (${person.id}, ${person.name}, ${person.picture}, ${person.agent}, now())
  on conflict (id) do update set
    name = excluded.name, picture = excluded.picture, agent = excluded.agent, seen_at = excluded.seen_at
`;

export interface PersonRow extends PartyRow {
  agent: boolean;
  seen_at: Date;
  /** The user who was this guest. */
  claimed_by: string | null;
}

export const selectPerson = async (tx: Transaction, id: string): Promise<PersonRow | undefined> =>
  (await tx<PersonRow[]>`select id, name, picture, agent, seen_at, claimed_by from chat.person where id = ${id}`)[0];

/** Moves a guest's conversations to a user, once. Returns their ids. */
export async function claimGuest(sql: Statements, guest: string, user: string): Promise<string[]> {
  const claim = () => sql<[{ moved: string[] }]>`select chat.claim(${guest}, ${user}) as moved`;
  return (await unlessDeadlocked(claim))[0].moved;
}

/** Makes the sellers that a token names; one named with its name or picture brings the record up to date. */
export const upsertSellers = (
  tx: Transaction,
  sellers: readonly { id: string; name?: string; picture?: string }[],
) => tx`
  insert into chat.seller (id, name, picture)
  select id, coalesce(name, ''), picture from json_to_recordset(${JSON.stringify(sellers)}::text::json)
    as s(id text, name text, picture text)
  order by id
  on conflict (id) do update set
    name = case when excluded.name <> '' then excluded.name else seller.name end,
    picture = coalesce(excluded.picture, seller.picture)
  where (excluded.name <> '' and excluded.name <> seller.name)
    or excluded.picture is distinct from coalesce(seller.picture, excluded.picture)
`;

export const selectSellers = (tx: Transaction, ids: readonly string[]) =>
  tx<
    PartyRow[]
  >`select id, name, picture from chat.seller where id = any (${ids as string[]}::text[]) order by name, id`;

/** Makes the nameless record of a seller that nobody has signed in for yet. */
export const insertSeller = (tx: Transaction, id: string) =>
  tx`insert into chat.seller (id) values (${id}) on conflict do nothing`;

export const sellerExists = async (tx: Transaction, id: string): Promise<boolean> =>
  (await tx`select from chat.seller where id = ${id}`).length > 0;

/** The asker as row-level security sees them. */
export const asker = (person: { id: string; sellers: readonly { id: string }[] }): Asker => ({
  id: person.id,
  sellers: person.sellers.map((seller) => seller.id),
});
