/**
 * A process that owns an embedded PostgreSQL until it is told otherwise: `bun postgres-owner.ts <directory> [leash]`.
 * Prints the socket folder when it is up, and on SIGINT what the database still answers, then stops it.
 */
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import postgres from "postgres";
import { startPostgres } from "../../server/db/embedded";

const [directory = "", leash] = process.argv.slice(2);
const database = await startPostgres({ directory, durable: false, leash: leash === "leash" });
process.on("SIGINT", async () => {
  const sql = postgres({ host: database.folder, port: 5432, user: database.user, database: "postgres", max: 1 });
  const [row] = await sql`select 'still here' as answer`;
  await sql.end();
  await database.stop();
  console.log(row?.answer);
  process.exit(0);
});
console.log(database.folder);
// The test holds the other end, and an interrupted one leaves nothing.
process.stdin.on("end", async () => {
  await database.stop();
  rmSync(dirname(directory), { recursive: true });
  process.exit(0);
});
process.stdin.resume();
