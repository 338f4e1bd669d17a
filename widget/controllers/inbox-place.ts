import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What is in front, where there is room for one of the three. `id` is the conversation's. */
type Pane =
  | { readonly name: "list" }
  | { readonly name: "conversation"; readonly id: string }
  | { readonly name: "details"; readonly id: string };

export const LIST: Pane = { name: "list" };
const DEPTH: Readonly<Record<Pane["name"], number>> = { list: 0, conversation: 1, details: 2 };
const KEY = "sellerChatInbox";

const isPane = (value: unknown): value is Pane =>
  typeof value === "object" &&
  value !== null &&
  "name" in value &&
  (value.name === "list" ||
    ((value.name === "conversation" || value.name === "details") && "id" in value && typeof value.id === "string"));

/** `#<conversation>`; `#seller-chat=<conversation>`, as a notification links to it. */
const paneAt = (hash: string): Pane => {
  const id = /^#(?:seller-chat=)?([0-9a-f-]{36})$/.exec(hash)?.[1];
  return id === undefined ? LIST : { name: "conversation", id };
};

/**
 * Where the reader is. On a page of its own each step in is an entry of the browser's history, so that a phone's back
 * gesture leads from a conversation to the list; the depth in the history is always that of the pane. Inside somebody
 * else's page the history is theirs.
 */
export class InboxPlace implements ReactiveController {
  private now: Pane = LIST;
  private listening = false;

  /** @param page whether the inbox is the page; asked at each step */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly page: () => boolean,
  ) {
    host.addController(this);
  }

  get pane(): Pane {
    return this.now;
  }

  hostUpdated(): void {
    if (this.page() && !this.listening) this.begin();
  }

  hostDisconnected(): void {
    removeEventListener("popstate", this.popped);
    this.listening = false;
  }

  /** Resolves when it is in front. */
  async go(pane: Pane): Promise<void> {
    const by = DEPTH[pane.name] - DEPTH[this.now.name];
    if (this.page() && by < 0) {
      const popped = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
      history.go(by); // and `popped` shows it
      await popped;
      return;
    }
    if (this.page()) this.write(pane, by === 0 ? "replaceState" : "pushState");
    this.show(pane);
  }

  /** A step out: from the details to the conversation, from there to the list. */
  back(): Promise<void> {
    return this.go(this.now.name === "details" ? { name: "conversation", id: this.now.id } : LIST);
  }

  private begin(): void {
    this.listening = true;
    addEventListener("popstate", this.popped);
    const kept = this.kept();
    const linked = paneAt(location.hash);
    if (kept) this.show(kept);
    else {
      this.write(LIST, "replaceState"); // below a conversation that was linked to lies the list
      if (linked.name !== "list") void this.go(linked);
    }
  }

  private readonly popped = (): void => {
    const pane = this.kept() ?? paneAt(location.hash); // somebody followed a link to `#…` inside the page
    if (!this.kept()) this.write(pane, "replaceState");
    this.show(pane);
  };

  private kept(): Pane | undefined {
    const state: unknown = history.state;
    const kept = typeof state === "object" && state !== null && KEY in state ? state[KEY] : undefined;
    return isPane(kept) ? kept : undefined;
  }

  private write(pane: Pane, how: "pushState" | "replaceState"): void {
    const hash = pane.name === "list" ? "" : `#${pane.id}`;
    history[how]({ ...history.state, [KEY]: pane }, "", location.pathname + location.search + hash);
  }

  private show(pane: Pane): void {
    this.now = pane;
    this.host.requestUpdate();
  }
}
