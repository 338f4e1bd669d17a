import type { ReactiveController, ReactiveControllerHost } from "lit";
import { HttpFault } from "../client/http";
import type { ChatClient, ChatState, Side, Thread, ThreadKey } from "../client/state";
import { takeDraft } from "../worker/kept";
import { isNoticeData, isWorkerMessage } from "../worker/messages";
import { keepIntent, noteOffered, type PushIntent, readIntent, type Subscription, wasOffered } from "./push-intent";
import { canTurnOn, fateOf, linkedConversation, type PushState, pushState } from "./push-rule";
import type { Subscriber } from "./push-subscriber";

/** The element around it, as far as notifications go. */
export interface PushHost extends ReactiveControllerHost {
  readonly side: Side;
  readonly server: string;
  /** BCP 47. */
  readonly locale: string;
  readonly client: ChatClient | undefined;
  readonly chat: ChatState;
  /** The client has found out that nobody is signed in. */
  readonly nobody: boolean;
  /** Of the conversation in view. */
  key(): ThreadKey | undefined;
  /** Whether this page is where a notification of that conversation leads. */
  has(conversation: string): boolean;
  open(conversation: string): void;
}

/** How far a change has come that the person asked for. */
export type PushStep = "rest" | "asking" | "failed";

/** The wish of one person to be notified on one side, kept in step with the browser, the server and who is here. */
export class Push implements ReactiveController {
  step: PushStep = "rest";
  /** The question under the first message is on the page. */
  offering = false;
  private intent: PushIntent | undefined;
  private subscribed = false;
  /** For whom all is settled. */
  private settled: string | undefined;
  private seen: ChatState | undefined;
  private key: ThreadKey | undefined;
  private readonly positions = new Map<string, number>();
  /** The conversation in view, and the newest own message that the server has in it. */
  private sent: { readonly key: ThreadKey; readonly seq: number } | undefined;
  /** The conversation that came into view last, by its id. */
  private viewed: string | undefined;
  private badge: number | undefined;

  constructor(
    private readonly host: PushHost,
    private readonly subscriber: Subscriber,
  ) {
    this.intent = readIntent(host.server, host.side);
    host.addController(this);
  }

  get state(): PushState {
    return pushState({ ...this.subscriber.facts(this.intent), subscribed: this.subscribed });
  }

  get quiet(): boolean {
    return this.intent?.quiet ?? false;
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
    const { chat, nobody } = this.host;
    const key = this.host.key();
    if (chat === this.seen && key === this.key) return;
    this.seen = chat;
    this.key = key;
    const here = chat.link.state === "connected" ? chat.me?.id : undefined;
    if (here !== undefined && here !== this.settled) {
      this.settled = here;
      void this.settle(here);
    } else if (nobody) {
      this.settled = undefined;
      if (this.intent && fateOf(this.intent.person, undefined) === "drop") void this.drop();
    }
    const thread = key === undefined ? undefined : chat.threads.get(key);
    if (key !== undefined && thread) this.considerOffer(key, thread);
    const id = thread?.conversation?.id;
    if (key !== undefined && id !== undefined && id !== this.viewed) void this.handDraft(key, id);
    this.viewed = id;
    this.closeRead(chat);
    this.showBadge(chat);
  }

  /** In the turn of the person's click. */
  async turnOn(): Promise<void> {
    this.offering = false;
    await this.change(async (person) => {
      const subscription = await this.subscriber.ask();
      if (subscription) await this.subscribe({ person, quiet: this.quiet }, subscription);
    });
  }

  async turnOff(): Promise<void> {
    await this.change(async () => {
      if (this.intent) await this.unsubscribe(this.intent);
      await this.forget();
    });
  }

  async setQuiet(quiet: boolean): Promise<void> {
    await this.change(async (person) => {
      const subscription = this.intent && (await this.subscriber.renew(this.intent));
      if (subscription) await this.subscribe({ person, quiet }, subscription);
    });
  }

  decline(): void {
    this.offering = false;
    this.host.requestUpdate();
  }

