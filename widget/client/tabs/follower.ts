import type { Command } from "../commands";
import type { ChatState } from "../state";
import { anticipate } from "./anticipate";
import type { FromLeader, TabMessage } from "./messages";
import { EMPTY, patched } from "./mirror";
import type { Role, RoleDeps } from "./role";

/** D10: a leader that is silent for two of these, while a person looks at this page, is frozen. */
const PING = 1_000;
const UNANSWERED = 2;

interface Pending {
  readonly n: number;
  readonly command: Command;
}

/** Shows what the leading tab shows, and tells it what is done here. */
export class Follower implements Role {
  readonly #deps: RoleDeps;
  readonly #steal: () => void;
  #leader: string | undefined;
  #version = 0;
  #mirrored: ChatState;
  #state: ChatState | undefined;
  /** What no leader has said to have done. */
  #pending: readonly Pending[] = [];
  #n = 0;
  /** Commands leave in the order in which they came, each after what it needs is stored. */
  #line: Promise<void> = Promise.resolve();
  #unanswered = 0;
  #stopPings: () => void;

  /**
   * @param state what was shown last
   * @param commands what is left to do
   * @param steal takes the lead from a tab that is frozen
   */
  constructor(deps: RoleDeps, state: ChatState, commands: readonly Command[], steal: () => void) {
    this.#deps = deps;
    this.#mirrored = state;
    this.#steal = steal;
    for (const command of commands) this.do(command);
    this.#stopPings = this.#pingLater();
    this.#join();
  }

  get state(): ChatState {
    this.#state ??= anticipate(
      this.#mirrored,
      this.#pending.map(({ command }) => command),
      this.#deps.sides[0],
    );
    return this.#state;
  }

  do(command: Command): void {
    const pending = { n: ++this.#n, command };
    this.#pending = [...this.#pending, pending];
    this.#state = undefined;
    this.#post(pending);
  }

  probe(): void {
    this.#deps.post({ type: "wake", page: this.#deps.page });
    this.#unanswered = 0;
    this.#ping();
  }

  renew(): void {
    const credentials = this.#deps.credentials();
    if (credentials) this.#deps.post({ type: "token", page: this.#deps.page, credentials });
  }

  hear(message: TabMessage): void {
    if (!("leader" in message)) return;
    if (message.type === "lead") this.#follow(message.leader, true);
    else if (this.#leader === undefined) this.#follow(message.leader, false);
    if (message.leader !== this.#leader) return; // it thinks that it leads still
    this.#unanswered = 0;
    if (message.type === "state") this.#apply(message);
    else if (message.type === "log") this.#deps.log(message.step, message.ids);
  }

  stop(): readonly Command[] {
    this.#stopPings();
    return this.#pending.map(({ command }) => command);
  }

  #join(): void {
    this.#deps.post({ type: "join", page: this.#deps.page, credentials: this.#deps.credentials() });
  }

  /** A new leader knows nothing of this page. */
  #follow(leader: string, join: boolean): void {
    this.#leader = leader;
    this.#version = 0;
    if (join) this.#join();
    const left = this.#pending.map(({ command }) => command);
    this.#pending = [...this.#deps.lasting(), ...left.filter(({ type }) => type !== "open" && type !== "list")].map(
      (command) => ({ n: ++this.#n, command }),
    );
    for (const pending of this.#pending) this.#post(pending);
  }

  #apply({ base, version, patch, done }: Extract<FromLeader, { type: "state" }>): void {
    if (base !== 0 && base !== this.#version) {
      this.#join(); // something was lost on the way
      return;
    }
    this.#mirrored = patched(base === 0 ? EMPTY : this.#mirrored, patch);
    this.#version = version;
    const upTo = done[this.#deps.page] ?? 0;
    this.#pending = this.#pending.filter(({ n }) => n > upTo);
    this.#state = undefined;
    this.#deps.changed();
  }

  /** D5: a message is stored before anybody hears of it; if the leader dies now, the next one finds it. */
  #post(pending: Pending): void {
    const { n, command } = pending;
    const stored = command.type === "send" ? this.#store(command) : undefined;
    this.#line = this.#line
      .then(() => stored)
      .then(() => {
        if (this.#pending.includes(pending)) this.#deps.post({ type: "do", page: this.#deps.page, n, command });
      });
  }

  #store({ item, bytes = new Map() }: Extract<Command, { type: "send" }>): Promise<unknown> {
    const { shelf } = this.#deps;
    return Promise.all([
      shelf.put("outbox", item.id, item),
      ...[...bytes].map(([id, blob]) => shelf.put("files", id, blob)),
    ]);
  }

  #pingLater(): () => void {
    return this.#deps.clock.after(PING, () => {
      this.#stopPings = this.#pingLater();
      this.#ping();
    });
  }

  #ping(): void {
    if (!this.#deps.visible()) this.#unanswered = 0;
    else if (this.#unanswered >= UNANSWERED) this.#steal();
    else {
      this.#unanswered++;
      this.#deps.post({ type: "ping", page: this.#deps.page });
    }
  }
}
