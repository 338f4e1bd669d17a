/** Where the bytes of attachments lie: on this machine's disk, or in a bucket. Rows of chat.attachment say what they are. */
import { access, constants, type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { S3Client } from "bun";
import { FILE_VARIANTS, type FileVariant } from "../auth/file-addresses";
import type { Config, S3Settings } from "../config";
import { ChatError, codeOf } from "../errors";
import type { Log } from "../log";

/** `blob` reads lazily: `.slice(from, to).stream()` takes that part alone, `.bytes()` all of it. `size` is bytes. */
export interface StoredFile {
  readonly size: number;
  readonly blob: Blob;
}

/** Ids are those of chat.attachment. Everything rejects with the disk's or the bucket's own error when that fails. */
export interface FileStore {
  /** For the log: by the names of the variables that say it. */
  readonly place: Readonly<Record<string, string>>;
  /** Resolves where files can be stored. */
  check(): Promise<void>;
  /** Writes the whole of it or nothing, and it outlives a loss of power; what was there is replaced. */
  put(id: string, variant: FileVariant, bytes: Uint8Array): Promise<void>;
  /** Undefined when there is no such file. For an export: `(await store.read(id))?.blob.bytes()`. */
  read(id: string, variant?: FileVariant): Promise<StoredFile | undefined>;
  /**
   * Both variants of each; one that isn't there is no fault. Rows are the caller's: removed after the files, so that a
   * crash in between leaves a row that is found again, and never a file that nobody knows of.
   */
  remove(ids: readonly string[]): Promise<void>;
}

/** For what rejects: whoever asked may try again, the operator sees why. @throws ChatError `unavailable` */
export const storeFails =
  (log: Log) =>
  (err: unknown): never => {
    log.error({ err }, "the store of files fails");
    throw new ChatError("unavailable", "Files can't be stored or fetched right now; try again.", 5000);
  };

/** The store that the settings name. Opens nothing until it is used. */
export const createStore = ({ dataDir, s3 }: Pick<Config, "dataDir" | "s3">): FileStore =>
  s3 ? new Bucket(s3) : new Disk(join(dataDir, "files"));

/** Two levels of folders by the last digits: the first ones of a UUIDv7 are the time, and would fill one folder a day. */
const keyOf = (id: string, variant: FileVariant): string =>
  `${id.slice(-2)}/${id.slice(-4, -2)}/${id}${variant === "file" ? "" : `.${variant}`}`;

/** What a crash has left half written is found by its id, too. */
const UNFINISHED = ".part";

class Disk implements FileStore {
  readonly place: FileStore["place"];

  constructor(readonly folder: string) {
    this.place = { DATA_DIR: dirname(folder) };
  }

  /** A folder that isn't there yet is made with the first file. */
  async check(): Promise<void> {
    await access(this.folder, constants.W_OK).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }

  async put(id: string, variant: FileVariant, bytes: Uint8Array): Promise<void> {
    const path = this.#path(id, variant);
    await mkdir(dirname(path), { recursive: true });
    await synced(path + UNFINISHED, "w", (file) => file.writeFile(bytes));
    await rename(path + UNFINISHED, path);
    // The folder, for the name.
    await synced(dirname(path), "r").catch((error: unknown) => {
      if (!CANNOT.has(codeOf(error))) throw error;
    });
  }

  async read(id: string, variant: FileVariant = "file"): Promise<StoredFile | undefined> {
    const blob = Bun.file(this.#path(id, variant));
    return (await blob.exists()) ? { size: blob.size, blob } : undefined;
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      for (const variant of FILE_VARIANTS) {
        const path = this.#path(id, variant);
        await Promise.all([rm(path, { force: true }), rm(path + UNFINISHED, { force: true })]);
      }
    }
  }

  #path(id: string, variant: FileVariant): string {
    return join(this.folder, keyOf(id, variant));
  }
}

/** What systems say that can't open or write down a folder, such as Windows and some network drives. */
const CANNOT: ReadonlySet<string> = new Set(["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"]);

async function synced(path: string, flags: string, write?: (file: FileHandle) => Promise<void>): Promise<void> {
  await using file = await open(path, flags);
  await write?.(file);
  await file.sync();
}

/** The one object of a bucket that is nobody's file. */
const PROBE = "probe";

class Bucket implements FileStore {
  readonly #client: S3Client;
  readonly place: FileStore["place"];

  constructor(settings: S3Settings) {
    this.#client = new S3Client(settings);
    this.place = { S3_ENDPOINT: settings.endpoint, S3_BUCKET: settings.bucket };
  }

  /** Writes: a key that may do no more than it needs can't list, and then isn't told that something isn't there. */
  async check(): Promise<void> {
    await this.#client.write(PROBE, "seller-chat");
  }

  async put(id: string, variant: FileVariant, bytes: Uint8Array): Promise<void> {
    await this.#client.write(keyOf(id, variant), bytes);
  }

  async read(id: string, variant: FileVariant = "file"): Promise<StoredFile | undefined> {
    const blob = this.#client.file(keyOf(id, variant));
    try {
      return { size: (await blob.stat()).size, blob };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) for (const variant of FILE_VARIANTS) await this.#client.delete(keyOf(id, variant));
  }
}

const isMissing = (error: unknown): boolean => ["NoSuchKey", "ENOENT"].includes(codeOf(error));
