import type { Statements, Transaction } from "./client";

/** Tokens of `person` that were issued before `before` count no more. */
export interface Revocation {
  readonly person: string;
  readonly before: Date;
}

/** From now on. Also for a person who has never been here. */
export const revoke = async (sql: Statements, person: string): Promise<Date> =>
  (await sql<[{ before: Date }]>`select chat.revoke(${person}) as before`)[0].before;

/** Of the last seconds, by the database's clock. */
export const selectRevoked = async (sql: Statements, seconds: number): Promise<Revocation[]> =>
  await sql<Revocation[]>`select person_id as person, before from chat.revoked_within(${seconds})`;

/** The asker's own. */
export const selectRevocation = async (tx: Transaction, person: string): Promise<Date | undefined> =>
  (await tx<{ before: Date }[]>`select before from chat.revocation where person_id = ${person}`)[0]?.before;
