import postgres from "postgres";
import { StartError } from "../errors";
import type { Where } from "./client";

const LOCK = 0x5e11e5c8;
const PATIENCE = 3_000;

/**
 * An embedded database belongs to one server, which stops it when it ends. The lock lives as long as its connection, so
 * a server that was killed gives it back by itself. Returns how to give it back.
 * @throws StartError while another server holds it
 */
export async function becomeSoleOwner(where: Exclude<Where, string>, dataDir: string): Promise<() => Promise<void>> {
  const sql = postgres({ ...where, max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => {} });
  for (const until = Date.now() + PATIENCE; Date.now() < until; await Bun.sleep(50)) {
    const [row] = await sql<[{ mine: boolean }]>`select pg_try_advisory_lock(${LOCK}) as mine`;
    if (row.mine) return () => sql.end({ timeout: 1 });
  }
  await sql.end({ timeout: 1 });
  throw new StartError(`DATA_DIR ${dataDir} is used by another seller-chat; stop that one, or choose another folder.`);
}