  /** @param work may throw anything: the person is told, and can try again */
  private async change(work: (person: string) => Promise<void>): Promise<void> {
    const person = this.host.chat.me?.id;
    if (this.step === "asking") return;
    this.step = "asking";
    this.host.requestUpdate();
    try {
      if (person === undefined) throw new Error("nobody is here yet");
      await work(person);
      this.step = "rest";
    } catch (error) {
      this.step = "failed";
      console.warn("seller-chat: notifications could not be changed", error);
    }
    this.host.requestUpdate();
  }

  private async subscribe(
    { person, quiet }: Pick<PushIntent, "person" | "quiet">,
    subscription: Subscription,
  ): Promise<void> {
    const { client, side, locale, server } = this.host;
    const page = location.origin + location.pathname;
    await client?.request("POST", "/v1/push/subscriptions", { ...subscription, side, locale, quiet, page });
    const held = (await this.subscriber.current({ person, quiet })) === subscription.endpoint;
    this.intent = { person, quiet, ...(!held && { window: subscription }) };
    this.subscribed = true;
    keepIntent(server, side, this.intent);
  }

  /** At a start, and when it is somebody else. Without the network it stays as it was. */
  private async settle(here: string): Promise<void> {
    const { intent } = this;
    if (!intent) return;
    if (fateOf(intent.person, here) === "drop") return this.drop();
    try {
      const subscription = await this.subscriber.renew(intent);
      if (subscription) await this.subscribe({ person: here, quiet: intent.quiet }, subscription);
      else await this.turnOff(); // the browser doesn't let us any more
    } catch (error) {
      this.subscribed = !(error instanceof HttpFault);
    }
    this.host.requestUpdate();
  }

  /** Whoever is here now was not asked. What can't be ended in the browser is taken over, then ended, by whoever may. */
  private async drop(): Promise<void> {
    const { client, chat, side } = this.host;
    const made = this.intent?.window;
    if (made && chat.me === undefined) return; // as soon as somebody is here
    if (made) {
      await client?.request("POST", "/v1/push/subscriptions", { ...made, side }).catch(() => {});
      await client?.request("DELETE", "/v1/push/subscriptions", { endpoint: made.endpoint, side }).catch(() => {});
    }
    this.subscribed = false;
    await this.forget();
    this.host.requestUpdate();
  }

  private async unsubscribe(intent: PushIntent): Promise<void> {
    const endpoint = await this.subscriber.current(intent);
    const { client, side } = this.host;
    if (endpoint !== undefined) await client?.request("DELETE", "/v1/push/subscriptions", { endpoint, side });
  }

  /** The other element of this origin may go on with the same subscription. */
  private async forget(): Promise<void> {
    const { server, side } = this.host;
    this.intent = undefined;
    this.subscribed = false;
    keepIntent(server, side, undefined);
    if (!readIntent(server, side === "buyer" ? "seller" : "buyer")) await this.subscriber.end().catch(() => {});
  }

  private considerOffer(key: ThreadKey, { conversation, messages }: Thread): void {
    if (!conversation) return; // not known yet
    const own = messages.findLast((shown) => shown.kind === "stored" && shown.own);
    const seq = own?.kind === "stored" ? own.message.seq : 0;
    const before = this.sent;
    this.sent = { key, seq };
    if (before?.key !== key || seq <= before.seq) return;
    if (this.host.side !== "buyer" || this.offering || !canTurnOn(this.state) || wasOffered()) return;
    noteOffered();
    this.offering = true;
    queueMicrotask(() => this.host.requestUpdate());
  }

  /** What was written in a notification and didn't go out, before whatever is being written here. */
  private async handDraft(key: ThreadKey, conversation: string): Promise<void> {
    const text = await takeDraft(conversation);
    const { client, chat } = this.host;
    if (text !== undefined) client?.draft(key, [text, chat.threads.get(key)?.draft].filter(Boolean).join("\n"));
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
    if (!this.subscribed || !("setAppBadge" in navigator)) return;
    const { side } = this.host;
    const sellers = side === "buyer" ? [""] : (me?.sellers ?? []).map(({ id }) => id);
    const unread = sellers.reduce((sum, seller) => sum + (inboxes.get(seller)?.unread ?? 0), 0);
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
    this.viewed = undefined; // also where it is in view already, there may be a draft now
    this.seen = undefined;
    this.host.requestUpdate();
  }
}
