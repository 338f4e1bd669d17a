/** Starts PostgreSQL on a cluster, and waits until it is ready. */
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { handOver } from "../postgres-binaries";
import { type Postmaster, postmasterFile, readPostmaster } from "../postmaster";
import { ENVIRONMENT, type Plan, type Running } from "./plan";
import { until } from "./running";
import { PORT, sameFolder, socketFolder } from "./socket-folder";

const SETTINGS = {
  listen_addresses: "",
  port: PORT,
  unix_socket_permissions: "0700",
  max_connections: "100",
  shared_buffers: "128MB",
  wal_level: "minimal",
  max_wal_senders: "0",
  max_wal_size: "512MB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  // S8: an error's detail, or the statement behind it, would carry what people wrote.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};
// Not synchronous_commit: what was acknowledged survives the death of PostgreSQL, in tests too.
const CARELESS = { fsync: "off", full_page_writes: "off" };

/** A new one, or why it ended instead of becoming ready. */
export async function launch(plan: Plan): Promise<Running | string> {
  const { data, binaries, as } = plan;
  handOver(data, as, binaries);
  const stale = readPostmaster(data);
  const folder = plan.folder === undefined ? socketFolder(stale?.socketFolder) : sameFolder(plan.folder);
  handOver(folder, as, binaries);
  const started = await attempt(plan, folder, stale);
  // Not one that is still in use, or in which somebody looks.
  if (typeof started === "string" && folder !== plan.folder && folder !== readPostmaster(data)?.socketFolder)
    rmSync(folder, { recursive: true, force: true });
  return started;
}

async function attempt(plan: Plan, folder: string, stale: Postmaster | undefined): Promise<Running | string> {
  const { data, binaries, as, durable, leash } = plan;
  const settings = { ...SETTINGS, ...(durable ? {} : CARELESS), unix_socket_directories: folder };
  const logFile = join(data, "server.log");
  const log = openSync(logFile, "w");
  const child = Bun.spawn(
    [
      ...[...as.prefix, binaries.postgres, "-D", data],
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      ...as.ids,
      // The stale file's number may belong to a stranger by now. PostgreSQL passes over this one, and still checks that
      // no process of the killed one is left in its shared memory (deleting the file would skip that).
      env: { ...ENVIRONMENT, ...(stale ? { PG_GRANDPARENT_PID: String(stale.pid) } : {}) },
      stdio: ["ignore", log, log],
      detached: true, // Ctrl-C in a terminal goes to the whole group; the database must outlast the server's draining
    },
  );
  closeSync(log);
  child.unref();
  let over = false;
  const ended = child.exited.then(() => {
    over = true;
  });
  if (leash) {
    const untie = tie(child.pid, data, folder);
    ended.then(untie);
  }
  await until(() => over || isReady(data, child.pid));
  if (!over) return { pid: child.pid, socketFolder: folder, adopted: false, ended: () => ended };
  return child.signalCode ? `it was killed (${child.signalCode})` : readFileSync(logFile, "utf8");
}

const isReady = (data: string, pid: number): boolean => {
  const found = readPostmaster(data);
  return found?.pid === pid && found.status === "ready";
};

/** A shell that waits for the end of a pipe from us, which comes with our own end, however that comes. */
function tie(pid: number, data: string, folder: string): () => void {
  const script =
    'read -r _; kill -INT "$1"; i=0; while [ -e "$2" ] && [ $i -lt 200 ]; do sleep 0.05; i=$((i+1)); done; shift 2; rm -rf "$@"';
  const remove = [folder, data, `${data}.owner`];
  const shell = Bun.spawn(["sh", "-c", script, "leash", String(pid), postmasterFile(data), ...remove], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  shell.unref();
  return () => shell.kill();
}
