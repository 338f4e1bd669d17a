/** What processes use, from Linux's /proc. Elsewhere the figures are 0, and the report leaves them out. */
import { readFileSync } from "node:fs";

/** Whose processor time is told apart. */
export interface Watched {
  readonly server: number;
  /** The postmaster; its children count with it. */
  readonly database: number;
  readonly load: number;
}

/** Cores, on average over a while: 0.5 is half of one. `others` is everything else on the machine. */
export type Cores = Record<keyof Watched | "others", number>;

const TICK = 0.01; // USER_HZ is 100 wherever /proc is

/** Starts counting; the answer ends it. */
export function countCores(watched: Watched): () => Cores {
  const began = performance.now();
  const before = spent(watched);
  return () => {
    const after = spent(watched);
    const seconds = (performance.now() - began) / 1000;
    const cores = (who: keyof Cores) => (after[who] - before[who]) / seconds;
    return { server: cores("server"), database: cores("database"), load: cores("load"), others: cores("others") };
  };
}

/** Seconds of processor time so far. */
function spent({ server, database, load }: Watched): Cores {
  const family = [database, ...childrenOf(database)].map(ownTime).reduce((a, b) => a + b, 0);
  const of = { server: ownTime(server), database: family + reapedTime(database), load: ownTime(load) };
  return { ...of, others: machineTime() - of.server - of.database - of.load };
}

/** Resident memory of a process in bytes. */
export const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;

const childrenOf = (pid: number): number[] =>
  read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);

/** Seconds of processor time of a process so far. */
export const ownTime = (pid: number): number => stat(pid, 14) + stat(pid, 15);
/** Of children that have ended. */
const reapedTime = (pid: number): number => stat(pid, 16) + stat(pid, 17);

/** A field of proc_pid_stat(5), counted from 1. The second is a name in brackets that may hold spaces. */
function stat(pid: number, field: number): number {
  const text = read(`/proc/${pid}/stat`);
  return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[field - 3] ?? 0) * TICK;
}

/** user, nice, system, idle, iowait, irq, softirq, steal: all but the two in which nothing ran. */
function machineTime(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (
    /^cpu +(.*)$/m.exec(read("/proc/stat"))?.[1] ?? ""
  )
    .split(" ")
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // it has ended, or this is not Linux
  }
}
