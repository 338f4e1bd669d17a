/**
 * A person's browser as far as notifications go. `pushManager.subscribe` asks a push service on the internet: it answers with a
 * browser of the tests' push service, and so does `getSubscription`, which would know of none. What comes there is handed to the real worker by DevTools' protocol.
 */
import type { BrowserContext, Page, Worker } from "playwright-core";
import type { PushService } from "../../support/push-service";

export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly actions: readonly string[];
  readonly silent: boolean;
  readonly renotify: boolean;
}

/** In each page: a registration's subscription lasts as long as the browser. */
const stub = (made: object) => `if ("ServiceWorkerRegistration" in self) {
  const made = ${JSON.stringify(made)};
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0)).buffer;
  const managers = new Map();
  const manager = (scope) => {
    const name = "tests subscribed " + scope;
    const subscription = (key) => ({
      endpoint: made.endpoint,
      options: { userVisibleOnly: true, applicationServerKey: bytes(key) },
      toJSON: () => ({ ...made, expirationTime: null }),
      unsubscribe: async () => { localStorage.removeItem(name); return true; },
    });
    return {
      subscribe: async ({ applicationServerKey }) => {
        localStorage.setItem(name, applicationServerKey);
        return subscription(applicationServerKey);
      },
      getSubscription: async () => {
        const key = localStorage.getItem(name);
        return key === null ? null : subscription(key);
      },
    };
  };
  Object.defineProperty(ServiceWorkerRegistration.prototype, "pushManager", {
    get() {
      if (!managers.has(this.scope)) managers.set(this.scope, manager(this.scope));
      return managers.get(this.scope);
    },
  });
}`;

export class Notified {
  readonly #pushed = new Set<object>();

  private constructor(
    readonly context: BrowserContext,
    readonly origin: string,
    readonly service: PushService,
    /** At the push service. */
    readonly browser: string,
    /** Without any element of ours: the person has closed the chat. */
    readonly elsewhere: Page,
  ) {}

  /** @param origin of the pages that subscribe. @param blank path there of a page without any element of ours */
  static async in(context: BrowserContext, origin: string, service: PushService, blank = "/status"): Promise<Notified> {
    const { id, endpoint, keys } = service.subscribe();
    await context.grantPermissions(["notifications"], { origin });
    await context.addInitScript(stub({ endpoint, keys }));
    const elsewhere = await context.newPage();
    await elsewhere.goto(origin + blank);
    return new Notified(context, origin, service, id, elsewhere);
  }

  /** The worker whose scope begins so. */
  async worker(script = "push-worker.js"): Promise<Worker> {
    const found = this.context.serviceWorkers().find((one) => one.url().endsWith(script));
    return found ?? this.context.waitForEvent("serviceworker", (one) => one.url().endsWith(script));
  }

  /** Hands over what has come to the push service since the last time, or something else. Returns how many. */
  async deliver(script = "push-worker.js"): Promise<number> {
    const fresh = this.service.accepted(this.browser).filter((push) => !this.#pushed.has(push));
    for (const push of fresh) {
      this.#pushed.add(push);
      await this.hand(JSON.stringify(push.payload), script);
    }
    return fresh.length;
  }

  async hand(data: string, script = "push-worker.js"): Promise<void> {
    const { devTools, registrationId, worker } = await this.wake(script);
    // Nothing tells what an app's icon shows, so what it is set to is noted; and when the worker is done with the push.
    await worker.evaluate(`{
      navigator.setAppBadge = async (count) => { self.badge = count; };
      const { waitUntil } = ExtendableEvent.prototype;
      self.told = new Promise((resolve) => {
        ExtendableEvent.prototype.waitUntil = function (work) {
          ExtendableEvent.prototype.waitUntil = waitUntil;
          resolve(work);
          waitUntil.call(this, work);
        };
      });
      undefined;
    }`);
    await devTools.send("ServiceWorker.deliverPushMessage", { origin: this.origin, registrationId, data });
    await worker.evaluate("self.told");
    await devTools.detach();
  }

  /** Starts the worker, if it rests. */
  async wake(script = "push-worker.js") {
    const devTools = await this.context.newCDPSession(this.elsewhere);
    const scopes = new Map<string, string>();
    devTools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      for (const { registrationId, scopeURL } of registrations) scopes.set(registrationId, scopeURL);
    });
    const found = new Promise<string>((resolve) => {
      devTools.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
        for (const { registrationId, scriptURL } of versions) if (scriptURL.endsWith(script)) resolve(registrationId);
      });
    });
    await devTools.send("ServiceWorker.enable");
    const registrationId = await found;
    await devTools.send("ServiceWorker.startWorker", { scopeURL: scopes.get(registrationId) ?? "" });
    return { devTools, registrationId, worker: await this.worker(script) };
  }

  /** What the browser shows of this origin. */
  shown(): Promise<readonly Shown[]> {
    return this.elsewhere.evaluate<readonly Shown[]>(`(async () => {
      const all = await Promise.all(
        (await navigator.serviceWorker.getRegistrations()).map((one) => one.getNotifications()),
      );
      return all.flat().map(({ title, body, tag, silent, renotify, timestamp, actions }) => ({
        title, body, tag, silent, renotify, actions: actions.map(({ action }) => action),
      }));
    })()`);
  }

  /** The number that the worker has put on the app's icon. */
  async badge(script = "push-worker.js"): Promise<number> {
    return (await this.worker(script)).evaluate<number>("self.badge");
  }

  /** From now on a window may take as long as it likes to say that it has the conversation: this machine may be busy. */
  async hurryNobody(): Promise<void> {
    const worker = await this.worker();
    await worker.evaluate(
      "{ const { setTimeout } = self; self.setTimeout = (task) => setTimeout(task, 15_000); undefined; }",
    );
  }

  /**
   * Presses the notification that is shown, in its worker. Only a hand on a screen may open a window or bring one in front:
   * those two calls note where they lead; the rest is the worker's own. Returns where it led.
   */
  async press(action = "", reply: string | null = null, script = "push-worker.js"): Promise<readonly string[]> {
    const worker = await this.worker(script);
    return worker.evaluate<readonly string[]>(`(async () => {
      const led = [];
      self.clients.openWindow = async (url) => { led.push("opened " + url); return null; };
      WindowClient.prototype.focus = async function () { led.push("focused " + this.url); return this; };
      const [notification] = await self.registration.getNotifications();
      const event = new NotificationEvent("notificationclick", {
        notification, action: ${JSON.stringify(action)}, reply: ${JSON.stringify(reply)},
      });
      let working;
      event.waitUntil = (work) => { working = work; };
      self.dispatchEvent(event);
      await working;
      return led;
    })()`);
  }
}
