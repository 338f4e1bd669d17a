/** Where the embedded database's socket stands: a folder of ours alone, which no other database ever uses. */
import { existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

export const PORT = "5432"; // only the socket's name; nothing listens on it
const FOLDER_PREFIX = "seller-chat-";
const SOCKET_PATH_MOST = process.platform === "linux" ? 107 : 103; // sun_path, without its closing zero

const socketIn = (folder: string): string => join(folder, `.s.PGSQL.${PORT}`);

export const hasSocket = (folder: string): boolean => existsSync(socketIn(folder));

/** That of the one before, if it is still there, so that its clients find the way back; else a new one. */
export function socketFolder(before: string | undefined): string {
  if (before && isOurs(before)) return unlocked(before);
  const fits = (folder: string) =>
    Buffer.byteLength(socketIn(join(folder, `${FOLDER_PREFIX}XXXXXX`))) <= SOCKET_PATH_MOST;
  return mkdtempSync(join(fits(tmpdir()) ? tmpdir() : "/tmp", FOLDER_PREFIX));
}

/** The one in which clients look; made again when somebody removed it. @throws Error when it is a stranger's by now */
export function sameFolder(folder: string): string {
  if (!isOurs(folder)) mkdirSync(folder, { mode: 0o700 });
  return unlocked(folder);
}

/** A stranger may have made a folder of that name since, in a place where everybody may write. */
export function isOurs(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory() || !basename(folder).startsWith(FOLDER_PREFIX)) return false;
  const me = process.getuid?.();
  return (me === 0 || found.uid === me) && (found.mode & 0o077) === 0;
}

/**
 * The data directory's lock decides who serves it. The socket's own, if a killed one left it empty, or a stranger has its
 * number by now, would keep PostgreSQL from starting for as long as it lies there.
 */
function unlocked(folder: string): string {
  rmSync(`${socketIn(folder)}.lock`, { force: true });
  return folder;
}
