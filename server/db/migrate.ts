import type { Sql } from "postgres";
import { StartError } from "../errors";
import ground from "./migrations/0001-ground.sql" with { type: "text" };
import rowSecurity from "./migrations/0002-row-security.sql" with { type: "text" };
import store from "./migrations/0003-store.sql" with { type: "text" };
import claim from "./migrations/0004-claim.sql" with { type: "text" };
import forgetEmpty from "./migrations/0005-forget-empty.sql" with { type: "text" };
import trust from "./migrations/0006-trust.sql" with { type: "text" };
import revocation from "./migrations/0007-revocation.sql" with { type: "text" };
import privacy from "./migrations/0008-privacy.sql" with { type: "text" };
import attachments from "./migrations/0009-attachments.sql" with { type: "text" };
import push from "./migrations/0010-push.sql" with { type: "text" };
import desk from "./migrations/0011-desk.sql" with { type: "text" };
import search from "./migrations/0011-search.sql" with { type: "text" };
import reports from "./migrations/0012-reports.sql" with { type: "text" };
import lists from "./migrations/0013-lists.sql" with { type: "text" };
import { assertRoles, isDenied } from "./roles";

/** Forward only; a number that has run anywhere is never edited. */
const MIGRATIONS = [
  { number: 1, name: "ground", sql: ground },
  { number: 2, name: "row-security", sql: rowSecurity },
  { number: 3, name: "store", sql: store },
  { number: 4, name: "claim", sql: claim },
  { number: 5, name: "forget-empty", sql: forgetEmpty },
  { number: 6, name: "trust", sql: trust },
  { number: 7, name: "revocation", sql: revocation },
  { number: 8, name: "privacy", sql: privacy },
  { number: 9, name: "attachments", sql: attachments },
  { number: 10, name: "push", sql: push },
  { number: 11, name: "desk", sql: desk + search },
  { number: 12, name: "reports", sql: reports },
  { number: 13, name: "lists", sql: lists },
] as const;

const LOCK = 0x5e11e5c7;

/**
 * Brings the schema to this program's version, each migration in one transaction, rivals one after another.
 * Returns the numbers that ran. @throws StartError when the database is newer than this program, when our role lacks a
 * right, and when somebody let one of our roles pass over row-level security.
 */
export async function migrate(sql: Sql): Promise<number[]> {
  const ran = sql.begin(async (tx): Promise<number[]> => {
    await tx`select pg_advisory_xact_lock(${LOCK})`;
    await tx`create schema if not exists chat`;
    await tx`create table if not exists chat.migration (number integer primary key, name text not null, run_at timestamptz not null default now())`;
    const [last] = await tx<[{ number: number }]>`select coalesce(max(number), 0) as number from chat.migration`;
    const newest = MIGRATIONS.at(-1)?.number ?? 0;
    if (last.number > newest) {
      throw new StartError(
        `DATABASE_URL names a database of a newer seller-chat (migration ${last.number}, this program knows ${newest}); start that version.`,
      );
    }
    const due = MIGRATIONS.filter(({ number }) => number > last.number);
    for (const { number, name, sql: text } of due) {
      await tx.unsafe(text);
      await tx`insert into chat.migration ${tx({ number, name })}`;
    }
    await assertRoles(tx);
    return due.map(({ number }) => number);
  });
  return ran.catch(lacksRight);
}

const lacksRight = (error: unknown): never => {
  if (!isDenied(error)) throw error;
  throw new StartError(
    `DATABASE_URL: its role lacks a right (${error.message}). It needs CREATE on the database, CREATEROLE, and, where the roles seller_chat_app and seller_chat_core are there already, both of them with admin option.`,
  );
};
