/**
 * What comes in goes to a file without a name: unlinked as soon as it is open, it is gone with its handle, also when the
 * process is killed. Many slow uploads then cost disk, not memory.
 */
import { randomUUID } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Spool {
  #size = 0;

  private constructor(readonly handle: FileHandle) {}

  static async open(): Promise<Spool> {
    const path = join(tmpdir(), `seller-chat-${randomUUID()}`);
    const handle = await open(path, "wx+", 0o600);
    await unlink(path);
    return new Spool(handle);
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.handle.writeFile(bytes);
    this.#size += bytes.byteLength;
  }

  /** All of it, into memory. */
  async bytes(): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(this.#size);
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await this.handle.read(bytes, at, bytes.length - at, at);
      if (bytesRead === 0) throw new Error("the spooled file is shorter than what was written");
      at += bytesRead;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
