/** Ten thousand idle connections: what they weigh, and how long they take to come back to a server that was killed. */
import type { Plan } from "../plan";
import { crowd, TEXT } from "../stage/cast";
import type { Load } from "../stage/load";
import { residentBytes } from "../stage/probe";
import type { Program } from "../stage/program";
import { KEYS, type Stage } from "../stage/stage";
import { SERVERS } from "../systems/systems";

export interface Crowd {
  readonly connections: number;
  /** Of the server's memory, after a full collection of garbage: above a server without connections, and what each of the last nine tenths added. */
  readonly bytesEach: number;
  readonly bytesMore: number;
  readonly comebacks: readonly Comeback[];
}

/** Milliseconds from the server's SIGKILL until the last one was back and had what it missed, and how long half of them were away. */
export interface Comeback {
  readonly last: number;
  readonly median: number;
}

const TEMPLATE = "crowd";

export async function idleCrowd(stage: Stage, plan: Plan, tell: (step: string) => void): Promise<Crowd> {
  const cast = await crowd(KEYS, plan.crowd);
  await stage.cluster.template(TEMPLATE, cast);
  return stage.withDatabase(TEMPLATE, async (database) => {
    const { command, environment } = SERVERS["seller-chat"];
    const start = (port?: number) =>
      stage.start(
        ["--preload", "./tests/load/systems/garbage.ts", ...command],
        { ...environment, ...stage.cluster.environment(database) },
        port,
      );
    let server = await start();
    const load = stage.startLoad();
    try {
      tell("an empty server");
      const empty = await restingBytes(server, plan.looks);
      const { url, port } = server;
      const few = Math.ceil(plan.crowd / 10);
      tell(`${plan.crowd} connections`);
      await load.ask({ do: "gather", url, people: cast.people.slice(0, few) });
      const withFew = await restingBytes(server, plan.looks);
      await load.ask({ do: "gather", url, people: cast.people.slice(few) });
      const withAll = await restingBytes(server, plan.looks);

      const comebacks: Comeback[] = [];
      for (let n = 1; n <= plan.comebacks; n++) {
        tell(`the server is killed (${n} of ${plan.comebacks})`);
        await addMissedMessages(stage, database);
        await stage.cluster.checkpoint();
        const killed = server;
        comebacks.push(
          await comeback(load, async () => {
            await killed.kill();
            server = await start(port);
          }),
        );
      }
      return {
        connections: plan.crowd,
        bytesEach: (withAll - empty) / plan.crowd,
        bytesMore: (withAll - withFew) / (plan.crowd - few),
        comebacks,
      };
    } finally {
      await load.stop();
      await server.stop();
    }
  });
}

async function comeback(load: Load, restart: () => Promise<void>): Promise<Comeback> {
  const back = load.ask({ do: "return" });
  const began = performance.now();
  await restart();
  const { median } = await back;
  return { last: performance.now() - began, median };
}

/** Behind the server's back, so that nobody hears of them live. */
async function addMissedMessages(stage: Stage, database: string): Promise<void> {
  const sql = stage.cluster.owner(database);
  await sql`
    with said as (
      update chat.conversation set rev = rev + 1, last_seq = last_seq + 1, last_text = ${TEXT}, last_side = 'seller',
        buyer_unread = buyer_unread + 1
      returning id, last_seq, rev, seller_id
    )
    insert into chat.message (conversation_id, seq, id, rev, side, sender, text, created_at)
    select id, last_seq, gen_random_uuid(), rev, 'seller', seller_id, ${TEXT}, now() from said
  `;
  await sql.end();
}

const BETWEEN = 500;

/** Garbage goes in steps, and freed pages go back to the system a little later: the least of a few looks. */
async function restingBytes(server: Program, looks: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let n = 0; n < looks; n++) {
    server.signal();
    await Bun.sleep(BETWEEN);
    least = Math.min(least, residentBytes(server.pid));
  }
  return least;
}
