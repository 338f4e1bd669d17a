/** How a database ends with the process that started it. */
import { postmasterFile } from "../postmaster";

/** A shell that waits for the end of a pipe from us, which comes with our own end, however that comes. */
export function tie(pid: number, data: string, folder: string): () => void {
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
