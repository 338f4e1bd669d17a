import type { Command } from "./commands";
import { Core, type CoreDeps } from "./core";
import { silent } from "./log";
import type { ChatState } from "./state";
import type { Shelf } from "./storage";
import { draftKey } from "./threads";

/** Stands for whoever is here before anybody was ever known. */
export const NOBODY = "";

/** What the visit remembers by itself. */
const LASTING: ReadonlySet<Command["type"]> = new Set(["open", "leave", "list", "unlist"]);

/**
 * What a person does before it is known who they are, or while the store can't tell: it shows, and nothing leaves it. What
 * they write is kept for the last person known (D5), but nothing of that person's is read: it may be somebody else.
 */
export class Limbo {
  /** For whom it is kept. */
  readonly user: string;
  readonly #shelf: Shelf;
  readonly #core: Core;
  /** What doesn't last by itself. */
  readonly #early: Command[] = [];

  constructor(user: string, shelf: Shelf, deps: Omit<CoreDeps, "me" | "shelf" | "token">, lasting: Iterable<Command>) {
    this.user = user;
    this.#shelf = shelf;
    const token = () => Promise.reject(new Error("nobody is here"));
    this.#core = new Core({ ...deps, me: user, shelf, token, log: silent });
    if (user === NOBODY) void this.#core.load();
    for (const command of lasting) this.#core.do(command, "limbo");
  }

  get state(): ChatState {
    return this.#core.state;
  }

  do(command: Command): void {
    if (!LASTING.has(command.type)) this.#early.push(command);
    this.#core.do(command, "limbo");
  }

  /**
   * Hands over what was done. If it was somebody else, what they wrote is not the last person's any more. What was written
   * while the records changed hands would otherwise be found by the next visit: a draft that was sent long ago.
   */
  release(user: string): readonly Command[] {
    if (user !== this.user) for (const command of this.#early) this.#forget(command);
    return this.#early.splice(0);
  }

  #forget(command: Command): void {
    if (command.type === "draft") this.#shelf.delete("drafts", draftKey(command.key, command.note));
    if (command.type !== "send") return;
    const { id, files = [] } = command.item;
    this.#shelf.delete("outbox", id);
    for (const file of files) this.#shelf.delete("files", file.id);
  }
}
