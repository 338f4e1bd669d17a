import { html, nothing } from "lit";
import { query, state } from "lit/decorators.js";
import { type ChatClient, type Conversation, listKey } from "../client/state";
import { fixAccentText } from "../controllers/accent";
import { LIST } from "../controllers/inbox-place";
import type { SellerDesk } from "../controllers/seller-desk";
import { inboxWords } from "../strings/inbox-words";
import { base } from "../styles/base";
import { tokens } from "../styles/tokens";
import { fetched } from "./fetched";
import { backIcon, infoIcon } from "./icons";
import { InboxElement } from "./inbox-element";
import type { InboxSelectEvent, SellerSwitchEvent } from "./inbox-events";
import type { KeyAction } from "./inbox-keys";
import { obstacle } from "./inbox-obstacle";
import { InboxShortcuts } from "./inbox-shortcuts";
import type { InboxSide } from "./inbox-side";
import type { InboxTalk } from "./inbox-talk";
import { styles } from "./seller-inbox.styles";
import { SteadyList } from "./steady";

/**
 * The seller's side: their conversations, the one in view, and whom and what it is about. As tall as the page makes it.
 * Needs a token of somebody who acts for a seller.
 *
 * @slot bell - In the header, beside the settings: instead of the bell.
 *
 * @cssproperty --seller-chat-accent - Recolours everything; the text on it follows.
 * @cssproperty --seller-chat-font - Font families.
 */
export class SellerInbox extends InboxElement {
  static override styles = [tokens, base, styles];

  @query("inbox-talk") private readonly talk!: InboxTalk | null;
  @query("inbox-side") private readonly sideBar!: InboxSide | null;
  @query(".back") private readonly back!: HTMLElement | null;
  @state() private dialog: "none" | "settings" | "help" = "none";
  private readonly steady = new SteadyList();
  private readonly shortcuts = new InboxShortcuts(this, {
    page: () => this.page,
    letters: () => this.device.letters,
    act: (action, typing) => this.act(action, typing),
  });

  protected override firstUpdated(): void {
    fixAccentText(this);
  }

  private handleSwitch({ seller }: SellerSwitchEvent): void {
    this.sellerId = seller;
    this.view = {};
    void this.place.go(LIST);
  }

  private async handleSelect(event: InboxSelectEvent): Promise<void> {
    void this.place.go({ name: "conversation", id: event.conversation });
    await this.updateComplete;
    await this.talk?.updateComplete;
    // Where the list has made room, its focus is gone with it; a touch screen's keyboard would cover the conversation.
    if (this.back?.checkVisibility()) this.back.focus();
    else if (!matchMedia("(pointer: coarse)").matches) this.talk?.focus();
  }

  private async handleBack(): Promise<void> {
    await this.place.back();
    await this.updateComplete;
    if (this.sideBar?.checkVisibility()) this.sideBar.focus();
  }

  private handleDetails(): void {
    const { pane } = this.place;
    if (pane.name === "conversation") void this.place.go({ name: "details", id: pane.id });
  }

  protected override async save(client: ChatClient, settings: Parameters<SellerDesk["save"]>[2]): Promise<void> {
    if (await this.desk.save(client, this.seller(), settings)) this.dialog = "none";
  }

  protected override openDialog(dialog: "settings" | "help"): void {
    this.dialog = dialog;
    if (dialog === "settings" && this.live.client) void this.desk.read(this.live.client, this.seller());
    void fetched("the dialog", import("./inbox-dialogs")).then((there) => {
      if (!there) this.dialog = "none"; // so that another press tries again
    });
  }

  private handleSettings(): void {
    this.openDialog("settings");
  }

  private closeDialog(): void {
    this.dialog = "none";
  }

  private handleTrailClosed(): void {
    if (this.held.conversation) this.live.client?.trail(this.held.conversation, 0);
  }

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

  private renderBack() {
    return html`<button slot="start" class="icon-button back" aria-label=${this.words.back} @click=${this.handleBack}>
      ${backIcon}
    </button>`;
  }

  private renderList(selected: Conversation | undefined) {
    const { state } = this.live;
    const view = this.listView();
    const key = listKey(view);
    const list = state.inboxes.get(key);
    return html`<nav class="list" aria-label=${inboxWords(this.words).inbox}>
      <inbox-side
        .sellers=${this.sellers()}
        .unread=${new Map(this.sellers().map(({ id }) => [id, state.inboxes.get(id)?.unread ?? 0]))}
        .view=${view}
        .name=${key}
        .list=${key === view.seller ? list : this.steady.shown(key, list, selected)}
        .selected=${selected?.id ?? ""}
        .link=${state.link}
        .words=${this.words}
        .now=${this.now}
        @inbox-settings=${this.handleSettings}
      ><slot slot="bell" name="bell">${this.push?.render()}</slot></inbox-side>
    </nav>`;
  }

  private renderOpen(conversation: Conversation | undefined) {
    const { words, now } = this;
    const own = inboxWords(words);
    const { threads, inboxes, link, limits, links, me } = this.live.state;
    const { pane } = this.place;
    if (pane.name === "list")
      return html`<section class="conversation none">
        ${inboxes.get(this.seller())?.items.length ? html`<chat-hint .heading=${own.chooseTitle} .text=${own.chooseText}></chat-hint>` : nothing}
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
          .replies=${settings?.replies}
          .link=${link}
          .limits=${limits}
          .links=${links}
          .words=${words}
          .now=${now}
          @trail-closed=${this.handleTrailClosed}
        >
          ${this.renderBack()}
          <button slot="end" class="icon-button about" aria-label=${own.details} @click=${this.handleDetails}>${infoIcon}</button>
        </inbox-talk>
      </section>
      <aside class="details" aria-label=${own.details}>
        <div class="details-bar">${this.renderBack()}</div>
        <inbox-details
          .conversation=${conversation}
          .notes=${thread?.notes}
          .noteDraft=${thread?.noteDraft ?? ""}
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
        : (threads.get(pane.id)?.conversation ?? [...known, ...this.steady.items].find(({ id }) => id === pane.id));
    return html`<div
        class="panes"
        data-pane=${pane.name}
        @keydown=${this.shortcuts.handle}
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
