import type { PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import { systemClock } from "../client/clock";
import { type ChatClient, type Conversation, type ListView, listKey, type Party } from "../client/state";
import { claimOnce } from "../controllers/claim";
import { type DeviceSettings, keepDevice, readDevice } from "../controllers/device-settings";
import { Held } from "../controllers/held";
import { InboxAlerts } from "../controllers/inbox-alerts";
import { InboxPlace } from "../controllers/inbox-place";
import { hideBadge, showBadge } from "../controllers/page-badge";
import { perform } from "../controllers/perform";
import { SellerDesk } from "../controllers/seller-desk";
import { playTone } from "../controllers/tone";
import { ChatElement } from "./chat-element";
import type { ChatRequestEvent } from "./events";
import type { InboxRequestEvent } from "./inbox-events";
import { notifyOf } from "./inbox-notification";

/** What `<seller-inbox>` keeps on its client, asks of it, and tells the person of. How it looks is seller-inbox.ts. */
export abstract class InboxElement extends ChatElement {
  @state() protected view: Omit<ListView, "seller" | "order"> = {};
  @state() protected device: DeviceSettings = readDevice();
  protected readonly held = new Held();
  protected readonly place = new InboxPlace(this, () => this.page);
  protected readonly desk = new SellerDesk(this);
  private readonly alerts = new InboxAlerts(this, {
    clock: systemClock,
    claim: (mark) => claimOnce(`seller-chat alerts ${this.origin} ${this.live.state.me?.id}`, mark),
    here: (conversation) => ({
      visible: document.visibilityState === "visible",
      shows: this.held.conversation === conversation && this.place.pane.name !== "list",
    }),
    sound: () => this.device.sound,
    granted: () => "Notification" in window && Notification.permission === "granted",
    play: playTone,
    notify: (conversation) => notifyOf(conversation, this.words, () => this.openConversation(conversation)),
  });

  /** For whom; by default the first seller that the token names. */
  @property({ attribute: "seller-id" }) sellerId = "";
  /**
   * The inbox is the page: its steps are entries of the browser's history, title and icon carry the unread count, and
   * shortcuts also work while nothing has the focus.
   */
  @property({ type: Boolean }) page = false;

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.token || this.getToken) this.live.start("known");
    if (this.live.client) this.hold(this.live.client);
    for (const { id } of this.sellers()) {
      const list = this.live.state.inboxes.get(id);
      if (list) this.alerts.hear(id, list);
    }
    this.loadPush();
    if (this.page && this.live.state.me) showBadge(this.unread());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.page) hideBadge();
  }

  /** @internal */
  override readonly side = "seller";
  /** @internal */
  override readonly pushPage = {
    key: () => this.held.conversation,
    has: () => this.sellers().length > 0,
    open: (id: string) => {
      const listed = [...this.live.state.inboxes.values()].flatMap(({ items }) => items).find((one) => one.id === id);
      if (listed) this.openConversation(listed);
      else void this.place.go({ name: "conversation", id });
    },
  };

  protected override prepare(): void {
    this.held.renew();
  }

  protected sellers(): readonly Party[] {
    return this.live.state.me?.sellers ?? [];
  }

  protected seller(): string {
    return this.sellerId || (this.sellers()[0]?.id ?? "");
  }

  protected listView(): ListView {
    return { seller: this.seller(), ...this.view, ...(this.device.order !== "newest" && { order: this.device.order }) };
  }

  /** The list in view, each seller's plain one, which counts what is unread, and the conversation. */
  private hold(client: ChatClient): void {
    const { pane } = this.place;
    const seller = this.seller();
    this.held.show(client, pane.name === "list" ? undefined : pane.id);
    if (!seller) return;
    this.held.list(client, [...this.sellers().map(({ id }) => ({ seller: id })), { seller }, this.listView()]);
    if (this.live.state.link.state === "connected") this.desk.show(client, seller);
  }

  /** Of all the sellers. */
  private unread(): number {
    return this.sellers().reduce((sum, { id }) => sum + (this.live.state.inboxes.get(id)?.unread ?? 0), 0);
  }

  protected openConversation({ id, seller }: Conversation): void {
    if (seller.id !== this.seller()) this.sellerId = seller.id;
    void this.place.go({ name: "conversation", id });
  }

  protected handleMore(): void {
    this.live.client?.listMore(listKey(this.listView()));
  }

  protected handleRequest(event: ChatRequestEvent): void {
    event.stopPropagation();
    if (this.live.client && this.held.conversation) perform(this.live.client, this.held.conversation, event.request);
  }

  protected handleInboxRequest(event: InboxRequestEvent): void {
    event.stopPropagation();
    const { client } = this.live;
    if (client) this.perform(event.request, client);
  }

  private perform(request: InboxRequestEvent["request"], client: ChatClient): void {
    const { filter: _was, ...rest } = this.view;
    switch (request.do) {
      case "filter":
        this.view = request.filter ? { ...rest, filter: request.filter } : rest;
        break;
      case "search":
        this.view = { ...this.view, query: request.query };
        break;
      case "order":
        this.setDevice({ ...this.device, order: request.order });
        break;
      case "device":
        this.setDevice(request.device);
        break;
      case "again":
        client.list(this.listView());
        break;
      case "settings":
      case "help":
        this.openDialog(request.do);
        break;
      case "save":
        void this.save(client, request.settings);
        break;
      default:
        if (this.held.conversation) this.performInside(request, client, this.held.conversation);
    }
  }

  private performInside(request: InboxRequestEvent["request"], client: ChatClient, conversation: string): void {
    if (request.do === "status") client.setStatus(conversation, request.status);
    else if (request.do === "assign") client.assign(conversation, request.agent);
    else if (request.do === "note") client.note(conversation, request.text);
    else if (request.do === "note-draft") client.draft(conversation, request.text, true);
  }

  private setDevice(device: DeviceSettings): void {
    this.device = device;
    keepDevice(device);
  }

  protected abstract openDialog(dialog: "settings" | "help"): void;
  protected abstract save(client: ChatClient, settings: Parameters<SellerDesk["save"]>[2]): Promise<void>;
}
