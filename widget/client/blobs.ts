import type { QueuedFile, Shelf } from "./storage";

/** By the file's id. */
export type Bytes = ReadonlyMap<string, Blob>;

/** The bytes of waiting files: on the shelf, so that they outlive the page, and here for as long as they are needed. */
export class Blobs {
  readonly #shelf: Shelf;
  readonly #held = new Map<string, Blob>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** What the browser has kept. Where it was denied that, what is here stays. */
  async load(): Promise<void> {
    for (const [id, blob] of await this.#shelf.all("files")) this.#held.set(id, blob);
  }

  get(file: string): Blob | undefined {
    return this.#held.get(file);
  }

  of(files: readonly QueuedFile[] = []): Bytes {
    return new Map(
      files.flatMap(({ id }) => {
        const blob = this.#held.get(id);
        return blob ? [[id, blob] as const] : [];
      }),
    );
  }

  add(bytes: Bytes): void {
    for (const [id, blob] of bytes) {
      if (this.#held.has(id)) continue;
      this.#held.set(id, blob);
      void this.#shelf.put("files", id, blob);
    }
  }

  remove(files: readonly QueuedFile[] = []): void {
    for (const { id } of files) {
      this.#held.delete(id);
      this.#shelf.delete("files", id);
    }
  }
}
