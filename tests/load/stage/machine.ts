/** Where it ran: what a reader needs to judge the figures. */
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import packageJson from "../../../package.json";

export interface Machine {
  readonly cores: number;
  readonly cpu: string;
  /** GiB. */
  readonly memory: number;
  readonly system: string;
  /** Milliseconds for 8 KiB to reach the disk, the median of many: the price of a commit. */
  readonly sync: number;
  readonly versions: Readonly<Record<string, string>>;
}

export const describeMachine = (folder: string, postgres: string): Machine => ({
  cores: cpus().length,
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  memory: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  sync: syncTime(join(folder, "sync")),
  versions: {
    Bun: Bun.version,
    PostgreSQL: postgres,
    Elysia: packageJson.dependencies.elysia,
    "postgres.js": packageJson.dependencies.postgres,
    "Socket.IO": packageJson.devDependencies["socket.io"],
  },
});

function syncTime(file: string, times = 200): number {
  const page = Buffer.alloc(8192, 1);
  const handle = openSync(file, "w");
  const took = Array.from({ length: times }, (_, n) => {
    const began = performance.now();
    writeSync(handle, page, 0, page.length, (n % 16) * page.length);
    fdatasyncSync(handle);
    return performance.now() - began;
  });
  closeSync(handle);
  return took.sort((a, b) => a - b)[times / 2] ?? 0;
}
