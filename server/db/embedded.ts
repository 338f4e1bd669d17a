/**
 * A PostgreSQL of our own, for whoever has none: the programs that npm brought, on a data directory, behind a Unix
 * socket. It survives our death (`kill -9`), and the next start on the same directory takes it over.
 */
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { codeOf, StartError } from "../errors";
import { type Binaries, findBinaries, handOver, type RunAs, runAs } from "./postgres-binaries";
import { commandOf, orphansOf, type Postmaster, postmasterFile, readPostmaster, serves } from "./postmaster";
import { hasSocket, isOurs, PORT, sameFolder, socketFolder } from "./socket-folder";

export interface EmbeddedPostgres {
  /** Holds the socket; postgres.js takes it as `host`, with `port: 5432`. */
  readonly folder: string;
  /** The superuser; signs in without a password, through a folder that only we may enter. */
  readonly user: string;
  /** It was still running, left by a server that was killed. */
  readonly adopted: boolean;
  /** Resolves when it has ended, by `stop` or by itself. */
  ended(): Promise<unknown>;
  /** Ends the connections, the database, and the socket's folder. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Where the cluster lives; made when absent. One server at a time. */
  readonly directory: string;
  /** `false`: what was written is lost with the machine's power. For tests. */
  readonly durable?: boolean;
  /** The database and its directory end with this process, also by SIGKILL. For tests. */
  readonly leash?: boolean;
  /** The socket's folder of the one before, where its clients look for it: this one and no other. */
  readonly folder?: string;
}

const USER = "postgres";
const LOOK_EVERY = 10;
const LOOK_SELDOM = 100; // for as long as the server runs
const PATIENCE = 20_000;

const SETTINGS = {
  listen_addresses: "",
  port: PORT,
  unix_socket_permissions: "0700",
  max_connections: "100",
  shared_buffers: "128MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "512MB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  // S8: an error's detail, or the statement behind it, would carry what people wrote.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};
// Not synchronous_commit: what was acknowledged survives the death of PostgreSQL, in tests too.
const CARELESS = { fsync: "off", full_page_writes: "off" };

// C.UTF-8 also for what the operating system decides: in C, full-text search takes « and — for letters.
const ENVIRONMENT = {
  PATH: process.env.PATH,
  TZ: "UTC",
  LC_ALL: process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8",
};

// A thousand files: one by one they take seconds on a busy disk. Only Linux can sync a file system as a whole.
const SYNC_METHOD = `--sync-method=${process.platform === "linux" ? "syncfs" : "fsync"}`;

/** A start, once its questions are answered. */
interface Plan {
  readonly data: string;
  readonly binaries: Binaries;
  readonly as: RunAs;
  readonly durable: boolean;
  readonly leash: boolean;
  readonly folder: string | undefined;
}

/** A running one, and how to know that it has ended. */
interface Running extends Pick<Postmaster, "pid" | "socketFolder"> {
  readonly adopted: boolean;
  ended(): Promise<unknown>;
}

/**
 * Starts a PostgreSQL on `directory`, or takes over the one that a killed server left running there.
 * @throws StartError with a sentence that names DATA_DIR, or DATABASE_URL where this system has no embedded one.
 */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const binaries = findBinaries();
  const data = prepare(options.directory);
  const release = own(data);
  try {
    const plan: Plan = {
      data,
      binaries,
      as: runAs(data, binaries),
      durable: options.durable ?? true,
      leash: options.leash ?? false,
      folder: options.folder,
    };
    if (!isCluster(data)) initialise(plan);
    return handle(await findOrLaunch(plan), data, release);
  } catch (fault) {
    release();
    throw fault;
  }
}

/** Makes the parent, and names the directory the way PostgreSQL's command line will: without symbolic links. */
function prepare(directory: string): string {
  const path = resolve(directory);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const existing = lstatSync(path, { throwIfNoEntry: false });
    return existing ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
  } catch (fault) {
    throw cannotUse(path, fault);
  }
}

const cannotUse = (path: string, fault: unknown): StartError =>
  fault instanceof StartError
    ? fault
    : new StartError(`DATA_DIR: ${path} can't be used (${reason(fault)}).`, { cause: fault });

