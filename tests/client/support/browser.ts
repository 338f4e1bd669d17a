/** A browser with several tabs of one origin, whose locks, channels and freezes are under a test's hand. */
import type { Clock } from "../../../widget/client/clock";
import type { Environment } from "../../../widget/client/environment";
import { memoryKeep } from "../../../widget/client/keep";
import type { Locks } from "../../../widget/client/locks";
import { MemoryStorage } from "../../../widget/client/storage";
import type { OpenTransport } from "../../../widget/client/transports/transport";
import { FakeClock } from "./clock";

type Life = "awake" | "frozen" | "closed";

export class FakeTab {
  life: Life = "awake";
  visible = true;
  readonly #missed: (() => void)[] = [];

  constructor(readonly browser: FakeBrowser) {}

  /** Code of the page runs only while it is awake; a frozen page catches up later. */
  run(task: () => void): void {
    if (this.life === "awake") task();
    else if (this.life === "frozen") this.#missed.push(task);
  }

  freeze(): void {
    this.life = "frozen";
  }

  thaw(): void {
    this.life = "awake";
    for (const task of this.#missed.splice(0)) task();
  }

  /** The tab is closed, or its process dies: nothing of it runs any more, and its locks are free. */
  close(): void {
    this.life = "closed";
    this.browser.forget(this);
  }

  get environment(): Partial<Environment> {
    const { browser } = this;
    const clock: Clock = {
      now: () => browser.clock.now(),
      after: (ms, task) => browser.clock.after(ms, () => this.run(task)),
    };
    return {
      clock,
      random: () => 0.5,
      storage: browser.storage,
      keep: browser.keep,
      visible: () => this.visible,
      locks: browser.locksOf(this),
      channel: (name, receive) => {
        const port = { tab: this, name, receive };
        browser.ports.add(port);
        return {
          post: (data) => this.run(() => browser.broadcast(port, data)),
          close: () => browser.ports.delete(port),
        };
      },
    };
  }

  /** A link ends with its tab, and a frozen tab hears nothing of it. */
  transport(open: OpenTransport): OpenTransport {
    return (on) => {
      if (this.life === "closed") return { kind: "websocket", send: () => {}, close: () => {} };
      const link = open({
        hello: () => on.hello(),
        opened: () => this.run(() => on.opened()),
        welcome: (frame, hello) => this.run(() => on.welcome(frame, hello)),
        frame: (frame) => this.run(() => on.frame(frame)),
        closed: (how) => this.run(() => on.closed(how)),
      });
      this.browser.links.set(this, [...(this.browser.links.get(this) ?? []), link]);
      return { ...link, send: (frame) => this.run(() => link.send(frame)) };
    };
  }
}

interface Port {
  readonly tab: FakeTab;
  readonly name: string;
  readonly receive: (data: unknown) => void;
}

interface Claim {
  readonly tab: FakeTab;
  readonly name: string;
  readonly held: () => Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

export class FakeBrowser {
  readonly clock = new FakeClock();
  readonly storage = new MemoryStorage();
  readonly keep = memoryKeep();
  readonly ports = new Set<Port>();
  readonly links = new Map<FakeTab, ReturnType<OpenTransport>[]>();
  readonly #holders = new Map<string, Claim>();
  #queue: Claim[] = [];

  tab(): FakeTab {
    return new FakeTab(this);
  }

  broadcast(from: Port, data: unknown): void {
    const copy: unknown = structuredClone(data);
    for (const port of this.ports)
      if (port !== from && port.name === from.name) queueMicrotask(() => port.tab.run(() => port.receive(copy)));
  }

  locksOf(tab: FakeTab): Locks {
    return {
      request: (name, { steal, signal }, held) =>
        new Promise((resolve, reject) => {
          const claim: Claim = { tab, name, held, resolve, reject: (error) => tab.run(() => reject(error)) };
          signal?.addEventListener("abort", () => {
            if (!this.#queue.includes(claim)) return;
            this.#queue = this.#queue.filter((other) => other !== claim);
            reject(new Error("aborted"));
          });
          if (steal) this.#steal(claim);
          else this.#queue.push(claim);
          this.#grant();
        }),
    };
  }

  forget(tab: FakeTab): void {
    for (const link of this.links.get(tab) ?? []) link.close();
    for (const port of this.ports) if (port.tab === tab) this.ports.delete(port);
    this.#queue = this.#queue.filter((claim) => claim.tab !== tab);
    for (const [name, claim] of this.#holders) if (claim.tab === tab) this.#holders.delete(name);
    this.#grant();
  }

  #steal(claim: Claim): void {
    this.#holders.get(claim.name)?.reject(new Error("stolen"));
    this.#holders.delete(claim.name);
    this.#queue.unshift(claim);
  }

  #grant(): void {
    for (const claim of [...this.#queue]) {
      if (this.#holders.has(claim.name)) continue;
      this.#queue = this.#queue.filter((other) => other !== claim);
      this.#holders.set(claim.name, claim);
      queueMicrotask(() => claim.tab.run(() => void this.#hold(claim)));
    }
  }

  async #hold(claim: Claim): Promise<void> {
    await claim.held().then(claim.resolve, claim.reject);
    if (this.#holders.get(claim.name) === claim) this.#holders.delete(claim.name);
    this.#grant();
  }
}
