import type { Command } from "./commands";
import { Core, type CoreDeps } from "./core";
import type { ChatState } from "./state";

/** One person's chat as a page sees it: run here, or in another tab. */
export interface Group {
  readonly state: ChatState;
  do(command: Command): void;
  /** The link may have died unseen, or the network is back. */
  probe(): void;
  /** There is a newer token of the same person. */
  renew(): void;
  leave(): void;
}

/** Every tab for itself: where tabs can't agree. Still correct: D2 makes what is sent twice harmless. */
export class Alone implements Group {
  readonly #core: Core;

  constructor(deps: CoreDeps) {
    this.#core = new Core(deps);
    void this.#core.start();
  }

  get state(): ChatState {
    return this.#core.state;
  }

  do(command: Command): void {
    this.#core.do(command, "here");
  }

  probe(): void {
    this.#core.probe();
  }

  renew(): void {
    this.#core.renew();
  }

  leave(): void {
    this.#core.stop();
  }
}
