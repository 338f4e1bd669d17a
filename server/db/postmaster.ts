/** What runs on a PostgreSQL data directory, told by its `postmaster.pid` and by the system's list of processes. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

export interface Postmaster {
  readonly pid: number;
  /** Empty until it is open. */
  readonly socketFolder: string;
  readonly status: "starting" | "ready" | "stopping";
}

export const postmasterFile = (data: string): string => join(data, "postmaster.pid");

/** The lines of `postmaster.pid`: pid, data, start time, port, socket folder, address, memory key, status (pidfile.h). */
export function parsePostmasterFile(text: string): Postmaster | undefined {
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const socketFolder = lines[4] ?? "";
  const status = lines[7]?.trim();
  return { pid, socketFolder, status: status === "ready" || status === "stopping" ? status : "starting" };
}

/** What the file says; its process may be long gone. */
export function readPostmaster(data: string): Postmaster | undefined {
  const text = readOrNothing(postmasterFile(data));
  return text === undefined ? undefined : parsePostmasterFile(text);
}

/**
 * The command line of a live process. `kill(pid, 0)` would also find a zombie, and a stranger that was given the number
 * of a process that is gone; whoever asks compares the answer with what it expects.
 */
export function commandOf(pid: number): string | undefined {
  if (process.platform === "linux")
    return readOrNothing(`/proc/${pid}/cmdline`)?.replaceAll("\0", " ").trim() || undefined;
  const ps = Bun.spawnSync(["ps", "-ww", "-o", "command=", "-p", String(pid)], { stdout: "pipe", stderr: "ignore" });
  return ps.stdout.toString().trim() || undefined;
}

/** Whether this process is a PostgreSQL that serves this data directory. */
export const serves = (pid: number, data: string): boolean => commandOf(pid)?.includes(` -D ${data} `) ?? false;

/**
 * The processes that a killed postmaster of this data directory left behind: they run in it. Ask only while no postmaster
 * runs on it. Only Linux can tell; elsewhere they are waited for.
 */
export function orphansOf(data: string): number[] {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((pid) => commandOf(pid)?.startsWith("postgres: ") && folderOf(pid) === data);
}

function folderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // gone since, or somebody else's
  }
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // absent, or gone since
  }
}
