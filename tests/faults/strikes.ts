/** Carries out what the plan deals: each fault from its begin to its end. */
import type { Device } from "./device";
import type { House } from "./house";
import type { Condition, Line } from "./line";
import type { Pages } from "./pages";
import { EACH_ROUND, FAULTS, type Fault, type FaultName, type Struck } from "./plan";

export class Strikes {
  /** How many of each were survived, so far as they are over. */
  readonly survived = new Map<FaultName, number>(FAULTS.map((name) => [name, 0]));
  /** What went wrong with a fault itself: a server that didn't come back. */
  readonly troubles: string[] = [];
  readonly #house: House;
  readonly #devices: readonly Device[];
  readonly #pages: Pages | undefined;
  readonly #underWay = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  /** A server dies once at a time. */
  #deaths: Promise<void> = Promise.resolve();

  constructor(house: House, devices: readonly Device[], pages: Pages | undefined) {
    this.#house = house;
    this.#devices = devices;
    this.#pages = pages;
  }

  begin(fault: Fault): void {
    if (fault.fault === "tab closed" && !this.#pages) return;
    const done = this.#strike(fault).then(
      () => void this.survived.set(fault.fault, (this.survived.get(fault.fault) ?? 0) + 1),
      (error: unknown) => void this.troubles.push(`${fault.fault}: ${error}`),
    );
    this.#underWay.add(done);
    void done.then(() => this.#underWay.delete(done));
  }

  /** Ends every fault now. Resolves when server and database are up, and no line is struck any more. */
  async end(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#underWay);
    for (const device of this.#devices) device.thaw();
    await this.#house.start();
    await this.#house.ready();
  }

  #strike(fault: Fault): Promise<void> {
    switch (fault.fault) {
      case "server killed":
        return this.#dies(() => this.#house.end("SIGKILL"), fault.away);
      case "server restarted":
        return this.#dies(() => this.#house.end("SIGTERM"), fault.away);
      case "server and database killed":
        return this.#dies(async () => {
          this.#house.killDatabase();
          await this.#house.end("SIGKILL");
        }, fault.away);
      case "database killed":
        return this.#dies(async () => {
          for (let n = 0; n < fault.times; n++) {
            this.#house.killDatabase();
            await this.#pause(fault.every);
          }
        }, 0);
      case "cut":
        for (const line of this.#lines(fault)) line.cut(fault.how);
        return Promise.resolve();
      case "network gone":
        return this.#impose(fault, { down: true }, "RST");
      case "half-open":
        return this.#impose(fault, { stops: ["up", "down"], forGood: fault.forGood });
      case "one direction only":
        return this.#impose(fault, { stops: [fault.stops] });
      case "delayed":
        return this.#impose(fault, { delay: fault.delay });
      case "throttled":
        return this.#impose(fault, { rate: fault.rate });
      case "WebSockets refused":
        return this.#impose(fault, { noUpgrade: true }, "FIN");
      case "client killed after a send":
        return this.#killAfterSend(fault);
      case "page reloaded":
        this.#device(fault.device).reload();
        return Promise.resolve();
      case "client frozen":
        return this.#freeze(fault);
      case "tab closed":
        return this.#pages?.closeTab(fault.page, fault.text, fault.after) ?? Promise.resolve();
    }
  }

  #dies(death: () => Promise<void>, away: number): Promise<void> {
    const died = this.#deaths.then(async () => {
      await death();
      await this.#pause(away);
      await this.#house.start();
      await this.#house.ready();
    });
    this.#deaths = died.catch(() => {});
    return died;
  }

  async #impose({ lasts, ...struck }: Struck & { lasts: number }, condition: Condition, cut?: "RST" | "FIN") {
    const lines = this.#lines(struck);
    const lifts = lines.map((line) => line.impose(condition));
    if (cut) for (const line of lines) line.cut(cut);
    await this.#pause(lasts);
    for (const lift of lifts) lift();
  }

  async #killAfterSend({ device: n, talk, text, after }: Extract<Fault, { fault: "client killed after a send" }>) {
    const device = this.#device(n);
    device.send(talk, text);
    if (after > 0) await Bun.sleep(after);
    else await Promise.resolve(); // its microtask has put it on the wire, and nothing more
    device.crash();
  }

  async #freeze({ device: n, lasts, wakes }: Extract<Fault, { fault: "client frozen" }>) {
    const device = this.#device(n);
    device.freeze();
    await this.#pause(lasts);
    device.thaw();
    if (wakes) device.wake();
  }

  #lines({ devices, pages }: Struck): Line[] {
    const own = devices.map((n) => this.#device(n).line);
    return [...new Set([...own, ...pages.flatMap((page) => this.#pages?.line(page) ?? [])])];
  }

  #device(n: number): Device {
    const device = this.#devices[n];
    if (!device) throw new Error(`there is no device ${n}`);
    return device;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#stopping;
      if (signal.aborted) return resolve();
      const timer = setTimeout(resolve, ms);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

/** What a round brings, and how much of it was survived. */
export const table = (survived: ReadonlyMap<FaultName, number>): string =>
  [...survived]
    .map(([name, times]) => `  ${name.padEnd(30)} ${String(times).padStart(5)}   (${EACH_ROUND[name]} a round)`)
    .join("\n");
