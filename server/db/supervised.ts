import type { Log } from "../log";
import { type EmbeddedOptions, type EmbeddedPostgres, startPostgres } from "./embedded";

const PAUSE = 500;

/**
 * An embedded database that is started again when it dies: killed for its memory, crashed. Meanwhile clients keep what
 * they submitted; afterwards it is found in the same folder. @throws StartError when the first start fails
 */
export async function startSupervised(options: EmbeddedOptions, log: Log): Promise<EmbeddedPostgres> {
  let current = await startPostgres(options);
  let stopping = false;
  const over = watch();
  const { folder, user, adopted } = current;
  return {
    folder,
    user,
    adopted,
    ended: () => over,
    async stop() {
      stopping = true;
      await current.stop();
      await over;
    },
  };

  async function watch(): Promise<void> {
    for (;;) {
      await current.ended();
      if (stopping) return;
      log.error("the embedded database ended by itself; starting it again");
      const next = await startPostgres(options).catch((error: unknown) => void log.error({ err: error }, "not yet"));
      if (next) current = next;
      else await Bun.sleep(PAUSE);
    }
  }
}
