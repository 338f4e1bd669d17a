/** Processes of others: asked to end, and waited for. */
import { codeOf } from "../../errors";

/** Milliseconds from one look to the next. */
const LOOK_EVERY = 10;
export const LOOK_SELDOM = 100; // for as long as the server runs

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
