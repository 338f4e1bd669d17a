/** `npx seller-chat …` against a test's server: its database and its files. */
import { resolve } from "node:path";
import type { FileServer } from "../../support/files";

const PROGRAM = resolve(import.meta.dir, "../../../server/cli/main.ts");

/** Starts the command. */
export const begin = ({ database, dataDir }: FileServer, args: readonly string[]) => {
  const { host, user, database: name } = database.where;
  return Bun.spawn([process.execPath, PROGRAM, ...args], {
    cwd: dataDir,
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}/${name}`,
      DATA_DIR: dataDir,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
};

/** Its receipt. @throws Error with what it said instead */
export async function run(server: FileServer, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const child = begin(server, args);
  const [out, error, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (code !== 0) throw new Error(error);
  return JSON.parse(out);
}
