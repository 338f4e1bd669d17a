/** The load's process, from outside. */
import type { Answers, Order } from "../load/main";
import { ROOT } from "./program";

export interface Load {
  /** @throws Error when the load ends instead of answering; it has told why on standard error. */
  ask<K extends Order["do"]>(order: Extract<Order, { do: K }>): Promise<Answers[K]>;
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

export function startLoad(): Load {
  let answered: (answer: unknown) => void = () => {};
  const child = Bun.spawn([process.execPath, "--no-orphans", "tests/load/load/main.ts"], {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    detached: true,
    ipc: ({ answer }) => answered(answer),
  });
  const over = child.exited.then(() => {
    throw new Error("The load ended before its answer.");
  });
  over.catch(() => {}); // also when nobody asks
  return {
    ended: child.exited,
    ask: async <K extends Order["do"]>(order: Extract<Order, { do: K }>) => {
      const answer = new Promise((resolve) => {
        answered = resolve;
      });
      child.send(order);
      return (await Promise.race([answer, over])) as Answers[K]; // our own code on the other side
    },
    stop: async () => {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}
