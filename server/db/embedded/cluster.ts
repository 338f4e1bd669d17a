/** A new cluster, made by initdb. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../../errors";
import { handOver } from "../postgres-binaries";
import { cannotUse, failed } from "./faults";
import { ENVIRONMENT, type Plan, USER } from "./plan";

// A thousand files: one by one they take seconds on a busy disk. Only Linux can sync a file system as a whole.
const SYNC_METHOD = `--sync-method=${process.platform === "linux" ? "syncfs" : "fsync"}`;

export const isCluster = (data: string): boolean => existsSync(join(data, "PG_VERSION"));

/** Beside its place, then renamed: a start that is killed here leaves no half of a cluster. */
export function initialise({ data, binaries, as, durable }: Plan): void {
  const fresh = `${data}.new`;
  try {
    if (existsSync(data) && readdirSync(data).length > 0) {
      throw new StartError(`DATA_DIR: ${data} holds something else than a database.`);
    }
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
  } catch (fault) {
    throw cannotUse(data, fault);
  }
  try {
    handOver(fresh, as, binaries);
    const command = [
      ...[...as.prefix, binaries.initdb, "-D", fresh, "-U", USER, "--auth-local=trust", "--auth-host=reject"],
      ...["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
      durable ? SYNC_METHOD : "--no-sync",
    ];
    const made = Bun.spawnSync(command, { ...as.ids, env: ENVIRONMENT, stdout: "ignore", stderr: "pipe" });
    if (!made.success) throw failed(data, made.stderr.toString());
    renameSync(fresh, data);
  } catch (fault) {
    rmSync(fresh, { recursive: true, force: true });
    throw cannotUse(data, fault);
  }
}
