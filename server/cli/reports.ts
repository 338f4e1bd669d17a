/** What people have reported, for whoever looks after the marketplace. */
import { parseArgs } from "node:util";
import { parseConfig } from "../config";
import { selectReports } from "../db/reports";
import { type Command, UsageError } from "./command";
import { withDatabase } from "./database";

export const reports: Command = {
  usage: "[--since 2026-11-22]",
  about: "prints the reports as lines of JSON, oldest first, with the messages as they were",

  async run(args, env) {
    const { values } = parseArgs({ args: [...args], options: { since: { type: "string" } } });
    const since = new Date(values.since ?? 0);
    if (Number.isNaN(since.getTime())) {
      throw new UsageError(`--since must be a date such as 2026-11-22 or 2026-11-22T10:00:00Z, not ${values.since}.`);
    }
    const rows = await withDatabase(parseConfig(env), async (db) => selectReports(db.writes, since));
    for (const row of rows) process.stdout.write(`${JSON.stringify(row)}\n`);
  },
};
