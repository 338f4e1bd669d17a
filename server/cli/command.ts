/** One command of `npx seller-chat`. */
export interface Command {
  /** What stands behind the name: `--sub ID [--hours 1]`. */
  readonly usage: string;
  /** One line. */
  readonly about: string;
  /**
   * Writes its result to standard output. `args` follow the command's name.
   * @throws StartError with one sentence for the operator; of `parseArgs` too, whatever it throws
   */
  run(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<void>;
}
