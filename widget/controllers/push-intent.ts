/** What a browser keeps of a person's wish to be notified. Where it denies storage, it lasts as long as the page. */
import type { Side } from "../client/state";

export interface Subscription {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

export interface PushIntent {
  /** Whose wish. */
  readonly person: string;
  /** No words of messages. */
  readonly quiet: boolean;
  /** Made by the small window, on the server's origin: the page can't ask for it there. */
  readonly window?: Subscription;
}

const nameOf = (server: string, side: Side): string => `seller-chat push ${side} ${server}`;
const OFFERED = "seller-chat push offered";

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

export const isSubscription = (value: unknown): value is Subscription =>
  isObject(value) &&
  "endpoint" in value &&
  typeof value.endpoint === "string" &&
  "keys" in value &&
  isObject(value.keys) &&
  "p256dh" in value.keys &&
  typeof value.keys.p256dh === "string" &&
  "auth" in value.keys &&
  typeof value.keys.auth === "string";

const isIntent = (value: unknown): value is PushIntent =>
  isObject(value) &&
  "person" in value &&
  typeof value.person === "string" &&
  "quiet" in value &&
  typeof value.quiet === "boolean" &&
  (!("window" in value) || isSubscription(value.window));

const tried = <T>(use: () => T): T | undefined => {
  try {
    return use();
  } catch {
    return undefined;
  }
};

export const readIntent = (server: string, side: Side): PushIntent | undefined => {
  const kept: unknown = tried(() => JSON.parse(localStorage.getItem(nameOf(server, side)) ?? "null"));
  return isIntent(kept) ? kept : undefined;
};

export const keepIntent = (server: string, side: Side, intent: PushIntent | undefined): void => {
  tried(() =>
    intent
      ? localStorage.setItem(nameOf(server, side), JSON.stringify(intent))
      : localStorage.removeItem(nameOf(server, side)),
  );
};

/** Asked once in a browser, and never again. */
export const wasOffered = (): boolean => tried(() => localStorage.getItem(OFFERED) !== null) ?? true;
export const noteOffered = (): void => {
  tried(() => localStorage.setItem(OFFERED, "1"));
};
