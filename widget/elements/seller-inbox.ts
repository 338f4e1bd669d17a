import { html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { systemClock } from "../client/clock";
import {
  type ChatClient,
  type Conversation,
  type InboxList,
  type ListView,
  listKey,
  type Party,
} from "../client/state";
import { fixAccentText } from "../controllers/accent";
import { claimOnce } from "../controllers/claim";
import { type DeviceSettings, keepDevice, readDevice } from "../controllers/device-settings";
import { InboxAlerts } from "../controllers/inbox-alerts";
import { InboxPlace, LIST } from "../controllers/inbox-place";
import { showBadge } from "../controllers/page-badge";
import { perform } from "../controllers/perform";
import { SellerDesk } from "../controllers/seller-desk";
import { playTone } from "../controllers/tone";
import { base } from "../styles/base";
import { tokens } from "../styles/tokens";
import { ChatElement } from "./chat-element";
import type { ChatRequestEvent, InboxSelectEvent, SellerSwitchEvent } from "./events";
import { backIcon, infoIcon } from "./icons";
import type { InboxRequestEvent } from "./inbox-events";
import { isTyping, type KeyAction, keyAction } from "./inbox-keys";
import { notifyOf } from "./inbox-notification";
import { obstacle } from "./inbox-obstacle";
import type { InboxSide } from "./inbox-side";
import type { InboxTalk } from "./inbox-talk";
import { styles } from "./seller-inbox.styles";
import { steady } from "./steady";

/**
 * The seller's side: their conversations, the one in view, and whom and what it is about. As tall as the page makes it.
 * Needs a token of somebody who acts for a seller.
 *
 * @slot bell - In the header, beside the settings.
 *
 * @cssproperty --seller-chat-accent - Recolours everything; the text on it follows.
 * @cssproperty --seller-chat-font - Font families.
 */
export class SellerInbox extends ChatElement {
  static override styles = [tokens, base, styles];

  @query("inbox-talk") private readonly talk!: InboxTalk | null;
  @query("inbox-side") private readonly sideBar!: InboxSide | null;
  @query(".back") private readonly back!: HTMLElement | null;
  @state() private view: Omit<ListView, "seller" | "order"> = {};
  @state() private device: DeviceSettings = readDevice();
  @state() private dialog: "none" | "settings" | "help" = "none";
  /** The conversation that the client holds open, and the lists that it keeps. */
  private held: string | undefined;
  private listed: ReadonlySet<string> = new Set();
  /** What was shown last of the list in view. */
  private shown: { readonly key: string; readonly items: readonly Conversation[] } = { key: "", items: [] };
  private readonly place = new InboxPlace(this, () => this.page);
  private readonly desk = new SellerDesk(this);
  private readonly alerts = new InboxAlerts(this, {
    clock: systemClock,
    claim: (mark) => claimOnce(`seller-chat alerts ${this.origin} ${this.live.state.me?.id}`, mark),
    here: (conversation) => ({
      visible: document.visibilityState === "visible",
      shows: this.held === conversation && this.place.pane.name !== "list",
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

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", this.handlePageKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.handlePageKey);
  }

  protected override firstUpdated(): void {
    fixAccentText(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.token || this.getToken) this.live.start("known");
    this.keepListed();
    this.hold();
    for (const { id } of this.sellers()) {
      const list = this.live.state.inboxes.get(id);
      if (list) this.alerts.hear(id, list);
    }
    if (this.page && this.live.state.me) void showBadge(this.unreadOf(() => true));
  }

  protected override readonly side = "seller";

  protected override prepare(): void {
    this.held = undefined;
    this.listed = new Set();
  }

  private sellers(): readonly Party[] {
    return this.live.state.me?.sellers ?? [];
  }

  private seller(): string {
    return this.sellerId || (this.sellers()[0]?.id ?? "");
  }

  private listView(): ListView {
    return { seller: this.seller(), ...this.view, ...(this.device.order !== "newest" && { order: this.device.order }) };
  }

  /** The list in view, and each seller's plain one, which counts what is unread. */
  private keepListed(): void {
    const { client } = this.live;
    const seller = this.seller();
    if (!client || !seller) return;
    if (this.live.state.link.state === "connected") this.desk.show(client, seller);
    const wanted = new Map(
      [...this.sellers().map(({ id }) => ({ seller: id })), { seller }, this.listView()].map((view) => [
        listKey(view),
        view,
      ]),
    );
    for (const [key, view] of wanted) if (!this.listed.has(key)) client.list(view);
    for (const key of this.listed) if (!wanted.has(key)) client.unlist(key);
    this.listed = new Set(wanted.keys());
  }

  private hold(): void {
    const { client } = this.live;
    if (!client) return;
    const { pane } = this.place;
    const wanted = pane.name === "list" ? undefined : pane.id;
    if (wanted === this.held) return;
    if (this.held !== undefined) client.leave(this.held);
    this.held = wanted;
    if (wanted !== undefined) client.show(wanted);
  }

  private unreadOf(which: (seller: string) => boolean): number {
    return this.sellers()
      .filter(({ id }) => which(id))
      .reduce((sum, { id }) => sum + (this.live.state.inboxes.get(id)?.unread ?? 0), 0);
  }

  private openConversation({ id, seller }: Conversation): void {
    if (seller.id !== this.seller()) this.sellerId = seller.id;
    this.place.go({ name: "conversation", id });
  }

  private handleSwitch({ seller }: SellerSwitchEvent): void {
    this.sellerId = seller;
    this.view = {};
    this.place.go(LIST);
  }

  private async handleSelect(event: InboxSelectEvent): Promise<void> {
    this.place.go({ name: "conversation", id: event.conversation });
    await this.updateComplete;
    await this.talk?.updateComplete;
    // Where the list has made room, its focus is gone with it; a touch screen's keyboard would cover the conversation.
    if (this.back?.checkVisibility()) this.back.focus();
    else if (!matchMedia("(pointer: coarse)").matches) this.talk?.focus();
  }

  private async handleBack(): Promise<void> {
    this.place.back();
    await this.updateComplete;
    if (this.sideBar?.checkVisibility()) this.sideBar.focus();
  }

  private handleDetails(): void {
    const { pane } = this.place;
    if (pane.name === "conversation") this.place.go({ name: "details", id: pane.id });
  }

  private handleMore(): void {
    this.live.client?.listMore(listKey(this.listView()));
  }

  private handleRequest(event: ChatRequestEvent): void {
    event.stopPropagation();
    if (this.live.client && this.held !== undefined) perform(this.live.client, this.held, event.request);
  }

  private handleInboxRequest(event: InboxRequestEvent): void {
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
      case "save":
        void this.save(client, request.settings);
        break;
      default:
        if (this.held !== undefined) this.performInside(request, client, this.held);
    }
  }

  private performInside(request: InboxRequestEvent["request"], client: ChatClient, conversation: string): void {
    if (request.do === "status") client.setStatus(conversation, request.status);
    else if (request.do === "assign") client.assign(conversation, request.agent);
    else if (request.do === "note") client.note(conversation, request.text);
  }

  private setDevice(device: DeviceSettings): void {
    this.device = device;
    keepDevice(device);
  }

  private async save(client: ChatClient, settings: Parameters<SellerDesk["save"]>[2]): Promise<void> {
    if (await this.desk.save(client, this.seller(), settings)) this.dialog = "none";
  }

  private openDialog(dialog: "settings" | "help"): void {
    this.dialog = dialog;
    import("./inbox-dialogs").catch((error: unknown) => {
      this.dialog = "none"; // so that another press tries again
      console.error("seller-chat: the dialog could not be loaded", error);
    });
  }

  private handleSettings(): void {
    this.openDialog("settings");
    if (this.live.client) void this.desk.read(this.live.client, this.seller());
  }

  private closeDialog(): void {
    this.dialog = "none";
  }

  private handleTrailClosed(): void {
    if (this.held !== undefined) this.live.client?.trail(this.held, 0);
  }

  /** What no field or control wants, while the focus is in here. */
  private handleKey(event: KeyboardEvent): void {
    const path = event.composedPath();
    if (path.some((one) => one instanceof Element && one.matches(":popover-open, dialog"))) return; // its own affair
    const typing = isTyping(path[0]);
    const action = event.defaultPrevented ? undefined : keyAction(event, typing, this.device.letters);
    if (typing || action) event.stopPropagation(); // the page's own shortcuts must not answer, too
    if (!action) return;
    if (action !== "back") event.preventDefault();
    this.act(action, typing);
  }

  /** The same while nothing has the focus, on a page that is the inbox. */
  private readonly handlePageKey = (event: KeyboardEvent): void => {
    if (this.page && event.target === document.body) this.handleKey(event);
  };

  private act(action: KeyAction, typing: boolean): void {
    const list = this.sideBar?.checkVisibility() ? this.sideBar : null;
    switch (action) {
      case "next":
        list?.step(1);
        break;
      case "previous":
        list?.step(-1);
        break;
      case "search":
        list?.focusSearch();
        break;
      case "reply":
        this.talk?.focus();
        break;
      case "help":
        this.openDialog("help");
        break;
      case "back":
        if (this.talk?.dismiss()) break;
        if (list && (typing || !list.matches(":focus-within"))) list.focus();
        else if (this.place.pane.name !== "list") void this.handleBack();
    }
  }

  private shownList(view: ListView, selected: Conversation | undefined): InboxList | undefined {
    const key = listKey(view);
    const list = this.live.state.inboxes.get(key);
    if (!list) return undefined;
    const plain = key === view.seller;
    const items =
      selected && !plain && this.shown.key === key ? steady(this.shown.items, list.items, selected) : list.items;
    this.shown = { key, items };
    return items === list.items ? list : { ...list, items };
  }

  private renderBack() {
    return html`<button slot="start" class="icon-button back" aria-label=${this.words.back} @click=${this.handleBack}>
      ${backIcon}
    </button>`;
  }

  private renderList(selected: Conversation | undefined) {
    const { state } = this.live;
    const view = this.listView();
    return html`<nav class="list" aria-label=${this.words.inbox}>
      <inbox-side
        .sellers=${this.sellers()}
        .unread=${new Map(this.sellers().map(({ id }) => [id, state.inboxes.get(id)?.unread ?? 0]))}
        .view=${view}
        .name=${listKey(view)}
        .list=${this.shownList(view, selected)}
        .selected=${selected?.id ?? ""}
        .link=${state.link}
        .words=${this.words}
        .now=${this.now}
        @inbox-settings=${this.handleSettings}
      ><slot slot="bell" name="bell"></slot></inbox-side>
    </nav>`;
  }

  private renderOpen(conversation: Conversation | undefined) {
    const { words, now } = this;
    const { threads, inboxes, link, limits, links, me } = this.live.state;
    const { pane } = this.place;
    if (pane.name === "list")
      return html`<section class="conversation none">
        ${inboxes.get(this.seller())?.items.length ? html`<chat-hint .heading=${words.chooseTitle} .text=${words.chooseText}></chat-hint>` : nothing}
      </section>`;
    const thread = threads.get(pane.id);
    const { agents, settings } = this.desk;
    return html`<section class="conversation">
        <inbox-talk
          .name=${pane.id}
          .conversation=${conversation}
          .thread=${thread}
          .me=${me}
          .agents=${agents}
          .replies=${settings?.replies ?? []}
          .link=${link}
          .limits=${limits}
          .links=${links}
          .words=${words}
          .now=${now}
          @trail-closed=${this.handleTrailClosed}
        >
          ${this.renderBack()}
          <button slot="end" class="icon-button about" aria-label=${words.details} @click=${this.handleDetails}>${infoIcon}</button>
        </inbox-talk>
      </section>
      <aside class="details" aria-label=${words.details}>
        <div class="details-bar">${this.renderBack()}</div>
        <inbox-details
          .conversation=${conversation}
          .notes=${thread?.notes}
          .me=${me}
          .agents=${agents}
          .words=${words}
          .now=${now}
        ></inbox-details>
      </aside>`;
  }

  private renderDialogs() {
    return html`<inbox-settings
        .open=${this.dialog === "settings"}
        .settings=${this.desk.settings}
        .saving=${this.desk.saving}
        .device=${this.device}
        .words=${this.words}
        @close=${this.closeDialog}
      ></inbox-settings>
      <inbox-help .open=${this.dialog === "help"} .words=${this.words} @close=${this.closeDialog}></inbox-help>`;
  }

  private renderPanes() {
    const { pane } = this.place;
    const { threads, inboxes } = this.live.state;
    const known = inboxes.get(this.seller())?.items ?? [];
    const selected =
      pane.name === "list"
        ? undefined
        : (threads.get(pane.id)?.conversation ?? [...known, ...this.shown.items].find(({ id }) => id === pane.id));
    return html`<div
        class="panes"
        data-pane=${pane.name}
        @keydown=${this.handleKey}
        @chat-request=${this.handleRequest}
        @inbox-request=${this.handleInboxRequest}
        @inbox-select=${this.handleSelect}
        @inbox-more=${this.handleMore}
        @seller-switch=${this.handleSwitch}
      >${this.renderList(selected)}${this.renderOpen(selected)}</div>
      <div @inbox-request=${this.handleInboxRequest}>${this.renderDialogs()}</div>`;
  }

  override render() {
    const signedIn = Boolean(this.token || this.getToken) && !this.live.nobody;
    const words = obstacle(signedIn, this.live.state, this.sellerId, this.page, this.words);
    return html`<div class="root">
      ${words ? html`<chat-hint role="alert" .heading=${words.title} .text=${words.text}></chat-hint>` : this.renderPanes()}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "seller-inbox": SellerInbox;
  }
}
