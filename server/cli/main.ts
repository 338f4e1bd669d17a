/** `node scripts/seller-chat.mjs <command>`. Each command is one file beside this one. */
import { codeOf, StartError } from "../errors";
import { type Command, PROGRAM, UsageError } from "./command";
import { erase } from "./erase";
import { exporting } from "./export";
import { reports } from "./reports";
import { token } from "./token";

const COMMANDS: ReadonlyMap<string, Command> = new Map(Object.entries({ token, reports, export: exporting, erase }));

const [name = "help", ...args] = process.argv.slice(2);
const asksForHelp = (word: string) => word === "--help" || word === "-h";
const command = COMMANDS.get(name);
if (command && args.some(asksForHelp)) {
  process.stdout.write(`Usage: ${PROGRAM} ${name} ${command.usage}\n${command.about}\n`);
} else if (command) {
  await command.run(args, process.env).catch((error: unknown) => {
    const wrong = isWrongUsage(error);
    if (!wrong && !(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n${wrong ? `Usage: ${PROGRAM} ${name} ${command.usage}\n` : ""}`);
    process.exitCode = 1;
  });
} else {
  const lines = [...COMMANDS].map(([each, { usage, about }]) => `  ${PROGRAM} ${each} ${usage}\n      ${about}\n`);
  const asked = name === "help" || asksForHelp(name);
  const unknown = asked ? "" : `There is no command "${name}".\n`;
  (asked ? process.stdout : process.stderr).write(`${unknown}Commands:\n${lines.join("")}`);
  process.exitCode = asked ? 0 : 1;
}

/** Ours, or what `parseArgs` says of a wrong option. */
function isWrongUsage(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return codeOf(error).startsWith("ERR_PARSE_ARGS");
}
