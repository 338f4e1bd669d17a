/** Where the cluster lies, and whose it is. */
import { lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { codeOf, StartError } from "../../errors";
import { commandOf } from "../postmaster";
import { cannotUse } from "./faults";

/** Makes the parent, and names the directory the way PostgreSQL's command line will: without symbolic links. */
export function prepare(directory: string): string {
  const path = resolve(directory);
  try {
    mkdirSync(dirname(path), { recursive: true });
    const existing = lstatSync(path, { throwIfNoEntry: false });
    return existing ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
  } catch (fault) {
    throw cannotUse(path, fault);
  }
}

/** One server to a directory: a second would otherwise take the database over from a first that is alive. */
export function own(data: string): () => void {
  const file = `${data}.owner`;
  const me = `${process.pid}\n${commandOf(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(file, me, { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (fault) {
      if (codeOf(fault) !== "EEXIST") throw cannotUse(dirname(data), fault);
    }
    const [pid, command] = readFileSync(file, "utf8").split("\n");
    if (Number(pid) !== process.pid && command && commandOf(Number(pid)) === command) {
      throw new StartError(`DATA_DIR: ${data} is in use by another server (process ${pid}).`);
    }
    rmSync(file, { force: true });
  }
}
