import { availableParallelism } from "node:os";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { codeOf } from "../errors";
import { arrays } from "./arrays";

/** Who asks, as the row-level policies see it. */
export interface Asker {
  readonly id: string;
  /** Sellers that this person may act for. */
  readonly sellers: readonly string[];
}

export const types = {
  // `seq` and `rev` stay below 2^53, so a number holds them.
  bigint: { to: 20, from: [20], parse: Number, serialize: String },
  ...arrays,
};
type Types = { [Name in keyof typeof types]: (typeof types)[Name] extends postgres.PostgresType<infer T> ? T : never };
export type Transaction = TransactionSql<Types>;

/** Single statements; no transaction can be begun here. */
export type Statements = <Row extends readonly object[]>(
  strings: TemplateStringsArray,
  ...values: readonly postgres.ParameterOrFragment<number>[]
) => PromiseLike<Row>;

type TransactionMode = "read write" | "isolation level repeatable read read only";

/**
 * Two pools that never mix. postgres.js 3.4.9 can return a connection to its pool inside an open transaction when `begin`
 * is the query that fills the connection's pipeline, and what is acknowledged there afterwards is lost (porsager/postgres
 * #1210). `writes` begins no transaction; `transactions` runs nothing else, one a connection.
 */
export interface Database {
  /** The group-commit writers' connections. */
  readonly writes: Statements;
  /** For what nobody waits for, so that it never stands in front of a commit. */
  readonly aside: Statements;
  /** Runs `work` as this asker, under row-level security. */
  as<T>(asker: Asker, work: (tx: Transaction) => Promise<T>, mode?: TransactionMode): Promise<T>;
  /** True when the database answers. */
  alive(): Promise<boolean>;
  end(): Promise<void>;
}

/** A URL, or a server on this machine whose `host` is its socket's folder. */
export type Where = string | { host: string; user: string; database: string };

/** How many batches commit at once. More than half the processors only cut the batches into smaller ones. */
export const WRITERS = Math.min(4, Math.max(1, availableParallelism() >> 1));

/** Connections open with the first query. */
export function connect(where: Where, { writers = WRITERS, readers = 6 } = {}): Database {
  const pool = (max: number) =>
    new Pool((lost) =>
      open(where, {
        max,
        // After a fault the next query tries again at once; whoever waits for it has its own patience.
        backoff: false,
        connection: { application_name: "seller-chat" },
        onclose: lost,
      }),
    );
  const writes = pool(writers);
  const transactions = pool(readers);
  const aside = pool(2);
  return {
    writes: (strings, ...values) => writes.sql(strings, ...values),
    aside: (strings, ...values) => aside.sql(strings, ...values),
    as: async <T>(asker: Asker, work: (tx: Transaction) => Promise<T>, mode: TransactionMode = "read write") => {
      // In a box, since postgres.js would await each entry of an array.
      const { result } = await transactions.sql.begin(mode, async (tx) => {
        // Sent first and not awaited: the connection keeps the order, so this costs no round trip. `execute` sends it
        // now; a postgres.js query otherwise waits for its `then`, and the first of `work` would run as the owner.
        const [, result] = await unlessLost(Promise.all([become(tx, asker).execute(), work(tx)]));
        return { result };
      });
      return result;
    },
    alive: () =>
      writes.sql`select 1`.then(
        () => true,
        () => false,
      ),
    end: async () => {
      await Promise.all([writes.end(), transactions.end(), aside.end()]);
    },
  };
}

const FINISH = 5; // seconds

/**
 * Connections that are all replaced when one of them ends. postgres.js 3.4.9 would use that one again, but what was half
 * written stays in it, and then no attempt to connect gets through (porsager/postgres #1154, #1209).
 */
class Pool {
  readonly #make: (lost: () => void) => Sql<Types>;
  #sql: Sql<Types>;
  #ended = false;

  constructor(make: (lost: () => void) => Sql<Types>) {
    this.#make = make;
    this.#sql = this.#fresh();
  }

  get sql(): Sql<Types> {
    return this.#sql;
  }

  end(): Promise<void> {
    this.#ended = true;
    return this.#sql.end({ timeout: FINISH });
  }

  #fresh(): Sql<Types> {
    const sql = this.#make(() => {
      if (this.#ended || sql !== this.#sql) return;
      this.#sql = this.#fresh();
      void sql.end({ timeout: FINISH }); // its other connections finish what they do
    });
    return sql;
  }
}

/**
 * A transaction that has lost its connection never hears of its end: postgres.js would write `rollback` on the connection
 * that is gone, and that ends the whole process (porsager/postgres #1208). `begin` is refused all the same.
 */
const unlessLost = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    const code = codeOf(error);
    if (/^(57P0|CONNECTION_|ECONN|EPIPE|ETIMEDOUT)/.test(code)) return new Promise<never>(() => {});
    throw error;
  });

/** A connection of the owner, for migrations. */
export const connectOwner = (where: Where): Sql<Types> => open(where, { max: 1 });

function open(where: Where, options: postgres.Options<typeof types>): Sql<Types> {
  const all = {
    types,
    onnotice: () => {},
    connect_timeout: 10,
    // A statement that can't be built is never sent, and yet postgres.js waits for its answer, if another was sent before.
    transform: { undefined: null },
    fetch_types: false, // `arrays` has them
    ...options,
  };
  // The socket's name holds a port, which postgres.js would otherwise take from PGPORT.
  if (typeof where !== "string") return postgres({ ...all, ...where, port: 5432 });
  const { url, host, prepare } = parseUrl(where);
  return postgres(url, { ...all, prepare, ...(host ? { host } : {}) });
}

/**
 * `postgres://user@%2Frun%2Fpostgresql/name`, as libpq takes it; postgres.js would look that host up by name. And
 * `?pgbouncer=true`, as Prisma and Supabase write it, or `?prepare=false`: a pooler in transaction mode stands between,
 * where the next statement may come to another connection of the database, which knows nothing that was prepared.
 */
function parseUrl(text: string): { url: string; host?: string; prepare: boolean } {
  const url = new URL(text);
  const prepare = url.searchParams.get("pgbouncer") !== "true" && url.searchParams.get("prepare") !== "false";
  for (const name of ["pgbouncer", "prepare"]) url.searchParams.delete(name); // the database would take them for its own
  const host = decodeURIComponent(url.hostname);
  return { url: url.href, prepare, ...(host.startsWith("/") ? { host } : {}) };
}

const become = (tx: Transaction, asker: Asker) => tx`
  select set_config('role', 'seller_chat_app', true),
    set_config('chat.asker', ${asker.id}, true),
    set_config('chat.sellers', ${asker.sellers as string[]}::text[]::text, true)
`;