/** "EACCES: permission denied, mkdir '/x'" → "permission denied" */
const reason = (fault: unknown): string =>
  fault instanceof Error ? fault.message.replace(/^[A-Z]+: /, "").replace(/, \w+ '.*$/s, "") : String(fault);

/** One server to a directory: a second would otherwise take the database over from a first that is alive. */
function own(data: string): () => void {
  const file = `${data}.owner`;
  const me = `${process.pid}\n${commandOf(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(file, me, { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (fault) {
      if (codeOf(fault) !== "EEXIST") throw cannotUse(dirname(data), fault);
    }
    const [pid, command] = readFileSync(file, "utf8").split("\n");
    if (Number(pid) !== process.pid && command && commandOf(Number(pid)) === command) {
      throw new StartError(`DATA_DIR: ${data} is in use by another server (process ${pid}).`);
    }
    rmSync(file, { force: true });
  }
}

const isCluster = (data: string): boolean => existsSync(join(data, "PG_VERSION"));

/** Beside its place, then renamed: a start that is killed here leaves no half of a cluster. */
function initialise({ data, binaries, as, durable }: Plan): void {
  const fresh = `${data}.new`;
  try {
    if (existsSync(data) && readdirSync(data).length > 0) {
      throw new StartError(`DATA_DIR: ${data} holds something else than a database.`);
    }
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
  } catch (fault) {
    throw cannotUse(data, fault);
  }
  try {
    handOver(fresh, as, binaries);
    const command = [
      ...[...as.prefix, binaries.initdb, "-D", fresh, "-U", USER, "--auth-local=trust", "--auth-host=reject"],
      ...["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
      durable ? SYNC_METHOD : "--no-sync",
    ];
    const made = Bun.spawnSync(command, { ...as.ids, env: ENVIRONMENT, stdout: "ignore", stderr: "pipe" });
    if (!made.success) throw failed(data, made.stderr.toString());
    renameSync(fresh, data);
  } catch (fault) {
    rmSync(fresh, { recursive: true, force: true });
    throw cannotUse(data, fault);
  }
}

/** The sentence with which PostgreSQL gave up. */
function failed(data: string, log: string): StartError {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  const line = lines.findLast((text) => /FATAL|PANIC|error/.test(text)) ?? lines.at(-1) ?? "it said nothing";
  return new StartError(
    `DATA_DIR: PostgreSQL can't start on ${data}: ${line.replace(/^.*?(FATAL|PANIC|error): +/, "")}.`,
  );
}

/** One that serves this directory, is ready, and can be reached; others are waited for, or ended. */
async function findRunning(data: string): Promise<Running | undefined> {
  for (;;) {
    const found = readPostmaster(data);
    if (!found || !serves(found.pid, data)) return undefined;
    const ended = () => until(() => !serves(found.pid, data), LOOK_SELDOM);
    if (found.status === "ready") {
      if (hasSocket(found.socketFolder)) return { ...found, adopted: true, ended };
      signal(found.pid, "SIGINT"); // somebody cleaned the temporary folder
    }
    await until(() => readPostmaster(data)?.status !== found.status || !serves(found.pid, data));
    if (!serves(found.pid, data) && isOurs(found.socketFolder))
      rmSync(found.socketFolder, { recursive: true, force: true });
  }
}

/** Why a start may fail that succeeds the next time, and what is to be done about it. */
const OBSTACLES: readonly { readonly says: RegExp; readonly clear?: (data: string) => void }[] = [
  {
    // Processes of the killed one. In a long query, or in wait for one that is gone, they would stay for ever.
    says: /pre-existing shared memory block/,
    clear(data) {
      for (const pid of orphansOf(data)) signal(pid, "SIGKILL");
    },
  },
  {
    // It was killed before it had written its number, or the machine was.
    says: /lock file "postmaster.pid" is empty|bogus data in lock file "postmaster.pid"/,
    clear: (data) => rmSync(postmasterFile(data), { force: true }),
  },
  { says: /lock file "postmaster.pid" already exists/ }, // a killed server had just begun to start this one
  { says: /^it was killed/ },
];

async function findOrLaunch(plan: Plan): Promise<Running> {
  const { data } = plan;
  let giveUpAt = Number.POSITIVE_INFINITY;
  for (;;) {
    const running = (await findRunning(data)) ?? (await launch(plan));
    if (typeof running !== "string") return running;
    const obstacle = OBSTACLES.find(({ says }) => says.test(running));
    if (!obstacle || Date.now() > giveUpAt) throw failed(data, running);
    giveUpAt = Math.min(giveUpAt, Date.now() + PATIENCE);
    obstacle.clear?.(data);
    await Bun.sleep(LOOK_SELDOM);
  }
}

