/** The embedded PostgreSQL of the run, durable as a store's would be, and a database for everyone who is measured. */
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { connectOwner } from "../../../server/db/client";
import { startPostgres } from "../../../server/db/embedded";
import { migrate } from "../../../server/db/migrate";
import { readPostmaster } from "../../../server/db/postmaster";
import { type Cast, TEXT } from "./cast";

export interface Cluster {
  /** The postmaster's process; its children serve the connections. */
  readonly pid: number;
  readonly version: string;
  /** What postgres.js takes. */
  where(database: string): { host: string; user: string; database: string };
  /** What a program needs in its environment to reach a database through postgres.js. */
  environment(database: string): Record<string, string>;
  /** A connection that may do everything. */
  owner(database: string): Sql;
  /** A database with the schema, this cast, and one message in each conversation. */
  template(name: string, cast: Cast): Promise<void>;
  copy(template: string, name: string): Promise<void>;
  drop(name: string): Promise<void>;
  /** Writes what is dirty now, so that nobody pays for the one before. */
  checkpoint(): Promise<void>;
  stop(): Promise<void>;
}

/** In `folder`; it and the database end with this process, however that ends. */
export async function startCluster(folder: string): Promise<Cluster> {
  const directory = join(folder, "postgres");
  const running = await startPostgres({ directory, leash: true });
  const where = (database: string) => ({ host: running.folder, user: running.user, database });
  const admin = postgres({ ...where("postgres"), max: 1, onnotice: () => {} });
  const owner = (database: string) => connectOwner(where(database));
  const [row] = await admin<[{ version: string }]>`select current_setting('server_version') as version`;
  return {
    pid: readPostmaster(directory)?.pid ?? 0,
    version: row.version,
    where,
    environment: (database) => ({
      // A URL can't hold a socket's folder; postgres.js takes that from PGHOST.
      DATABASE_URL: `postgres:///${database}`,
      PGHOST: running.folder,
      PGUSER: running.user,
    }),
    owner,
    template: async (name, cast) => {
      await admin`create database ${admin(name)}`;
      const sql = owner(name);
      await migrate(sql);
      await fill(sql, cast);
      await sql.end();
    },
    copy: async (template, name) => {
      await admin`create database ${admin(name)} template ${admin(template)}`;
    },
    drop: async (name) => {
      await admin`drop database ${admin(name)} with (force)`;
    },
    checkpoint: async () => {
      await admin`checkpoint`;
    },
    stop: async () => {
      await admin.end({ timeout: 1 });
      await running.stop();
    },
  };
}

/** One message of the buyer in each: before that a seller doesn't see a conversation, and can't write in it. */
async function fill(sql: Sql, { conversations }: Cast): Promise<void> {
  const of = (column: "id" | "buyer" | "seller") => conversations.map((each) => each[column]);
  await sql`
    insert into chat.conversation (id, buyer_id, seller_id, rev, last_seq, last_at, last_slot, last_text, last_side,
      changed_at, changed_slot, seller_unread)
    select id, buyer, seller, 1, 1, now(), chat.slot(now()), ${TEXT}, 'buyer', now(), chat.slot(now()), 1
    from unnest(${of("id")}::uuid[], ${of("buyer")}::text[], ${of("seller")}::text[]) as c(id, buyer, seller)
  `;
  await sql`
    insert into chat.conversation_key (buyer_id, seller_id, conversation_id)
    select buyer_id, seller_id, id from chat.conversation
  `;
  await sql`
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
    select id, 1, gen_random_uuid(), 1, 'buyer', buyer_id, last_text, last_at from chat.conversation
  `;
  await sql`
    insert into chat.person (id, name, seen_at) select distinct buyer_id, 'Buyer ' || buyer_id, now() from chat.conversation
  `;
  await sql`insert into chat.seller (id) select distinct seller_id from chat.conversation`;
  await sql`vacuum analyze`;
}
