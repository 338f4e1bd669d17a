/** What a server that was killed has left running: found, waited for, asked to end. */
import { rmSync } from "node:fs";
import { codeOf } from "../../errors";
import { readPostmaster, serves } from "../postmaster";
import type { Running } from "./plan";
import { hasSocket, isOurs } from "./socket-folder";

/** Milliseconds from one look to the next. */
const LOOK_EVERY = 10;
export const LOOK_SELDOM = 100; // for as long as the server runs

/** One that serves this directory, is ready, and can be reached; others are waited for, or ended. */
export async function findRunning(data: string): Promise<Running | undefined> {
  for (;;) {
    const found = readPostmaster(data);
    if (!found || !serves(found.pid, data)) return undefined;
    const ended = () => until(() => !serves(found.pid, data), LOOK_SELDOM);
    if (found.status === "ready") {
      if (hasSocket(found.socketFolder)) return { ...found, adopted: true, ended };
      signal(found.pid, "SIGINT"); // somebody cleaned the temporary folder
    }
    await until(() => readPostmaster(data)?.status !== found.status || !serves(found.pid, data));
    if (!serves(found.pid, data) && isOurs(found.socketFolder))
      rmSync(found.socketFolder, { recursive: true, force: true });
  }
}

export function signal(pid: number, name: "SIGINT" | "SIGQUIT" | "SIGKILL"): void {
  try {
    process.kill(pid, name);
  } catch (fault) {
    if (codeOf(fault) !== "ESRCH") throw fault; // gone already: as wished
  }
}

export async function until(condition: () => boolean, every = LOOK_EVERY): Promise<void> {
  while (!condition()) await Bun.sleep(every);
}
