/** AUTH_SECRET signs the stores' tokens; guests', files' and notifications' have keys derived from it, so that none passes for another. */
import { createHmac, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, StartError } from "../errors";

export interface Keys {
  readonly user: Uint8Array;
  readonly guest: Uint8Array;
  readonly file: Uint8Array;
  readonly act: Uint8Array;
}

export const keysFrom = (secret: string): Keys => ({
  user: new TextEncoder().encode(secret),
  guest: createHmac("sha256", secret).update("seller-chat guest tokens, version 1").digest(),
  file: createHmac("sha256", secret).update("seller-chat file addresses, version 1").digest(),
  act: createHmac("sha256", secret).update("seller-chat notification actions, version 1").digest(),
});

/** The secret kept in the data directory, made on the first start. */
export async function keptSecret(dataDir: string): Promise<string> {
  const file = fileIn(dataDir);
  try {
    await mkdir(dataDir, { recursive: true });
    // `wx` fails when it exists, so of two first starts one wins and both read the same.
    await writeFile(file, `${randomBytes(32).toString("base64url")}\n`, { flag: "wx", mode: 0o600 }).catch(
      ignoreExisting,
    );
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    throw new StartError(`DATA_DIR can't be written (${file}: ${reason(error)}); choose another folder.`);
  }
}

/** The same, if there is one. */
export const readKeptSecret = (dataDir: string): Promise<string | undefined> =>
  readFile(fileIn(dataDir), "utf8").then(
    (text) => text.trim(),
    () => undefined,
  );

const fileIn = (dataDir: string): string => join(dataDir, "auth-secret");

const reason = (error: unknown): string => codeOf(error) || String(error);

function ignoreExisting(error: unknown): void {
  if (reason(error) !== "EEXIST") throw error;
}
