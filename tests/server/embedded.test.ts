import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import postgres from "postgres";
import { type EmbeddedPostgres, startPostgres } from "../../server/db/embedded";
import { handOver } from "../../server/db/postgres-binaries";
import {
  commandOf,
  orphansOf,
  parsePostmasterFile,
  postmasterFile,
  readPostmaster,
  serves,
} from "../../server/db/postmaster";
import { startSupervised } from "../../server/db/supervised";
import { StartError } from "../../server/errors";

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A path in a new folder, where nothing is yet. */
function absent(): string {
  const folder = mkdtempSync(join(tmpdir(), "embedded-test-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "data");
}

/** A directory on which databases ran and were stopped or killed; one for all tests, since making one takes a second. */
const existing = join(mkdtempSync(join(tmpdir(), "embedded-test-")), "data");
const startAndStop = async () => (await startPostgres({ directory: existing, durable: false })).stop();
beforeAll(startAndStop);
afterAll(async () => {
  try {
    await startAndStop(); // adopts what a failed test left
  } finally {
    rmSync(join(existing, ".."), { recursive: true });
  }
});

async function start(directory: string): Promise<EmbeddedPostgres> {
  const database = await startPostgres({ directory, durable: false });
  undo.push(() => database.stop());
  return database;
}

const connect = ({ folder }: Pick<EmbeddedPostgres, "folder">) =>
  postgres({ host: folder, port: 5432, user: "postgres", database: "postgres", max: 1 });

async function query(database: Pick<EmbeddedPostgres, "folder">, text: string): Promise<unknown[][]> {
  const sql = connect(database);
  try {
    return await sql.unsafe(text).values();
  } finally {
    await sql.end();
  }
}

const OWNER = join(import.meta.dir, "../support/postgres-owner.ts");

/** A process of its own, in a group of its own as a terminal would give it, that started a database on `directory`. */
async function owner(directory: string, ...more: string[]) {
  const child = Bun.spawn([process.execPath, OWNER, directory, ...more], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  undo.push(() => child.kill("SIGKILL"));
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const line = async () => (await output.read()).value?.trim() ?? "";
  return { child, folder: await line(), line };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await Bun.sleep(5);
}

const queryRuns = (directory: string): boolean =>
  orphansOf(directory).some((pid) => commandOf(pid)?.endsWith(" SELECT"));

/** The number of a live process. Not our own: PostgreSQL passes over that of its parent. */
function stranger(): number {
  const child = Bun.spawn(["sleep", "600"]);
  undo.push(() => child.kill());
  return child.pid;
}

/** Stops a server's database before it has named its socket, and kills the server. Returns the database's pid. */
async function caughtStarting(directory: string): Promise<number> {
  for (;;) {
    const child = Bun.spawn([process.execPath, OWNER, directory], { stdio: ["pipe", "pipe", "inherit"] });
    undo.push(() => child.kill("SIGKILL"));
    const head = () => (existsSync(postmasterFile(directory)) ? readFileSync(postmasterFile(directory), "utf8") : "");
    const giveUpAt = Date.now() + 20_000;
    while (!head().includes("\n") && Date.now() < giveUpAt); // anything that yields comes too late
    const pid = Number.parseInt(head(), 10);
    process.kill(pid, "SIGSTOP");
    child.kill("SIGKILL");
    await child.exited;
    undo.push(() => serves(pid, directory) && process.kill(pid, "SIGCONT"));
    if (head().split("\n")[4] === "") return pid;
    process.kill(pid, "SIGCONT");
    await startAndStop();
  }
}

const postmasterOf = (directory: string): number => readPostmaster(directory)?.pid ?? Number.NaN;

test("starts on an absent directory, and stop leaves only the data", async () => {
  const directory = absent();
  const database = await start(directory);
  const pid = postmasterOf(directory);
  expect(database.adopted).toBe(false);
  expect(await query(database, "select 1")).toEqual([[1]]);
  expect(serves(pid, directory)).toBe(true);
  await database.stop();
  expect(serves(pid, directory)).toBe(false);
  expect(existsSync(database.folder)).toBe(false);
  expect(readdirSync(join(directory, ".."))).toEqual(["data"]);
  await database.stop(); // once more does nothing
});

test("a second start keeps what was written", async () => {
  const directory = existing;
  const first = await start(directory);
  await query(first, "create table kept as select 'Здравствуйте' as text");
  await first.stop();
  expect(await query(await start(directory), "select text from kept")).toEqual([["Здравствуйте"]]);
});

test("full-text search takes « and — for punctuation, times are UTC", async () => {
  const database = await start(existing);
  const words = await query(
    database,
    "select to_tsvector('russian', '«Лампа» — чёрная')::text, current_setting('timezone')",
  );
  expect(words).toEqual([["'ламп':1 'черн':2", "UTC"]]);
});

test("adopts the database of a server that was killed", async () => {
  const directory = existing;
  const killed = await owner(directory);
  await query(killed, "create table adopted as select 1 as one");
  const pid = postmasterOf(directory);
  killed.child.kill("SIGKILL");
  await killed.child.exited;
  const database = await start(directory);
  expect(database.adopted).toBe(true);
  expect(database.folder).toBe(killed.folder);
  expect(await query(database, "select one from adopted")).toEqual([[1]]);
  await database.stop();
  expect(serves(pid, directory)).toBe(false);
  expect(existsSync(database.folder)).toBe(false);
});

test("starts afresh where the killed server's database is just shutting down", async () => {
  const directory = existing;
  const killed = await owner(directory);
  killed.child.kill("SIGKILL");
  await killed.child.exited;
  const pid = postmasterOf(directory);
  const sql = connect(killed);
  await sql`select 1`;
  process.kill(pid, "SIGTERM"); // PostgreSQL waits for its clients then
  await until(() => readPostmaster(directory)?.status === "stopping");
  const starting = start(directory);
  await sql.end();
  const database = await starting;
  expect(database.adopted).toBe(false);
  expect(serves(pid, directory)).toBe(false);
  expect(await query(database, "select 1")).toEqual([[1]]);
});

test("starts afresh where somebody removed the running one's socket", async () => {
  const directory = existing;
  const killed = await owner(directory);
  killed.child.kill("SIGKILL");
  await killed.child.exited;
  rmSync(killed.folder, { recursive: true });
  const database = await start(directory);
  expect(database.adopted).toBe(false);
  expect(await query(database, "select 1")).toEqual([[1]]);
});

test("refuses a directory whose server is alive, and leaves that one alone", async () => {
  const directory = existing;
  const alive = await owner(directory);
  expect(startPostgres({ directory, durable: false })).rejects.toThrow(/^DATA_DIR: .* is in use by another server/);
  expect(await query(alive, "select 1")).toEqual([[1]]);
  process.kill(-alive.child.pid, "SIGINT");
  await alive.child.exited;
});

test("recovers on the same socket after PostgreSQL itself was killed", async () => {
  const directory = existing;
  const first = await start(directory);
  await query(first, "create table recovered as select 1 as one");
  const pid = postmasterOf(directory);
  process.kill(pid, "SIGKILL");
  await until(() => !serves(pid, directory));
  const second = await start(directory);
  expect(second.adopted).toBe(false);
  expect(second.folder).toBe(first.folder);
  expect(await query(second, "select one from recovered")).toEqual([[1]]);
});

test("a query that outlives a killed PostgreSQL doesn't keep it from coming back", async () => {
  const directory = existing;
  const first = await start(directory);
  const endless = `import postgres from "postgres";
    await postgres({ host: "${first.folder}", port: 5432, user: "postgres", database: "postgres" })\`
      select count(*) from generate_series(1, 1000000000000)\``;
  const asker = Bun.spawn([process.execPath, "-e", endless], {
    cwd: import.meta.dir,
    stdio: ["ignore", "ignore", "ignore"],
  });
  undo.push(() => asker.kill());
  await until(() => queryRuns(directory));
  const pid = postmasterOf(directory);
  process.kill(pid, "SIGKILL");
  await until(() => !serves(pid, directory));
  const second = await start(directory);
  expect(await query(second, "select 1")).toEqual([[1]]);
  expect(queryRuns(directory)).toBe(false);
});

test("where clients look for it, it comes back, also after it could not start for a while", async () => {
  const directory = existing;
  const said: string[] = [];
  const database = await startSupervised(
    { directory, durable: false },
    pino({}, { write: (line) => void said.push(line) }),
  );
  undo.push(() => database.stop());
  const settings = join(directory, "postgresql.conf");
  const good = readFileSync(settings, "utf8");
  undo.push(() => writeFileSync(settings, good));
  writeFileSync(settings, "this is no setting");
  const pid = postmasterOf(directory);
  process.kill(pid, "SIGKILL");
  await until(() => said.some((line) => line.includes("can't start yet")));
  writeFileSync(settings, good);
  await until(() => postmasterOf(directory) !== pid && readPostmaster(directory)?.status === "ready");
  expect(await query(database, "select 1")).toEqual([[1]]);
});

test("a stale postmaster.pid whose number a stranger has by now does not keep it from starting", async () => {
  const directory = existing;
  const stale = `${stranger()}\n${directory}\n1\n5432\n/tmp/seller-chat-gone\n\n       1         1\nready   \n`;
  writeFileSync(postmasterFile(directory), stale);
  const database = await start(directory);
  expect(database.adopted).toBe(false);
  expect(await query(database, "select 1")).toEqual([[1]]);
});

test("one that is dead and that nobody reaps, as in some containers, is not taken for alive", async () => {
  const directory = existing;
  const unreaping = Bun.spawn(["sh", "-c", "sleep 0 & echo $!; exec sleep 600"], { stdout: "pipe" });
  undo.push(() => unreaping.kill());
  const { value } = await unreaping.stdout.getReader().read();
  const zombie = Number(new TextDecoder().decode(value));
  await until(() => commandOf(zombie) === undefined);
  process.kill(zombie, 0); // and yet it is there
  const folder = mkdtempSync(join(tmpdir(), "seller-chat-"));
  for (const name of [".s.PGSQL.5432", ".s.PGSQL.5432.lock"]) writeFileSync(join(folder, name), `${zombie}\n`);
  writeFileSync(postmasterFile(directory), `${zombie}\n${directory}\n1\n5432\n${folder}\n\n  1  2\nready   \n`);
  const database = await start(directory);
  expect(database).toMatchObject({ adopted: false, folder });
  expect(await query(database, "select 1")).toEqual([[1]]);
});

describe("killed while it writes down that it runs, it leaves what the next start passes over:", () => {
  const half = (pid: number) => `${pid}\n${existing}\n1\n5432\n\n`;

  test.each([
    ["an empty postmaster.pid", () => ""],
    ["a half of one, whose number a stranger has by now", () => half(stranger())],
  ])("%s", async (_, left) => {
    writeFileSync(postmasterFile(existing), left());
    expect(await query(await start(existing), "select 1")).toEqual([[1]]);
  });

  test.each([
    ["an empty lock of the socket", () => ""],
    ["one whose number a stranger has by now", () => half(stranger())],
  ])("%s", async (_, left) => {
    const folder = mkdtempSync(join(tmpdir(), "seller-chat-"));
    undo.push(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, ".s.PGSQL.5432.lock"), left());
    writeFileSync(postmasterFile(existing), `4194304\n${existing}\n1\n5432\n${folder}\n\n`);
    const database = await start(existing);
    expect(database.folder).toBe(folder);
    expect(await query(database, "select 1")).toEqual([[1]]);
  });
});

test("killed in the middle of its start it is started once more", async () => {
  let starting = start(existing);
  for (;;) {
    await until(() => readPostmaster(existing) !== undefined);
    if (readPostmaster(existing)?.status === "starting") break;
    await (await starting).stop(); // on a busy machine it may be ready when we look
    starting = start(existing);
  }
  process.kill(postmasterOf(existing), "SIGKILL");
  expect(await query(await starting, "select 1")).toEqual([[1]]);
});

test("a killed server's database that is only just starting is waited for, and adopted", async () => {
  const pid = await caughtStarting(existing);
  const starting = start(existing);
  process.kill(pid, "SIGCONT");
  const database = await starting;
  expect(database.adopted).toBe(true);
  expect(postmasterOf(existing)).toBe(pid);
  expect(await query(database, "select 1")).toEqual([[1]]);
});

test("on the leash the database ends with its owner, also by SIGKILL, and leaves nothing", async () => {
  const directory = absent();
  const leashed = await owner(directory, "leash");
  const pid = postmasterOf(directory);
  expect(serves(pid, directory)).toBe(true);
  leashed.child.kill("SIGKILL");
  await until(
    () => !serves(pid, directory) && !existsSync(leashed.folder) && readdirSync(join(directory, "..")).length === 0,
  );
});

test("Ctrl-C reaches the server alone: its database answers until the server stops it", async () => {
  const directory = existing;
  const server = await owner(directory);
  process.kill(-server.child.pid, "SIGINT");
  expect(await server.line()).toBe("still here");
  expect(await server.child.exited).toBe(0);
  expect(existsSync(server.folder)).toBe(false);
});

test("what people wrote stays out of PostgreSQL's log", async () => {
  const directory = existing;
  const database = await start(directory);
  await query(database, "create table told (text text primary key check (length(text) < 9))");
  await expect(query(database, "insert into told values ('a secret word')")).rejects.toThrow("violates check");
  expect(readFileSync(join(directory, "server.log"), "utf8")).not.toContain("secret");
});

test("a place that can't be written is one sentence with DATA_DIR", async () => {
  const directory = absent();
  writeFileSync(directory, "a file");
  const below = startPostgres({ directory: join(directory, "data") });
  await expect(below).rejects.toThrow(StartError);
  await expect(below).rejects.toThrow(/^DATA_DIR: \S+\/data\/data can't be used \([^:]*\)\.$/);
  await expect(startPostgres({ directory })).rejects.toThrow(/^DATA_DIR: .* can't be used \(not a directory\)\.$/);
});

test("a directory with something else in it is left as it is", async () => {
  const directory = absent();
  mkdirSync(directory);
  writeFileSync(join(directory, "thesis.txt"), "years of work");
  await expect(startPostgres({ directory, durable: false })).rejects.toThrow(/^DATA_DIR: .* holds something else/);
  expect(readdirSync(join(directory, ".."))).toEqual(["data"]);
  expect(readdirSync(directory)).toEqual(["thesis.txt"]);
});

test.skipIf(process.getuid?.() !== 0)("as root, a folder that only root may enter is named", () => {
  const closed = join(absent(), "..");
  chmodSync(closed, 0o700);
  const inside = join(closed, "inside");
  mkdirSync(inside);
  const as = { prefix: [], ids: { uid: 65534, gid: 65534 } };
  expect(() => handOver(inside, as, { initdb: "/bin/sh", postgres: "/bin/sh" })).toThrow(
    `${inside} is out of its reach`,
  );
});

test.each([
  ["4711\n/data\n1700000000\n5432\n\n", "", "starting"],
  ["4711\n/data\n1700000000\n5432\n/tmp/s\n\n", "/tmp/s", "starting"],
  ["4711\n/data\n1700000000\n5432\n/tmp/s\n\n  1  2\nstarting\n", "/tmp/s", "starting"],
  ["4711\n/data\n1700000000\n5432\n/tmp/s\n\n  1  2\nready   \n", "/tmp/s", "ready"],
  ["4711\n/data\n1700000000\n5432\n/tmp/s\n\n  1  2\nstopping\n", "/tmp/s", "stopping"],
] as const)("postmaster.pid %j names %j, %s", (text, socketFolder, status) => {
  expect(parsePostmasterFile(text)).toEqual({ pid: 4711, socketFolder, status });
});

test.each(["", "\n", "what"])("postmaster.pid %j names nobody", (text) => {
  expect(parsePostmasterFile(text)).toBeUndefined();
});
