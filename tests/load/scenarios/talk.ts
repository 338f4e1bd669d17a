/** Messages a second and their latency: every system in turn, several rounds, each on fresh databases. */
import type { Inserts } from "../load/inserts";
import type { Talk } from "../load/talk";
import type { Plan } from "../plan";
import { type Cast, pairs } from "../stage/cast";
import type { Program } from "../stage/program";
import { KEYS, type Stage } from "../stage/stage";
import { SERVERS, type ServerName, SYSTEMS, type SystemName } from "../systems/systems";

/** A place in the table. */
export interface Place {
  readonly system: SystemName;
  readonly busy: number;
}

export interface Round {
  readonly talks: readonly (Place & Talk)[];
  readonly inserts: Inserts;
}

const TEMPLATE = "talk";

/** A server and the database that it writes to. */
interface Running {
  readonly program: Program;
  readonly database: string;
}

export async function talkRounds(stage: Stage, plan: Plan, tell: (step: string) => void): Promise<Round[]> {
  const cast = await pairs(KEYS, plan.pairs, plan.conversations);
  await stage.cluster.template(TEMPLATE, cast);
  const rounds: Round[] = [];
  for (let n = 0; n < plan.rounds; n++) {
    rounds.push(await round(stage, plan, cast, n, (step) => tell(`round ${n + 1} of ${plan.rounds}: ${step}`)));
  }
  return rounds;
}

async function round(stage: Stage, plan: Plan, cast: Cast, turn: number, tell: (step: string) => void): Promise<Round> {
  const names = Object.keys(SERVERS) as ServerName[];
  return withServers(stage, names, new Map(), async (servers) => {
    const measure = async ({ system, busy }: Place, window: number): Promise<Talk> => {
      const { server, link, rows, title } = SYSTEMS[system];
      const { program, database } = servers.get(server) ?? missing(server);
      tell(`${title}, ${busy} busy`);
      const before = await rowsIn(stage, database);
      const load = stage.startLoad();
      try {
        await stage.cluster.checkpoint();
        const measured = await load.ask({
          do: "talk",
          ...{ link, url: program.url, people: cast.people, busy, warmUp: plan.warmUp, window },
          watched: { server: program.pid, database: stage.cluster.pid },
        });
        const stored = (await rowsIn(stage, database)) - before;
        if (stored !== measured.sent * rows) throw new Error(`${title} acked ${measured.sent}, and stored ${stored}.`);
        return measured;
      } finally {
        await load.stop();
      }
    };

    // Compilers warm up on what they will be measured by, and nobody is measured cold.
    for (const system of systemsAt("every level")) await measure({ system, busy: plan.judged.rate }, plan.warmUp);
    let inserts: Inserts | undefined;
    const talks: (Place & Talk)[] = [];
    for (const busy of plan.busy) {
      const judged = busy === plan.judged.rate;
      const systems = judged ? [...systemsAt("every level"), ...systemsAt("one level")] : systemsAt("every level");
      for (const system of rotated(systems, turn)) {
        talks.push({ system, busy, ...(await measure({ system, busy }, plan.window)) });
        if (judged && system === "seller-chat") {
          tell("bare batched inserts");
          inserts = await bareInserts(stage, plan, cast);
        }
      }
    }
    if (!inserts) throw new Error("The rate is judged at none of the numbers of busy sockets.");
    return { talks, inserts };
  });
}

/** Starts these one after another, each with a database of its own, and ends them after `work`. */
async function withServers<T>(
  stage: Stage,
  [name, ...others]: readonly ServerName[],
  running: Map<ServerName, Running>,
  work: (running: ReadonlyMap<ServerName, Running>) => Promise<T>,
): Promise<T> {
  if (name === undefined) return work(running);
  return stage.withDatabase(TEMPLATE, async (database) => {
    const { command, environment } = SERVERS[name];
    const program = await stage.start(command, { ...environment, ...stage.cluster.environment(database) });
    try {
      return await withServers(stage, others, new Map(running).set(name, { program, database }), work);
    } finally {
      await program.stop();
    }
  });
}

const systemsAt = (at: "every level" | "one level"): SystemName[] =>
  (Object.keys(SYSTEMS) as SystemName[]).filter((name) => SYSTEMS[name].at === at);

/** Who is first changes with the round, so that a machine that grows slower doesn't favour anybody. */
const rotated = <T>(items: readonly T[], by: number): T[] => [
  ...items.slice(by % items.length),
  ...items.slice(0, by % items.length),
];

const missing = (server: ServerName): never => {
  throw new Error(`${server} does not run.`);
};

async function rowsIn(stage: Stage, database: string): Promise<number> {
  const sql = stage.cluster.owner(database);
  const [row] = await sql<[{ rows: string }]>`select count(*) as rows from chat.message`;
  await sql.end();
  return Number(row.rows);
}

const bareInserts = (stage: Stage, { warmUp, window }: Plan, { conversations }: Cast): Promise<Inserts> =>
  stage.withDatabase(TEMPLATE, async (database) => {
    const load = stage.startLoad();
    try {
      await stage.cluster.checkpoint();
      return await load.ask({
        do: "insert",
        ...{ where: stage.cluster.where(database), conversations, warmUp, window },
        watched: { database: stage.cluster.pid },
      });
    } finally {
      await load.stop();
    }
  });
