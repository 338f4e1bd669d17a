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

/** D5: what a person wrote survives the page. Where a browser denies IndexedDB, it lasts as long as the page. */
export class IndexedDbStorage implements Storage {
  readonly #memory = new MemoryStorage();
  #database: Promise<IDBDatabase> | undefined;

  shelf(scope: string): Shelf {
    const inMemory = this.#memory.shelf(scope);
    return {
      all: async <K extends Kind>(kind: K): Promise<readonly Records[K][]> => {
        const rows = await this.#run<readonly Row<K>[]>("readonly", (store) =>
          done(store.getAll(beginningWith(scope, kind))),
        );
        return rows?.map(({ record }) => record) ?? inMemory.all(kind);
      },
      put: <K extends Kind>(kind: K, id: string, record: Records[K]): void => {
        inMemory.put(kind, id, record);
        const row: Row<K> = { scope, kind, id, record };
        void this.#run("readwrite", (store) => done(store.put(row)));
      },
      delete: (kind: Kind, id: string): void => {
        inMemory.delete(kind, id);
        void this.#run("readwrite", (store) => done(store.delete([scope, kind, id])));
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

  /** Undefined if the browser denies it. */
  async #run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => Promise<T>): Promise<T | undefined> {
    try {
      this.#database ??= this.#open();
      const transaction = (await this.#database).transaction(STORE, mode, { durability: "strict" });
      return await work(transaction.objectStore(STORE));
    } catch {
      return undefined;
    }
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
