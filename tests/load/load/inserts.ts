/** A limit: rows of the same shape, in batches, into an identical table, and nothing else. */
import postgres from "postgres";
import { type Conversation, TEXT } from "../stage/cast";
import { type Cores, countCores, type Watched } from "../stage/probe";

export interface InsertOrder {
  readonly do: "insert";
  /** What postgres.js takes; the database has the schema. */
  readonly where: { readonly host: string; readonly user: string; readonly database: string };
  readonly conversations: readonly Conversation[];
  /** Milliseconds. */
  readonly warmUp: number;
  readonly window: number;
  readonly watched: Pick<Watched, "database">;
}

export interface Inserts {
  /** Rows a second. */
  readonly rate: number;
  /** In the window; `server` is the program that inserts, and there is no load beside it. */
  readonly cores: Cores;
}

const BATCH = 256;
const CONNECTIONS = 2;
const NOBODY = 0; // no process has this number

export async function insert({ where, conversations, warmUp, window, watched }: InsertOrder): Promise<Inserts> {
  const sql = postgres({ ...where, max: CONNECTIONS });
  await sql`create schema bench`;
  await sql`create table bench.message (like chat.message including all)`;
  const from = performance.now() + warmUp;
  const to = from + window;
  let rows = 0;

  /** Goes round its own part of the conversations, as the busy sockets do. */
  const fill = async (part: readonly Conversation[]) => {
    for (let n = 0; performance.now() < to; n += BATCH) {
      const batch = Array.from({ length: BATCH }, (_, i) => ({
        seq: Math.floor((n + i) / part.length) + 1,
        conversation: part[(n + i) % part.length]?.id ?? "",
        sender: part[(n + i) % part.length]?.buyer ?? "",
      }));
      await sql`
        insert into bench.message (conversation_id, seq, id, rev, side, sender, text, created_at)
        select conversation, seq, id, seq, 'buyer', sender, text, now()
        from unnest(
          ${batch.map((row) => row.conversation)}::uuid[], ${batch.map((row) => row.seq)}::bigint[],
          ${batch.map(() => crypto.randomUUID())}::uuid[], ${batch.map((row) => row.sender)}::text[],
          ${batch.map(() => TEXT)}::text[]
        ) as m(conversation, seq, id, sender, text)
      `;
      if (performance.now() >= from && performance.now() < to) rows += BATCH;
    }
  };
  const parts = Array.from({ length: CONNECTIONS }, (_, n) => conversations.filter((_, i) => i % CONNECTIONS === n));
  const filling = Promise.all(parts.map(fill));
  await Bun.sleep(warmUp);
  const used = countCores({ ...watched, server: process.pid, load: NOBODY });
  await Bun.sleep(to - performance.now());
  const cores = used();
  await filling;
  await sql.end();
  return { rate: (rows / window) * 1000, cores };
}
