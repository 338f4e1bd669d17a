import type { Command } from "../commands";
import type { Channel, OpenChannel } from "../environment";
import type { Group } from "../group";
import type { Locks } from "../locks";
import type { ChatState } from "../state";
import { Follower } from "./follower";
import { Leader } from "./leader";
import { isTabMessage, TABS_VERSION, type TabMessage } from "./messages";
import type { Role, RoleDeps } from "./role";

interface TabsDeps extends Omit<RoleDeps, "page" | "post"> {
  /** Names the person, the server and the sides. */
  readonly scope: string;
  readonly uuid: () => string;
  readonly locks: Locks;
  readonly channel: OpenChannel;
  /** What is shown until a leader is heard. */
  readonly shown: ChatState;
}

/**
 * D10: all tabs of one person on one origin are one client. Whoever holds the lock leads and runs the link for all; the
 * browser hands the lock on in the moment in which its tab closes or crashes, and a tab that is looked at takes it from one
 * that is frozen.
 */
export class Tabs implements Group {
  readonly #deps: RoleDeps;
  readonly #locks: Locks;
  readonly #name: string;
  readonly #channel: Channel;
  readonly #left = new AbortController();
  #role: Role;
  /** Ends waiting for the lead. */
  #giveUp = new AbortController();
  /** Ends what a leader watches; there while this tab leads. */
  #leading: AbortController | undefined;
  /** What was said before anybody could answer. */
  #unsaid: TabMessage[] | undefined = [];

  constructor({ scope, uuid, locks, channel, shown, ...deps }: TabsDeps) {
    this.#name = `seller-chat ${TABS_VERSION} ${scope}`;
    this.#locks = locks;
    this.#channel = channel(this.#name, (data) => {
      if (isTabMessage(data)) this.#role.hear(data);
    });
    this.#deps = { ...deps, page: uuid(), post: (message) => this.#post(message) };
    this.#role = this.#follower(shown, []);
    void this.#live();
  }

  get state(): ChatState {
    return this.#role.state;
  }

  do(command: Command): void {
    this.#role.do(command);
  }

  probe(): void {
    this.#role.probe();
  }

  renew(): void {
    this.#role.renew();
  }

  leave(): void {
    this.#role.stop();
    this.#giveUp.abort();
    this.#leading?.abort();
    this.#left.abort();
    this.#channel.close();
  }

  #post(message: TabMessage): void {
    if (this.#unsaid) this.#unsaid.push(message);
    else if (!this.#left.signal.aborted) this.#channel.post(message);
  }

  /** While this tab lives it holds a lock of its own, so that the leader learns of its end; only then it speaks. */
  async #live(): Promise<void> {
    const speak = async () => {
      const unsaid = this.#unsaid ?? [];
      this.#unsaid = undefined;
      for (const message of unsaid) this.#post(message);
      this.#wait();
      await this.#untilLeft();
    };
    await this.#locks.request(this.#lockOf(this.#deps.page), {}, speak).catch(() => this.#lead());
  }

  /** In line for the lead. */
  #wait(): void {
    const giveUp = new AbortController();
    this.#giveUp = giveUp;
    this.#locks
      .request(this.#name, { signal: giveUp.signal }, () => this.#lead())
      .catch(() => giveUp.signal.aborted || this.#robbed());
  }

  #steal(): void {
    this.#deps.log("taking the lead from a frozen tab");
    this.#giveUp.abort();
    this.#locks.request(this.#name, { steal: true }, () => this.#lead()).catch(() => this.#robbed());
  }

  /** Leads until it leaves, or is robbed. */
  async #lead(): Promise<void> {
    if (this.#left.signal.aborted) return;
    const leading = new AbortController();
    this.#leading = leading;
    const watch = (page: string, gone: () => void) => {
      const ended = async () => {
        if (!leading.signal.aborted) gone();
      };
      this.#locks.request(this.#lockOf(page), { signal: leading.signal }, ended).catch(() => {});
    };
    const { state } = this.#role;
    this.#role = new Leader(this.#deps, state, this.#role.stop(), watch);
    this.#deps.changed();
    await this.#untilLeft();
  }

  /** Frozen for a while; meanwhile another tab has taken over. */
  #robbed(): void {
    if (this.#left.signal.aborted || !this.#leading) return;
    this.#leading.abort();
    this.#leading = undefined;
    const { state } = this.#role;
    this.#role = this.#follower(state, this.#role.stop());
    this.#deps.changed();
    this.#wait();
  }

  #follower(shown: ChatState, commands: readonly Command[]): Follower {
    return new Follower(this.#deps, shown, commands, () => this.#steal());
  }

  #lockOf(page: string): string {
    return `${this.#name} ${page}`;
  }

  #untilLeft(): Promise<void> {
    return new Promise((resolve) => this.#left.signal.addEventListener("abort", () => resolve(), { once: true }));
  }
}
