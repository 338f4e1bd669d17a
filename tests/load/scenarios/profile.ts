/** Where the server's time goes on the hot path: samples of its own code while it is busy. */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plan } from "../plan";
import { pairs } from "../stage/cast";
import type { Cores } from "../stage/probe";
import { type Program, ROOT } from "../stage/program";
import { KEYS, type Stage } from "../stage/stage";
import { SERVERS } from "../systems/systems";

export interface Profile {
  /** While it was profiled, which costs a little. */
  readonly rate: number;
  readonly cores: Cores;
  /** The most expensive first. */
  readonly spots: readonly Spot[];
}

export interface Spot {
  readonly function: string;
  /** A file of ours or of a package; `native` for what Bun itself does, system calls included. */
  readonly where: string;
  /** Of the time in which the server ran JavaScript or what that called, without what it called in turn. */
  readonly share: number;
}

const TEMPLATE = "profile";

export async function hotPath(stage: Stage, plan: Plan): Promise<Profile> {
  const cast = await pairs(KEYS, plan.pairs, plan.conversations);
  await stage.cluster.template(TEMPLATE, cast);
  const file = join(stage.folder, "profile.json");
  return stage.withDatabase(TEMPLATE, async (database) => {
    const { command, environment } = SERVERS["seller-chat"];
    const server = await stage.start(["--preload", "./tests/load/systems/profiler.ts", ...command], {
      ...{ ...environment, ...stage.cluster.environment(database) },
      PROFILE: file,
    });
    const load = stage.startLoad();
    try {
      const talking = load.ask({
        do: "talk",
        ...{ link: "seller-chat", url: server.url, people: cast.people, busy: plan.judged.rate },
        ...{ warmUp: plan.warmUp, window: plan.window },
        watched: { server: server.pid, database: stage.cluster.pid },
      });
      await Promise.race([talking, begun(server)]);
      server.signal();
      const { rate, cores } = await talking;
      server.signal();
      while (!existsSync(file)) await Bun.sleep(20);
      await server.stop(); // and with it the file is whole
      return { rate, cores, spots: hottest(await Bun.file(file).json()) };
    } finally {
      await load.stop();
      await server.stop();
    }
  });
}

/** The first message of the talk is stored. */
async function begun({ url }: Program): Promise<void> {
  while (!/^seller_chat_messages_stored_total [1-9]/m.test(await (await fetch(`${url}/metrics`)).text())) {
    await Bun.sleep(20);
  }
}

/** What the inspector's protocol calls a `Profiler.Profile`, as far as it is read here. */
export interface Samples {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
  }[];
  /** Ids of nodes, one each millisecond in which the program ran. */
  readonly samples: readonly number[];
}

const MOST = 16;

export function hottest({ nodes, samples }: Samples): Spot[] {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url } }) => [id, `${functionName}\n${place(url)}`]),
  );
  const counts = new Map<string, number>();
  for (const id of samples) {
    const name = names.get(id) ?? "";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([name, count]) => {
      const [label = "", where = ""] = name.split("\n");
      return { function: label || "(anonymous)", where, share: count / samples.length };
    });
}

function place(url: string): string {
  if (!url) return "native";
  const path = url.startsWith("file:") ? relative(pathToFileURL(ROOT).pathname, new URL(url).pathname) : url;
  return path.replace(/^.*node_modules\//, "");
}
