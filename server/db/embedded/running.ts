/** What a server that was killed has left running. */
import { rmSync } from "node:fs";
import { readPostmaster, serves } from "../postmaster";
import { hasSocket, isOurs } from "../socket-folder";
import type { Running } from "./plan";
import { LOOK_SELDOM, signal, until } from "./processes";

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
