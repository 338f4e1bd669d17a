import type { Command } from "../commands";
import { Core } from "../core";
import type { Log } from "../log";
import type { ChatState } from "../state";
import { unreachable } from "../unreachable";
import { bridged } from "./bridge";
import type { TabMessage } from "./messages";
import { diff, EMPTY, isEmpty } from "./mirror";
import type { Role, RoleDeps } from "./role";

/** What the last leader showed stands in for what is still being loaded, this long at most. */
const BRIDGE = 3_000;
/** A page from which no ping came for this long is not in view. */
const IN_VIEW = 3_000;

/** Runs the core for all tabs of the person, and tells them what changes. */
export class Leader implements Role {
  readonly #deps: RoleDeps;
  readonly #core: Core;
  readonly #watch: (page: string, gone: () => void) => void;
  /** Other pages: up to which command all are done, and when somebody was seen looking at them. */
  readonly #pages = new Map<string, { done: number; seen: number }>();
  #before: ChatState | undefined;
  #state: ChatState | undefined;
  #told: { readonly state: ChatState; readonly version: number } = { state: EMPTY, version: 0 };
  /** Pages whose commands were done since. */
  readonly #undone = new Set<string>();
  #stopBridge: () => void;

  /**
   * @param before what was shown last
   * @param commands what is left to do
   * @param watch calls back when a page is closed
   */
  constructor(
    deps: RoleDeps,
    before: ChatState,
    commands: readonly Command[],
    watch: (page: string, gone: () => void) => void,
  ) {
    this.#deps = deps;
    this.#before = before;
    this.#watch = watch;
    this.#core = new Core({
      ...deps,
      log: this.#log,
      visible: () => deps.visible() || this.#seen(),
      changed: () => this.#changed(),
    });
    this.#stopBridge = deps.clock.after(BRIDGE, () => {
      this.#before = undefined;
      this.#changed();
    });
    for (const command of [...deps.lasting(), ...commands]) this.#core.do(command, deps.page);
    deps.post({ type: "lead", leader: deps.page });
    void this.#core.start();
  }

  get state(): ChatState {
    this.#state ??= this.#before ? bridged(this.#before, this.#core.state, this.#core.loaded) : this.#core.state;
    return this.#state;
  }

  do(command: Command): void {
    this.#core.do(command, this.#deps.page);
    this.#state = undefined;
  }

  probe(): void {
    this.#core.probe();
  }

  renew(): void {
    this.#core.renew();
  }

  hear(message: TabMessage): void {
    if (!("page" in message)) return;
    const page = this.#page(message.page);
    switch (message.type) {
      case "join":
        if (message.credentials) this.#offered(message.credentials);
        this.#tell(true);
        void this.#core.load(); // what it wrote before it could tell, or what the page before it left
        break;
      case "do":
        if (message.n <= page.done) break;
        page.done = message.n;
        this.#undone.add(message.page);
        this.#core.do(message.command, message.page);
        this.#state = undefined; // who joins now is told of it, and its page that it is done
        break;
      case "ping":
        page.seen = this.#deps.clock.now();
        this.#deps.post({ type: "pong", leader: this.#deps.page });
        break;
      case "wake":
        this.#core.probe();
        break;
      case "token":
        this.#deps.offer(message.credentials);
        this.#core.renew();
        break;
      default:
        unreachable(message);
    }
  }

  stop(): readonly Command[] {
    this.#stopBridge();
    this.#core.stop();
    return this.#core.waiting;
  }

  readonly #log: Log = (step, ids) => {
    this.#deps.log(step, ids);
    if (this.#pages.size > 0) this.#deps.post({ type: "log", leader: this.#deps.page, step, ids });
  };

  #page(name: string): { done: number; seen: number } {
    const known = this.#pages.get(name);
    if (known) return known;
    const page = { done: 0, seen: Number.NEGATIVE_INFINITY };
    this.#pages.set(name, page);
    this.#watch(name, () => {
      this.#pages.delete(name);
      this.#core.gone(name);
      void this.#core.load(); // what it could not tell any more
    });
    return page;
  }

  #seen(): boolean {
    const since = this.#deps.clock.now() - IN_VIEW;
    return [...this.#pages.values()].some(({ seen }) => seen > since);
  }

  /** The page was made later, and so, often, was its token. */
  #offered(credentials: NonNullable<Extract<TabMessage, { type: "join" }>["credentials"]>): void {
    this.#deps.offer(credentials);
    if (this.#core.state.link.state === "refused") this.#core.renew();
  }

  #changed(): void {
    this.#state = undefined;
    this.#deps.changed();
    if (this.#pages.size > 0) this.#tell(false);
  }

  /** @param whole for a page that knows nothing yet */
  #tell(whole: boolean): void {
    if (!this.#core.loaded) return; // until then they have more in view than is known here
    const { state, version } = whole ? { state: EMPTY, version: 0 } : this.#told;
    const patch = diff(state, this.state);
    if (isEmpty(patch) && this.#undone.size === 0 && !whole) return;
    const pages = whole ? this.#pages.keys() : this.#undone;
    const done = Object.fromEntries([...pages].map((page) => [page, this.#pages.get(page)?.done ?? 0]));
    this.#undone.clear();
    this.#told = { state: this.state, version: this.#told.version + 1 };
    this.#deps.post({
      type: "state",
      leader: this.#deps.page,
      base: version,
      version: this.#told.version,
      patch,
      done,
    });
  }
}
