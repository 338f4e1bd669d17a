/** pgbouncer in front of a test's database: each transaction runs on whichever of two connections is free. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBinaries, handOver, runAs } from "../../server/db/postgres-binaries";
import type { Where } from "./database";

// Debian keeps it where only root looks.
const PROGRAM = Bun.which("pgbouncer", { PATH: `${process.env.PATH}:/usr/sbin` });

export const hasPooler = PROGRAM !== null;

const PORT = 6432; // only the socket's name; nothing listens on it
/** Longer than any test: nothing stays when a run is interrupted. */
const SECONDS = 120;

export async function startPooler({ host, database }: Where, user: string) {
  const folder = mkdtempSync(join(tmpdir(), "seller-chat-pooler-"));
  const file = join(folder, "pgbouncer.ini");
  const users = join(folder, "users.txt");
  writeFileSync(users, `"${user}" ""\n`);
  writeFileSync(
    file,
    `
      [databases]
      ${database} = host=${host} port=5432
      [pgbouncer]
      pool_mode = transaction
      default_pool_size = 2
      unix_socket_dir = ${folder}
      listen_port = ${PORT}
      auth_type = trust
      auth_file = ${users}
    `.replace(/^ +/gm, ""),
  );
  const binaries = findBinaries();
  const as = runAs(folder, binaries);
  handOver(folder, as, binaries);
  const child = Bun.spawn([...as.prefix, "timeout", String(SECONDS), PROGRAM ?? "pgbouncer", "-q", file], {
    ...as.ids,
    stdio: ["ignore", "ignore", "pipe"],
  });
  while (!(await answers(join(folder, `.s.PGSQL.${PORT}`)))) {
    if (child.exitCode !== null) throw new Error(await new Response(child.stderr).text());
    await Bun.sleep(10);
  }
  return {
    /** Of the pooled database; `?pgbouncer=true` is the server's business. */
    url: `postgres://${user}@${encodeURIComponent(folder)}:${PORT}/${database}`,
    async stop(): Promise<void> {
      child.kill();
      await child.exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answers = (socket: string): Promise<boolean> =>
  new Promise((done) => {
    const probe = net.connect(socket, () => {
      probe.destroy();
      done(true);
    });
    probe.on("error", () => done(false));
  });
