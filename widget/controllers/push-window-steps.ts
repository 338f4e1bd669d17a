/** What the small window does: subscribes on this origin, for the page that opened it. */
import type { Subscription } from "./push-intent";
import { isAble, serverKey, subscribeWith } from "./push-subscriber";
import { activated, registerWorker } from "./worker-registration";

/** A worker for each store: pages of one origin may speak for another person than those of another. */
const scopeOf = (store: string): string => `/push/${store.replace("://", "-").replace(":", "-")}`;

/**
 * In the turn of the person's click. `denied`: the browser will not ask them again.
 * @throws whatever the browser, its push service or the network throw
 */
export const subscribeFor = async (store: string): Promise<Subscription | "denied" | undefined> => {
  if (!isAble()) return undefined;
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return permission === "denied" ? "denied" : undefined;
  const { origin } = location;
  const [key, registration] = await Promise.all([
    serverKey(origin),
    registerWorker("/push-worker.js", scopeOf(store)).then(activated),
  ]);
  return subscribeWith(registration, origin, key);
};

/** To the page that opened this window, if it is the one it says; nobody else hears it (S1). */
export const answer = (store: string, result: Subscription | "denied"): void => {
  const opener: unknown = window.opener;
  if (isWindow(opener)) opener.postMessage({ sellerChatPush: result }, store);
};

const isWindow = (value: unknown): value is Pick<Window, "postMessage"> =>
  typeof value === "object" && value !== null && "postMessage" in value;

export const hasOpener = (): boolean => isWindow(window.opener);
