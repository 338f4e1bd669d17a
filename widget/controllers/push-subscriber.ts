/** How a page comes to a subscription: by a worker on its own origin, or by a small window on the server's. */
import { ask } from "../client/http";
import { keepSubscription, keptSubscription } from "../worker/kept";
import { isSubscription, type PushIntent, type Subscription } from "./push-intent";
import type { PushFacts, PushWay } from "./push-rule";
import { activated, registerWorker } from "./worker-registration";

export interface Subscriber {
  facts(intent: PushIntent | undefined): Omit<PushFacts, "subscribed">;
  /**
   * Asks the person, in the turn of their click. `undefined`: they said no, or nothing.
   * @throws whatever the browser, its push service or the network throw
   */
  ask(): Promise<Subscription | undefined>;
  /** At a start: the subscription as it is, made anew where the browser lost it or the server has another key. @throws as `ask` */
  renew(intent: PushIntent): Promise<Subscription | undefined>;
  /** What this browser subscribed, as far as we can tell. */
  current(intent: PushIntent): Promise<string | undefined>;
  /** Ends it in the browser: its push service says so at the next push. */
  end(): Promise<void>;
}

/** Whether the browser has all of it, in a page like this one. */
export const isAble = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const standalone = (): boolean | undefined =>
  "standalone" in navigator && typeof navigator.standalone === "boolean" ? navigator.standalone : undefined;

export const serverKey = async (server: string): Promise<string> => {
  const answer = await ask((url, init) => fetch(url, init), { method: "GET", url: `${server}/v1/push/key` });
  if (typeof answer === "object" && answer !== null && "key" in answer && typeof answer.key === "string")
    return answer.key;
  throw new Error("the server told no key");
};

const toJson = (subscription: PushSubscription): Subscription => {
  const { endpoint, keys } = subscription.toJSON();
  const plain: unknown = { endpoint, keys: { p256dh: keys?.p256dh, auth: keys?.auth } };
  if (isSubscription(plain)) return plain;
  throw new Error("the browser told no keys");
};

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const hasKey = (subscription: PushSubscription, key: string): boolean => {
  const { applicationServerKey } = subscription.options;
  return applicationServerKey === null || base64url(applicationServerKey) === key; // null: the browser doesn't tell
};

/** Subscribes with this registration and keeps what the worker needs. Another key of ours goes: the server's is newer. */
export const subscribeWith = async (
  { pushManager, scope }: ServiceWorkerRegistration,
  server: string,
  key: string,
): Promise<Subscription> => {
  let found = await pushManager.getSubscription();
  if (found && !hasKey(found, key)) {
    await found.unsubscribe();
    found = null;
  }
  const subscription = toJson(
    found ?? (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })),
  );
  await keepSubscription(scope, { server, endpoint: subscription.endpoint, auth: subscription.keys.auth });
  return subscription;
};

const registrations = async (): Promise<readonly ServiceWorkerRegistration[]> =>
  isAble() ? navigator.serviceWorker.getRegistrations() : [];

/** The registration that holds a subscription for this server, if this origin has one. */
const ours = async (server: string): Promise<ServiceWorkerRegistration | undefined> => {
  for (const registration of await registrations()) {
    if ((await keptSubscription(registration.scope))?.server === server) return registration;
  }
  return undefined;
};

const scriptOf = ({ active, waiting, installing }: ServiceWorkerRegistration): string | undefined =>
  (active ?? waiting ?? installing)?.scriptURL;

class WorkerSubscriber implements Subscriber {
  constructor(
    private readonly server: string,
    private readonly script: string | undefined,
  ) {}

  facts() {
    const permission = isAble() ? Notification.permission : "default";
    return { able: isAble(), standalone: standalone(), permission };
  }

  async ask(): Promise<Subscription | undefined> {
    if ((await Notification.requestPermission()) !== "granted") return undefined;
    return this.subscribe();
  }

  async renew(): Promise<Subscription | undefined> {
    return this.facts().permission === "granted" ? this.subscribe() : undefined;
  }

  async current(): Promise<string | undefined> {
    const registration = await ours(this.server);
    return registration && (await keptSubscription(registration.scope))?.endpoint;
  }

  async end(): Promise<void> {
    const registration = await ours(this.server);
    if (!registration) return;
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    await keepSubscription(registration.scope, undefined);
  }

  private async subscribe(): Promise<Subscription> {
    const key = await serverKey(this.server);
    return subscribeWith(await this.registration(key), this.server, key);
  }

  /**
   * Ours if there is one; else a worker of that script that the page has already, unless the store itself is subscribed
   * with it; else a new one, whose scope is its own address: it comes between the page and the network nowhere.
   */
  private async registration(key: string): Promise<ServiceWorkerRegistration> {
    const known = await ours(this.server);
    if (known) return activated(known);
    if (this.script === undefined) throw new Error("no worker is left on this origin");
    for (const registration of await registrations()) {
      if (scriptOf(registration) !== this.script) continue;
      const subscription = await registration.pushManager.getSubscription();
      if (!subscription || hasKey(subscription, key)) return activated(registration);
    }
    return activated(await registerWorker(this.script, new URL(this.script).pathname));
  }
}

/** What the window says, once. server/http/push-window.ts has allowed the page's origin. */
const isAnswer = (value: unknown): value is { readonly sellerChatPush: unknown } =>
  typeof value === "object" && value !== null && "sellerChatPush" in value;

/** How often we look whether the person has closed the window (ms): no event tells. */
const LOOK = 400;

class WindowSubscriber implements Subscriber {
  private denied = false;

  constructor(
    private readonly server: string,
    private readonly address: () => string,
  ) {}

  facts(intent: PushIntent | undefined) {
    const permission = this.denied ? ("denied" as const) : intent?.window ? ("granted" as const) : ("default" as const);
    return { able: isAble(), standalone: standalone(), permission };
  }

  ask(): Promise<Subscription | undefined> {
    const opened = window.open(this.address(), "seller-chat-push", "popup,width=400,height=520");
    if (!opened) return Promise.reject(new Error("the browser opened no window"));
    return new Promise((resolve) => {
      const finish = (subscription: Subscription | undefined) => {
        clearInterval(looking);
        removeEventListener("message", hear);
        resolve(subscription);
      };
      const hear = ({ origin, source, data }: MessageEvent<unknown>) => {
        if (origin !== this.server || source !== opened || !isAnswer(data)) return;
        this.denied = data.sellerChatPush === "denied";
        finish(isSubscription(data.sellerChatPush) ? data.sellerChatPush : undefined);
      };
      const looking = setInterval(() => opened.closed && finish(undefined), LOOK);
      addEventListener("message", hear);
    });
  }

  async renew({ window: made }: PushIntent): Promise<Subscription | undefined> {
    return made;
  }

  async current({ window: made }: PushIntent): Promise<string | undefined> {
    return made?.endpoint;
  }

  /** Out of reach from here; the server was told. */
  async end(): Promise<void> {}
}

/** @param address of the small window */
export const subscriberFor = async (way: PushWay, server: string, address: () => string): Promise<Subscriber> => {
  if (way.name === "worker") return new WorkerSubscriber(server, way.script);
  // Another page of the store has brought a worker.
  return (await ours(server)) ? new WorkerSubscriber(server, undefined) : new WindowSubscriber(server, address);
};