/** A new one, or why it ended instead of becoming ready. */
async function launch(plan: Plan): Promise<Running | string> {
  const { data, binaries, as } = plan;
  handOver(data, as, binaries);
  const stale = readPostmaster(data);
  const folder = plan.folder === undefined ? socketFolder(stale?.socketFolder) : sameFolder(plan.folder);
  handOver(folder, as, binaries);
  const started = await attempt(plan, folder, stale);
  // Not one that is still in use, or in which somebody looks.
  if (typeof started === "string" && folder !== plan.folder && folder !== readPostmaster(data)?.socketFolder)
    rmSync(folder, { recursive: true, force: true });
  return started;
}

async function attempt(plan: Plan, folder: string, stale: Postmaster | undefined): Promise<Running | string> {
  const { data, binaries, as, durable, leash } = plan;
  const settings = { ...SETTINGS, ...(durable ? {} : CARELESS), unix_socket_directories: folder };
  const logFile = join(data, "server.log");
  const log = openSync(logFile, "w");
  const child = Bun.spawn(
    [
      ...[...as.prefix, binaries.postgres, "-D", data],
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      ...as.ids,
      // The stale file's number may belong to a stranger by now. PostgreSQL passes over this one, and still checks that
      // no process of the killed one is left in its shared memory (deleting the file would skip that).
      env: { ...ENVIRONMENT, ...(stale ? { PG_GRANDPARENT_PID: String(stale.pid) } : {}) },
      stdio: ["ignore", log, log],
      detached: true, // Ctrl-C in a terminal goes to the whole group; the database must outlast the server's draining
    },
  );
  closeSync(log);
  child.unref();
  let over = false;
  const ended = child.exited.then(() => {
    over = true;
  });
  if (leash) {
    const untie = tie(child.pid, data, folder);
    ended.then(untie);
  }
  await until(() => over || isReady(data, child.pid));
  if (!over) return { pid: child.pid, socketFolder: folder, adopted: false, ended: () => ended };
  return child.signalCode ? `it was killed (${child.signalCode})` : readFileSync(logFile, "utf8");
}

const isReady = (data: string, pid: number): boolean => {
  const found = readPostmaster(data);
  return found?.pid === pid && found.status === "ready";
};

/** A shell that waits for the end of a pipe from us, which comes with our own end, however that comes. */
function tie(pid: number, data: string, folder: string): () => void {
  const script =
    'read -r _; kill -INT "$1"; i=0; while [ -e "$2" ] && [ $i -lt 200 ]; do sleep 0.05; i=$((i+1)); done; shift 2; rm -rf "$@"';
  const remove = [folder, data, `${data}.owner`];
  const shell = Bun.spawn(["sh", "-c", script, "leash", String(pid), postmasterFile(data), ...remove], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  shell.unref();
  return () => shell.kill();
}

function handle(running: Running, data: string, release: () => void): EmbeddedPostgres {
  const { pid, socketFolder: folder, adopted } = running;
  const end = async () => {
    // It may have died by itself, and its number have gone to a stranger.
    const ask = (name: "SIGINT" | "SIGQUIT") => serves(pid, data) && signal(pid, name);
    ask("SIGINT"); // "fast": ends the connections, keeps everything that was committed
    const impatient = setTimeout(() => ask("SIGQUIT"), PATIENCE);
    await running.ended();
    clearTimeout(impatient);
    rmSync(folder, { recursive: true, force: true });
    release();
  };
  let stopping: Promise<void> | undefined;
  return {
    folder,
    user: USER,
    adopted,
    ended: running.ended,
    stop() {
      stopping ??= end();
      return stopping;
    },
  };
}

function signal(pid: number, name: "SIGINT" | "SIGQUIT" | "SIGKILL"): void {
  try {
    process.kill(pid, name);
  } catch (fault) {
    if (codeOf(fault) !== "ESRCH") throw fault; // gone already: as wished
  }
}

async function until(condition: () => boolean, every = LOOK_EVERY): Promise<void> {
  while (!condition()) await Bun.sleep(every);
}
