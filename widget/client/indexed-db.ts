import { type Kind, MemoryStorage, type Records, type Shelf, type Storage } from "./storage";

const DATABASE = "seller-chat";
const STORE = "records";
const VERSION = 1; // moves when a record's shape does

interface Row<K extends Kind = Kind> {
  readonly scope: string;
  readonly kind: K;
  readonly id: string;
  readonly record: Records[K];
}

/** Every key that begins with these parts: an array sorts after all strings. */
const beginningWith = (...parts: readonly string[]): IDBKeyRange => IDBKeyRange.bound([...parts], [...parts, []]);

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const finished = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });

/** D5: what a person wrote survives the page. Where a browser denies IndexedDB, it lasts as long as the page. */
export class IndexedDbStorage implements Storage {
  readonly #memory = new MemoryStorage();
  #database: Promise<IDBDatabase> | undefined;

  shelf(scope: string): Shelf {
    const inMemory = this.#memory.shelf(scope);
    return {
      all: async <K extends Kind>(kind: K): Promise<ReadonlyMap<string, Records[K]>> => {
        const rows = await this.#run<readonly Row<K>[]>("readonly", (store) =>
          done(store.getAll(beginningWith(scope, kind))),
        );
        return rows ? new Map(rows.map(({ id, record }) => [id, record])) : inMemory.all(kind);
      },
      put: async <K extends Kind>(kind: K, id: string, record: Records[K]): Promise<boolean> => {
        void inMemory.put(kind, id, record);
        const row: Row<K> = { scope, kind, id, record };
        return this.#write((store) => store.put(row));
      },
      delete: (kind: Kind, id: string): void => {
        inMemory.delete(kind, id);
        void this.#write((store) => store.delete([scope, kind, id]));
      },
    };
  }

  async move(from: string, to: string): Promise<void> {
    await this.#memory.move(from, to);
    await this.#run("readwrite", async (store) => {
      const range = beginningWith(from);
      const rows: readonly Row[] = await done(store.getAll(range));
      for (const row of rows) store.put({ ...row, scope: to });
      store.delete(range);
    });
  }

  /** Whether it is durable. */
  async #write(work: (store: IDBObjectStore) => void): Promise<boolean> {
    const written = await this.#run("readwrite", async (store) => {
      work(store);
      store.transaction.commit(); // without it, a page that closes now would take the record with it
      await finished(store.transaction);
      return true;
    });
    return written ?? false;
  }

  /** Undefined if the browser denies it. A connection that the browser has dropped is opened anew, once. */
  async #run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T | undefined> {
    for (const _attempt of [1, 2]) {
      try {
        this.#database ??= this.#open();
        const transaction = (await this.#database).transaction(STORE, mode, { durability: "strict" });
        return await work(transaction.objectStore(STORE));
      } catch {
        this.#database = undefined;
      }
    }
    return undefined;
  }

  async #open(): Promise<IDBDatabase> {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ["scope", "kind", "id"] });
    const database = await done(request);
    // The browser may drop the connection, and a newer version of this script must not wait for an old page.
    const reopen = () => {
      this.#database = undefined;
    };
    database.onclose = reopen;
    database.onversionchange = () => {
      database.close();
      reopen();
    };
    return database;
  }
}
