/** What a worker and the pages of its origin keep in common, in IndexedDB: all that both can read. */
import { type Absences, noted } from "./absences";

/** A subscription of ours: whose server it belongs to, and what proves that a newer one is of the same browser. */
export interface KeptSubscription {
  /** Origin of the chat server. A worker that a store loads by `importScripts` can't tell by itself. */
  readonly server: string;
  readonly endpoint: string;
  readonly auth: string;
}

const STORE = "kept";

const database = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("seller-chat push", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });

/** One look, and what is written after it, in one transaction; undefined where the browser denies storage. */
const change = async (name: string, next?: (before: unknown) => unknown): Promise<unknown> => {
  try {
    const open = await database();
    return await new Promise((resolve, reject) => {
      const transaction = open.transaction(STORE, next ? "readwrite" : "readonly");
      const store = transaction.objectStore(STORE);
      const reading = store.get(name);
      reading.onsuccess = () => {
        if (!next) return;
        const after = next(reading.result);
        if (after === undefined) store.delete(name);
        else store.put(after, name);
      };
      transaction.oncomplete = () => {
        open.close();
        resolve(reading.result);
      };
      transaction.onabort = () => {
        open.close();
        reject(transaction.error);
      };
    });
  } catch {
    return undefined;
  }
};

const isSubscription = (value: unknown): value is KeptSubscription =>
  typeof value === "object" && value !== null && "server" in value && "endpoint" in value && "auth" in value;

/** Of the registration with this scope. */
export const keptSubscription = async (scope: string): Promise<KeptSubscription | undefined> => {
  const kept = await change(`subscription ${scope}`);
  return isSubscription(kept) ? kept : undefined;
};
export const keepSubscription = async (scope: string, subscription: KeptSubscription | undefined): Promise<void> => {
  await change(`subscription ${scope}`, () => subscription);
};

/** Whether a push of this absence was here before (D8: a repeated attempt makes no sound); now it was. */
export const wasHere = async (tag: string, absence: number): Promise<boolean> => {
  let seen = false;
  await change("absences", (before) => {
    const next = noted(before as Absences | undefined, tag, absence, Date.now());
    seen = next.seen;
    return next.absences;
  });
  return seen;
};

/** What somebody wrote in a notification and could not be sent waits for the window. */
export const keepDraft = async (conversation: string, text: string): Promise<void> => {
  await change(`draft ${conversation}`, () => text);
};
export const takeDraft = async (conversation: string): Promise<string | undefined> => {
  const draft = await change(`draft ${conversation}`, () => undefined);
  return typeof draft === "string" ? draft : undefined;
};
