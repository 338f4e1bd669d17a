import type { ReactiveController } from "lit";
import { exclusively } from "../client/locks";
import type { ChatState, ThreadKey } from "../client/state";
import { dropAnswers, keptAnswers } from "../worker/kept";
import { isNoticeData, isWorkerMessage } from "../worker/messages";
import type { PushHost } from "./push-host";
import { linkedConversation } from "./push-rule";

/** What a page does about notifications that are shown: it opens what was pressed, and closes what was read. */
export class PushNotices implements ReactiveController {
  private seen: ChatState | undefined;
  /** Of the conversations known here, how far this side has read. */
  private readonly positions = new Map<string, number>();
  /** The conversation that came into view last, by its id. */
  private viewed: string | undefined;
  private badge: number | undefined;

  /** @param isOn whether pushes set the app's badge */
  constructor(
    private readonly host: PushHost,
    private readonly isOn: () => boolean,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    navigator.serviceWorker?.addEventListener("message", this.heard);
    addEventListener("hashchange", this.followed);
    this.followed();
  }

  hostDisconnected(): void {
    navigator.serviceWorker?.removeEventListener("message", this.heard);
    removeEventListener("hashchange", this.followed);
  }

  hostUpdated(): void {
    const { chat } = this.host;
    const key = this.host.key();
    const id = key === undefined ? undefined : chat.threads.get(key)?.conversation?.id;
    if (key !== undefined && id !== undefined && id !== this.viewed) void this.handAnswers(key, id).catch(() => {}); // then they stay kept
    this.viewed = id;
    if (chat === this.seen) return;
    this.seen = chat;
    this.closeRead(chat);
    this.showBadge(chat);
  }

  /**
   * What was written in a notification and didn't go out, before whatever is being written here. One tab takes it, and it
   * stays kept until the client has it: this page may be closed, or somebody else's, at any moment.
   */
  private handAnswers(key: ThreadKey, conversation: string): Promise<void> {
    const { side } = this.host;
    return exclusively(navigator.locks, `seller-chat answers ${side} ${conversation}`, async () => {
      const answers = await keptAnswers(side, conversation);
      const { client, chat } = this.host;
      const thread = chat.threads.get(key);
      if (answers.length === 0 || !client || thread?.conversation?.id !== conversation) return;
      const text = answers.join("\n");
      // A page that was closed right here has left them in both places.
      if (!thread.draft.startsWith(text)) client.draft(key, [text, thread.draft].filter(Boolean).join("\n"));
      await dropAnswers(side, conversation, answers.length);
    });
  }

  /** What was read, here or elsewhere, needs no notification any more: no push can take one away. */
  private closeRead({ threads, inboxes }: ChatState): void {
    const { side } = this.host;
    const known = [...threads.values()].flatMap(({ conversation }) => conversation ?? []);
    let moved = false;
    for (const { id, read } of [...known, ...[...inboxes.values()].flatMap(({ items }) => items)]) {
      if (read[side] <= (this.positions.get(id) ?? -1)) continue;
      this.positions.set(id, read[side]);
      moved = true;
    }
    if (moved && "serviceWorker" in navigator) void this.close().catch(() => {});
  }

  private async close(): Promise<void> {
    for (const registration of await navigator.serviceWorker.getRegistrations()) {
      for (const notification of await registration.getNotifications()) {
        const about: unknown = notification.data;
        if (!isNoticeData(about) || about.side !== this.host.side) continue;
        if ((this.positions.get(about.conversation) ?? -1) >= about.seq) notification.close();
      }
    }
  }

  /** A push has set it; nobody else takes it back when everything is read. */
  private showBadge({ inboxes, me }: ChatState): void {
    if (!("setAppBadge" in navigator) || !me || !this.isOn()) return;
    const sellers = this.host.side === "buyer" ? [""] : me.sellers.map(({ id }) => id);
    const lists = sellers.map((seller) => inboxes.get(seller));
    if (lists.some((list) => !list || list.loading)) return; // not known yet
    const unread = lists.reduce((sum, list) => sum + (list?.unread ?? 0), 0);
    if (unread === this.badge) return;
    this.badge = unread;
    void navigator.setAppBadge(unread).catch(() => {});
  }

  private readonly heard = ({ data, ports }: MessageEvent<unknown>): void => {
    if (!isWorkerMessage(data) || data.side !== this.host.side) return;
    if (data.sellerChat === "open") this.open(data.conversation);
    else if (this.host.has(data.conversation)) ports[0]?.postMessage(true);
  };

  private readonly followed = (): void => {
    const conversation = linkedConversation(location.hash);
    if (conversation === undefined) return;
    // Else a reload would open it once more.
    history.replaceState(history.state, "", location.pathname + location.search);
    this.open(conversation);
  };

  private open(conversation: string): void {
    this.host.open(conversation);
    this.viewed = undefined; // also where it is in view already, there may be an answer now
    this.host.requestUpdate();
  }
}
