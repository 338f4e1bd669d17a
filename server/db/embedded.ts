/**
 * A PostgreSQL of our own, for whoever has none: the programs that npm brought, on a data directory, behind a Unix
 * socket. It survives our death (`kill -9`), and the next start on the same directory takes it over.
 */
import { rmSync } from "node:fs";
import { initialise, isCluster } from "./embedded/cluster";
import { own, prepare } from "./embedded/data-directory";
import { failed } from "./embedded/faults";
import { launch } from "./embedded/launch";
import { type Plan, type Running, USER } from "./embedded/plan";
import { findRunning, LOOK_SELDOM, signal } from "./embedded/running";
import { findBinaries, runAs } from "./postgres-binaries";
import { orphansOf, postmasterFile, serves } from "./postmaster";

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

const PATIENCE = 20_000;

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
