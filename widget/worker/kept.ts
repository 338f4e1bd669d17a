/** What a worker and the pages of its origin keep in common, in IndexedDB: all that both can read. */
import type { Side } from "../../server/protocol/model";
import { type Absences, noted } from "./absences";

/** A subscription of ours: whose server it belongs to, and what proves that a newer one is of the same browser. */
interface KeptSubscription {
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
const change = async (
  name: string,
  next?: (before: unknown) => unknown,
): Promise<{ readonly before: unknown } | undefined> => {
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
        resolve({ before: reading.result });
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
  const kept = (await change(`subscription ${scope}`))?.before;
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

const nameOf = (side: Side, conversation: string): string => `answers ${side} ${conversation}`;
const answersIn = (kept: unknown): readonly string[] =>
  Array.isArray(kept) ? kept.filter((answer) => typeof answer === "string") : [];

/** What somebody wrote in a notification and could not be sent waits for the window. False: the browser denies it. */
export const keepAnswer = async (side: Side, conversation: string, text: string): Promise<boolean> =>
  (await change(nameOf(side, conversation), (before) => [...answersIn(before), text])) !== undefined;

/** Oldest first. They stay until they are dropped: the page that has read them may be closed at any moment. */
export const keptAnswers = async (side: Side, conversation: string): Promise<readonly string[]> =>
  answersIn((await change(nameOf(side, conversation)))?.before);

/** The first `count` are in a window's hands now. What was kept meanwhile stays. */
export const dropAnswers = async (side: Side, conversation: string, count: number): Promise<void> => {
  await change(nameOf(side, conversation), (before) => {
    const left = answersIn(before).slice(count);
    return left.length > 0 ? left : undefined;
  });
};
