/** Everything a run starts, so that it also ends: the database, its folder, the programs. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { keysFrom } from "../../../server/auth/keys";
import { type Cluster, startCluster } from "./database";
import { type Load, startLoad } from "./load";
import { type Program, ROOT, start } from "./program";

const SECRET = "the benchmark's own secret, thirty-two bytes or more";
export const KEYS = keysFrom(SECRET);

interface Running {
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

export class Stage {
  readonly #running = new Set<Running>();

  private constructor(
    /** On a real disk: a temporary folder may lie in memory, where a commit costs nothing. */
    readonly folder: string,
    readonly cluster: Cluster,
  ) {}

  static async open(): Promise<Stage> {
    const data = join(ROOT, ".data");
    mkdirSync(data, { recursive: true });
    const folder = mkdtempSync(join(data, "bench-"));
    try {
      return new Stage(folder, await startCluster(folder));
    } catch (fault) {
      rmSync(folder, { recursive: true, force: true });
      throw fault;
    }
  }

  /** A program in a process of its own, up and answering. It ends with the stage at the latest. */
  async start(command: readonly string[], environment: Record<string, string>, port?: number): Promise<Program> {
    const program = await start(command, { AUTH_SECRET: SECRET, ...environment }, port);
    return this.#keep(program);
  }

  startLoad(): Load {
    return this.#keep(startLoad());
  }

  #keep<T extends Running>(started: T): T {
    this.#running.add(started);
    void started.ended.then(() => this.#running.delete(started));
    return started;
  }

  /** Runs `work` with a database copied from a template, which is dropped afterwards. */
  async withDatabase<T>(template: string, work: (name: string) => Promise<T>): Promise<T> {
    const name = `${template}_${crypto.randomUUID().slice(0, 8)}`;
    await this.cluster.copy(template, name);
    try {
      return await work(name);
    } finally {
      await this.cluster.drop(name);
    }
  }

  async close(): Promise<void> {
    // The load was started last, and goes first: it takes a server that ends for a fault.
    for (const each of [...this.#running].reverse()) await each.stop();
    await this.cluster.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
