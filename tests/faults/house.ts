/** The server as an operator runs it, with its own PostgreSQL, and the ways in which both can die. */
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import postgres, { type TransactionSql } from "postgres";
import { keysFrom } from "../../server/auth/keys";
import { readPostmaster, serves } from "../../server/db/postmaster";

const ROOT = resolve(import.meta.dir, "../..");
const SECRET = "a secret of the faults, thirty-two bytes or more";
const PATIENCE = 60_000;
const LAST_LINES = 40;

type ServerState =
  | { readonly name: "down" }
  | { readonly name: "up"; readonly child: Bun.Subprocess<"ignore", "pipe", "inherit">; readonly port: number };

export class House {
  readonly keys = keysFrom(SECRET);
  /** What nobody asked for: an end of the server by itself. */
  readonly surprises: string[] = [];
  readonly #folder: string;
  readonly #leash: Leash;
  readonly #lastLines: string[] = [];
  #state: ServerState = { name: "down" };

  private constructor(
    readonly keepLog: string | undefined,
    readonly env: Readonly<Record<string, string>>,
  ) {
    this.#folder = realpathSync(mkdtempSync(join(tmpdir(), "seller-chat-faults-")));
    this.#leash = new Leash(this.#folder);
    mkdirSync(this.#data);
  }

  /** @param keepLog a file for all that the server says; `env`: further variables of the server */
  static async open({
    keepLog,
    env = {},
  }: {
    keepLog?: string | undefined;
    env?: Record<string, string>;
  } = {}): Promise<House> {
    const house = new House(keepLog, env);
    try {
      await house.start();
      return house;
    } catch (fault) {
      await house.close();
      throw fault;
    }
  }

  /** 1, where nobody listens, while the server is down. */
  get port(): number {
    return this.#state.name === "up" ? this.#state.port : 1;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What the server said last. */
  get lastLines(): readonly string[] {
    return this.#lastLines;
  }

  /** What it would leave behind. */
  get traces(): { folder: string; server: number; postmaster: number; socketFolder: string } {
    const postmaster = readPostmaster(join(this.#data, "postgres"));
    return {
      folder: this.#folder,
      server: this.#state.name === "up" ? this.#state.child.pid : 0,
      postmaster: postmaster?.pid ?? 0,
      socketFolder: postmaster?.socketFolder ?? "",
    };
  }

  get #data(): string {
    return join(this.#folder, "data");
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    if (this.#state.name === "up") return;
    const child = Bun.spawn([process.execPath, "server/main.ts"], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "",
        DATA_DIR: this.#data,
        AUTH_SECRET: SECRET,
        PORT: "0",
        DEMO: "off",
        RATE_LIMITS: "off", // everybody has one address here
        LOG_FORMAT: "json",
        LOG_LEVEL: this.keepLog ? "debug" : "info",
        ...this.env,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#leash.hold(child.pid);
    const port = await this.#listens(child);
    this.#state = { name: "up", child, port };
    child.exited.then((code) => {
      if (this.#state.name !== "up" || this.#state.child !== child) return;
      this.#state = { name: "down" };
      this.#leash.letGo();
      this.surprises.push(`the server ended by itself with ${code}: ${this.#lastLines.join("\n")}`);
    });
  }

  /** Resolves when it has ended. */
  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (this.#state.name !== "up") return;
    const { child } = this.#state;
    this.#state = { name: "down" };
    child.kill(signal);
    const code = await child.exited;
    this.#leash.letGo();
    if (signal === "SIGTERM" && code !== 0) this.surprises.push(`the server stopped with ${code}`);
  }

  /** Kills the postmaster, and with it every connection. Returns whether there was one. */
  killDatabase(): boolean {
    const data = join(this.#data, "postgres");
    const postmaster = readPostmaster(data);
    // One that was just killed has left its file, and its number may be a stranger's.
    if (postmaster?.status !== "ready" || !serves(postmaster.pid, data)) return false;
    process.kill(postmaster.pid, "SIGKILL");
    return true;
  }

  /** Resolves when server and database answer. @throws Error after a minute. */
  async ready(): Promise<void> {
    const giveUpAt = Date.now() + PATIENCE;
    while (Date.now() < giveUpAt) {
      const answer = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
      if (answer?.status === 200) return;
      await Bun.sleep(50);
    }
    throw new Error(`The server isn't ready after a minute: ${this.#lastLines.join("\n")}`);
  }

  /** The database itself at one moment, past every rule. */
  async look<T>(work: (tx: TransactionSql) => Promise<T>): Promise<T> {
    const postmaster = readPostmaster(join(this.#data, "postgres"));
    const sql = postgres({
      host: postmaster?.socketFolder ?? "",
      port: 5432,
      user: "postgres",
      database: "postgres",
      max: 1,
      types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } }, // far below 2^53 here
      onnotice: () => {},
    });
    try {
      const { result } = await sql.begin("isolation level repeatable read read only", async (tx) => ({
        result: await work(tx),
      }));
      return result;
    } finally {
      await sql.end({ timeout: 5 });
    }
  }

  /** Ends server and database, and removes what they have written. */
  async close(): Promise<void> {
    await this.end("SIGTERM");
    await this.#leash.pull();
    if (existsSync(this.#folder)) rmSync(this.#folder, { recursive: true });
  }

  /** The port, once it listens; reads on afterwards, since a closed pipe would end the server. */
  #listens(child: Bun.Subprocess<"ignore", "pipe", "inherit">): Promise<number> {
    return new Promise((done, failed) => {
      const read = async () => {
        let rest = "";
        for await (const chunk of child.stdout) {
          if (this.keepLog) appendFileSync(this.keepLog, chunk);
          const lines = (rest + Buffer.from(chunk).toString()).split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) {
            const port = /"url":"http:[^"]*:(\d+)"/.exec(line)?.[1];
            if (port) done(Number(port));
            if (/"level":(40|50|60|"(warn|error|fatal)")/.test(line)) this.#lastLines.push(line);
          }
          this.#lastLines.splice(0, this.#lastLines.length - LAST_LINES);
        }
        failed(new Error(`The server ended before it listened: ${this.#lastLines.join("\n")}`));
      };
      void read();
    });
  }
}

/**
 * A shell that waits for the end of a pipe from us, which comes with our own end, however that comes: then no server, no
 * database and no folder stays behind.
 */
class Leash {
  readonly #shell: Bun.Subprocess<"pipe", "ignore", "ignore">;
  readonly #pidFile: string;

  constructor(folder: string) {
    this.#pidFile = join(folder, "server.pid");
    const script = `
      cat > /dev/null
      if [ -s "$1/server.pid" ]; then kill -KILL "$(cat "$1/server.pid")"; fi
      file="$1/data/postgres/postmaster.pid"
      i=0
      if [ -s "$file" ]; then socket=$(sed -n 5p "$file"); kill -INT "$(head -n 1 "$file")"; fi
      while [ -e "$file" ] && [ $i -lt 200 ]; do sleep 0.05; i=$((i+1)); done
      if [ -n "$socket" ]; then rm -rf "$socket"; fi
      rm -rf "$1"`;
    this.#shell = Bun.spawn(["sh", "-c", script, "leash", folder], {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    });
    this.#shell.unref();
  }

  hold(pid: number): void {
    writeFileSync(this.#pidFile, String(pid));
  }

  letGo(): void {
    rmSync(this.#pidFile, { force: true });
  }

  async pull(): Promise<void> {
    this.#shell.stdin.end();
    await this.#shell.exited;
  }
}
