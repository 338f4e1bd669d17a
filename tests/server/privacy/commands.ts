/** `node scripts/seller-chat.mjs …` against a test's server: its database and its files. */
import { resolve } from "node:path";
import type { FileServer } from "../../support/files";

const PROGRAM = resolve(import.meta.dir, "../../../server/cli/main.ts");

/** Runs here, on the test's server. */
const place = ({ database, dataDir }: FileServer) => {
  const { host, user, database: name } = database.where;
  return {
    cwd: dataDir,
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: `postgres://${user}@${encodeURIComponent(host)}/${name}`,
      DATA_DIR: dataDir,
    },
  };
};

/** Starts the command. */
export const begin = (server: FileServer, args: readonly string[]) =>
  Bun.spawn([process.execPath, PROGRAM, ...args], { ...place(server), stdio: ["ignore", "pipe", "pipe"] });

/** Runs it in a terminal, and types `answer` when it has asked for something. Resolves when it has ended. */
export async function type(server: FileServer, args: readonly string[], answer: string) {
  let shown = "";
  const child = Bun.spawn([process.execPath, PROGRAM, ...args], {
    ...place(server),
    terminal: {
      data(terminal, bytes) {
        const asked = shown.endsWith(": ");
        shown += new TextDecoder().decode(bytes);
        if (!asked && shown.endsWith(": ")) terminal.write(answer);
      },
    },
  });
  const code = await child.exited;
  child.terminal?.close();
  return { code, shown };
}

/** Its receipt. @throws Error with what it said instead */
export async function run(server: FileServer, ...args: readonly string[]): Promise<Record<string, unknown>> {
  const child = begin(server, args);
  const [out, error, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (code !== 0) throw new Error(error);
  return JSON.parse(out);
}
