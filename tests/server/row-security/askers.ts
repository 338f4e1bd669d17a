/** The roles of the database, used as the server uses them, in SQL of one's own. */
import postgres, { type Sql, type TransactionSql } from "postgres";
import type { Asker } from "../../../server/db/client";
import type { Where } from "../../support/database";

/** A superuser's connection: sees and makes everything. */
export const superuser = (where: Where): Sql => postgres({ ...where, max: 1, onnotice: () => {} });

/** Nobody: a transaction in which the server forgot to say who asks. */
export const NOBODY: Asker = { id: "", sellers: [] };

/** Runs `work` as this role and asker, and takes back what it did. */
export async function as<T>(
  sql: Sql,
  { role = "seller_chat_app", asker = NOBODY }: { role?: string; asker?: Asker },
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  let result: { value: T } | undefined;
  await sql
    .begin(async (tx) => {
      await tx`select set_config('role', ${role}, true), set_config('chat.asker', ${asker.id}, true),
        set_config('chat.sellers', ${asker.sellers as string[]}::text[]::text, true)`;
      result = { value: await work(tx) };
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  if (!result) throw new Error("nothing ran");
  return result.value;
}

class TakenBack extends Error {}

/** What a statement did: how many rows, or the SQLSTATE that refused it (42501: no right). */
export const did = (sql: Sql, who: Parameters<typeof as>[1], statement: string): Promise<number | string> =>
  as(sql, who, async (tx) => (await tx.unsafe(statement)).count).catch((error: unknown) =>
    error instanceof Error && "code" in error ? String(error.code) : Promise.reject(error),
  );

/** The tables of the schema. */
export const tables = async (sql: Sql): Promise<string[]> =>
  (
    await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'chat'::regnamespace and relkind in ('r', 'p') order by 1
    `
  ).map(({ name }) => name);
