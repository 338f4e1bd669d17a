/** `npx seller-chat <command>`. Each command is one file beside this one. */
import { StartError } from "../errors";
import type { Command } from "./command";
import { erase } from "./erase";
import { exporting } from "./export";
import { reports } from "./reports";
import { token } from "./token";

const COMMANDS: ReadonlyMap<string, Command> = new Map(Object.entries({ token, reports, export: exporting, erase }));

const [name = "help", ...args] = process.argv.slice(2);
const command = COMMANDS.get(name);
if (command) {
  await command.run(args, process.env).catch((error: unknown) => {
    const message = sentence(error);
    if (message === undefined) throw error;
    process.stderr.write(`${message}\nUsage: npx seller-chat ${name} ${command.usage}\n`);
    process.exitCode = 1;
  });
} else {
  const lines = [...COMMANDS].map(([each, { usage, about }]) => `  npx seller-chat ${each} ${usage}\n      ${about}\n`);
  const asked = name === "help" || name === "--help";
  (asked ? process.stdout : process.stderr).write(`Commands:\n${lines.join("")}`);
  process.exitCode = asked ? 0 : 1;
}

/** Ours, or what `parseArgs` says of a wrong option. */
function sentence(error: unknown): string | undefined {
  if (error instanceof StartError) return error.message;
  const wrong = error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  return wrong ? error.message : undefined;
}
