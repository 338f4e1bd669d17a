/** A server in a process of its own, on a free port of the loopback. */
import { resolve } from "node:path";

/** The project's folder. */
export const ROOT = resolve(import.meta.dir, "../../..");

export interface Program {
  readonly pid: number;
  readonly port: number;
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly ended: Promise<unknown>;
  /** Asks it to end, and waits. */
  stop(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGUSR2, for whom it was given something that listens to it. */
  signal(): void;
}

const PATIENCE = 20_000;

/** `command`: what follows `bun`. Resolves when it answers HTTP. */
export async function start(
  command: readonly string[],
  environment: Record<string, string>,
  port = freePort(),
): Promise<Program> {
  const child = Bun.spawn([process.execPath, "--no-orphans", ...command], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? "", HOST: "127.0.0.1", PORT: String(port), ...environment },
    stdio: ["ignore", 2, 2], // standard output is the report's
    detached: true, // Ctrl-C is for us; we end it
  });
  const url = `http://127.0.0.1:${port}`;
  const program: Program = {
    pid: child.pid,
    port,
    url,
    ended: child.exited,
    stop: async () => {
      child.kill("SIGTERM");
      const impatient = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
      await child.exited;
      clearTimeout(impatient);
    },
    kill: async () => {
      child.kill("SIGKILL");
      await child.exited;
    },
    signal: () => child.kill("SIGUSR2"),
  };
  const giveUpAt = Date.now() + PATIENCE;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > giveUpAt) {
      await program.kill();
      throw new Error(`\`bun ${command.join(" ")}\` did not start.`);
    }
    await Bun.sleep(10);
  }
  return program;
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  );

function freePort(): number {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() });
  const port = server.port ?? 0;
  void server.stop(true);
  return port;
}
