/**
 * A person's browser as far as notifications go. `pushManager.subscribe` asks a push service on the internet: that one call
 * answers with a browser of the tests' push service. What comes there is handed to the real worker by DevTools' protocol.
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

/** In each page and worker: a subscription that lasts as long as the browser. */
const stub = (made: object) => `{
  const made = ${JSON.stringify(made)};
  const subscription = (key) => ({
    endpoint: made.endpoint,
    options: { userVisibleOnly: true, applicationServerKey: key },
    toJSON: () => ({ ...made, expirationTime: null }),
    unsubscribe: async () => { localStorage.removeItem("tests subscribed"); return true; },
  });
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0)).buffer;
  PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
    localStorage.setItem("tests subscribed", applicationServerKey);
    return subscription(bytes(applicationServerKey));
  };
  PushManager.prototype.getSubscription = async () => {
    const key = localStorage.getItem("tests subscribed");
    return key === null ? null : subscription(bytes(key));
  };
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

  /** @param origin of the pages that subscribe */
  static async in(context: BrowserContext, origin: string, service: PushService): Promise<Notified> {
    const { id, endpoint, keys } = service.subscribe();
    await context.grantPermissions(["notifications"], { origin });
    await context.addInitScript(stub({ endpoint, keys }));
    const elsewhere = await context.newPage();
    await elsewhere.goto(`${origin}/status`);
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
    const devTools = await this.context.newCDPSession(this.elsewhere);
    const registration = new Promise<string>((resolve) => {
      const urls = new Map<string, string>();
      devTools.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
        for (const { registrationId, scriptURL } of versions) {
          urls.set(registrationId, scriptURL);
          if (scriptURL.endsWith(script)) resolve(registrationId);
        }
      });
    });
    await devTools.send("ServiceWorker.enable");
    const registrationId = await registration;
    const before = JSON.stringify(await this.shown());
    await devTools.send("ServiceWorker.deliverPushMessage", { origin: this.origin, registrationId, data });
    await this.until(async () => JSON.stringify(await this.shown()) !== before);
    await devTools.detach();
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

  /** Looks again until it is so; the test's own time limit ends it. */
  async until(is: () => Promise<boolean>): Promise<void> {
    while (!(await is())) await this.elsewhere.evaluate("new Promise((done) => requestAnimationFrame(done))");
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
