import { rmSync } from "node:fs";
import type { Log } from "../log";
import { type EmbeddedOptions, type EmbeddedPostgres, startPostgres } from "./embedded";

const PAUSE = 500;

/**
 * An embedded database that is started again when it ends by itself: killed for its memory, crashed, stopped by somebody.
 * Meanwhile clients keep what they submitted; afterwards it is found in the same folder.
 * @throws StartError when the first start fails
 */
export async function startSupervised(options: EmbeddedOptions, log: Log): Promise<Omit<EmbeddedPostgres, "ended">> {
  let current = await startPostgres(options);
  let stopping = false;
  const { folder, user, adopted } = current;
  const watching = watch();
  return {
    folder,
    user,
    adopted,
    async stop() {
      stopping = true;
      await current.stop();
      await watching;
      rmSync(folder, { recursive: true, force: true }); // a last start that failed may have made it again
    },
  };

  async function watch(): Promise<void> {
    for (;;) {
      await current.ended();
      if (stopping) return;
      log.error("the embedded database ended by itself; starting it again");
      const next = await startPostgres({ ...options, folder }).catch((error: unknown) => {
        log.error({ err: error }, "the embedded database can't start yet");
      });
      if (stopping) return next?.stop();
      if (next) current = next;
      else await Bun.sleep(PAUSE);
    }
  }
}
