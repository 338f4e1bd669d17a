/** The server's database for a command: DATABASE_URL, or the embedded one, whether a server runs on it or not. */
import { existsSync, realpathSync } from "node:fs";
import type { Config } from "../config";
import { connect, type Database, type Where } from "../db/client";
import { startPostgres } from "../db/embedded";
import { readPostmaster, serves } from "../db/postmaster";
import { codeOf, StartError } from "../errors";

/** Connects, works, and leaves everything running or stopped as it was. @throws StartError when there is no such database */
export async function withDatabase<T>(
  { databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  if (databaseUrl) return connected(databaseUrl, work);
  const directory = `${dataDir}/postgres`;
  if (!existsSync(directory)) {
    throw new StartError(`There is no database: set DATABASE_URL, or DATA_DIR (${dataDir} has none).`);
  }
  const data = realpathSync(directory);
  const running = readPostmaster(data);
  if (running?.status === "ready" && serves(running.pid, data)) return connected(embedded(running.socketFolder), work);
  const postgres = await startPostgres({ directory });
  return connected(embedded(postgres.folder), work).finally(() => postgres.stop());
}

const embedded = (folder: string): Where => ({ host: folder, user: "postgres", database: "postgres" });

async function connected<T>(where: Where, work: (db: Database) => Promise<T>): Promise<T> {
  const db = connect(where, { writers: 1, readers: 1 });
  return work(db)
    .catch(notReady)
    .finally(() => db.end());
}

/** "undefined_function", "invalid_schema_name" */
const UNKNOWN = ["42883", "3F000"];
/** Of the system; postgres.js's own; SQLSTATEs: a role or a database that isn't there, a start or a stop. */
const UNREACHABLE = /^(E[A-Z_]+$|CONNECT|28|3D000|57P)/;

function notReady(error: unknown): never {
  const code = codeOf(error);
  if (UNKNOWN.includes(code)) {
    throw new StartError("The database isn't one of this version of seller-chat; start its server once.");
  }
  if (UNREACHABLE.test(code)) throw new StartError(`The database can't be reached (${code}).`);
  throw error;
}
