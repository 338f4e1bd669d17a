import { type ChatClient, type ListKey, type ListView, listKey } from "../client/state";

/** What an element holds open on its client: lists, and one conversation at most. What it wants no more it lets go. */
export class Held {
  /** The conversation's id. */
  conversation: string | undefined;
  private lists: ReadonlySet<ListKey> = new Set();

  /** Another client knows nothing of it. */
  renew(): void {
    this.conversation = undefined;
    this.lists = new Set();
  }

  list(client: ChatClient, views: readonly ListView[]): void {
    const wanted = new Map(views.map((view) => [listKey(view), view]));
    for (const [key, view] of wanted) if (!this.lists.has(key)) client.list(view);
    for (const key of this.lists) if (!wanted.has(key)) client.unlist(key);
    this.lists = new Set(wanted.keys());
  }

  show(client: ChatClient, conversation: string | undefined): void {
    if (conversation === this.conversation) return;
    if (this.conversation !== undefined) client.leave(this.conversation);
    this.conversation = conversation;
    if (conversation !== undefined) client.show(conversation);
  }
}
