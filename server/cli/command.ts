import { StartError } from "../errors";

/** How people call it, inside the checkout. */
export const PROGRAM = "node scripts/seller-chat.mjs";

/** What stands behind the command's name is wrong: its usage helps. */
export class UsageError extends StartError {}

/** One command of `node scripts/seller-chat.mjs`. */
export interface Command {
  /** What stands behind the name: `--sub ID [--hours 1]`. */
  readonly usage: string;
  /** One line. */
  readonly about: string;
  /**
   * Writes its result to standard output. `args` follow the command's name.
   * @throws UsageError, or StartError, with one sentence for the operator; whatever `parseArgs` throws, too
   */
  run(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<void>;
}
