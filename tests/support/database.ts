/** Databases for tests: one PostgreSQL to a process, started by the first test that asks, and a copy of a migrated one each. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres, { type Sql } from "postgres";
import { connectOwner } from "../../server/db/client";
import { type EmbeddedPostgres, startPostgres } from "../../server/db/embedded";
import { migrate } from "../../server/db/migrate";

/** What `connect` and `connectOwner` take. */
export interface Where {
  readonly host: string;
  readonly user: string;
  readonly database: string;
}

export interface TestDatabase {
  readonly where: Where;
  /** Ends whoever is still connected. */
  drop(): Promise<void>;
}

interface Cluster {
  readonly database: EmbeddedPostgres;
  readonly directory: string;
  /** Creates and drops databases. */
  readonly admin: Sql;
}

const TEMPLATE = "migrated";
let cluster: Promise<Cluster> | undefined;
let made = 0;

/** A new database with the whole schema and no rows. */
export async function testDatabase(): Promise<TestDatabase> {
  cluster ??= start();
  const { admin, database } = await cluster;
  made += 1;
  const name = `test_${made}`;
  await admin`create database ${admin(name)} template ${admin(TEMPLATE)}`;
  return {
    where: whereIn(database, name),
    drop: async () => {
      await admin`drop database if exists ${admin(name)} with (force)`;
    },
  };
}

const whereIn = ({ folder, user }: EmbeddedPostgres, database: string): Where => ({ host: folder, user, database });

async function start(): Promise<Cluster> {
  const directory = mkdtempSync(join(tmpdir(), "seller-chat-test-"));
  const database = await startPostgres({ directory, durable: false, leash: true });
  const admin = postgres({ ...whereIn(database, "postgres"), max: 1, onnotice: () => {} });
  await admin`create database ${admin(TEMPLATE)}`;
  const owner = connectOwner(whereIn(database, TEMPLATE));
  await migrate(owner);
  await owner.end();
  return { database, directory, admin };
}

/** Called once, after the last test of the process (`preload.ts`). */
export async function stopTestDatabases(): Promise<void> {
  if (!cluster) return;
  const { database, directory, admin } = await cluster;
  cluster = undefined;
  await admin.end();
  await database.stop();
  rmSync(directory, { recursive: true });
}
