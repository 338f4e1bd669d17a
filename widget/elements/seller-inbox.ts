import { html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { Conversation, Party } from "../client/state";
import { fixAccentText } from "../controllers/accent";
import { perform } from "../controllers/perform";
import { base } from "../styles/base";
import { tokens } from "../styles/tokens";
import type { ChatConversation } from "./chat-conversation";
import { ChatElement } from "./chat-element";
import type { ChatRequestEvent, InboxSelectEvent, SellerSwitchEvent } from "./events";
import { backIcon, infoIcon } from "./icons";
import type { InboxList } from "./inbox-list";
import { personName } from "./person-name";
import { refusal } from "./refusal";
import { styles } from "./seller-inbox.styles";

/** What is in front, where there is room for one of the three. `id` is the conversation's. */
type Pane =
  | { readonly name: "list" }
  | { readonly name: "conversation"; readonly id: string }
  | { readonly name: "details"; readonly id: string };

/**
 * The seller's side: their conversations, the one in view, and whom and what it is about. As tall as the page makes it.
 * Needs a token of somebody who acts for a seller.
 *
 * @cssproperty --seller-chat-accent - Recolours everything; the text on it follows.
 * @cssproperty --seller-chat-font - Font families.
 */
export class SellerInbox extends ChatElement {
  static override styles = [tokens, base, styles];

  @query("chat-conversation") private readonly talk!: ChatConversation | null;
  @query("inbox-list") private readonly rows!: InboxList | null;
  @query(".back") private readonly back!: HTMLElement | null;
  @state() private pane: Pane = { name: "list" };
  /** The conversation that the client holds open, and the seller whose list it keeps. */
  private held: string | undefined;
  private listed: string | undefined;

  /** For whom; by default the first seller that the token names. */
  @property({ attribute: "seller-id" }) sellerId = "";

  protected override firstUpdated(): void {
    fixAccentText(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.token || this.getToken) this.live.start("known");
    this.keepListed();
    this.hold();
  }

  protected override readonly side = "seller";

  protected override prepare(): void {
    this.held = undefined;
    this.listed = undefined;
  }

  private sellers(): readonly Party[] {
    return this.live.state.me?.sellers ?? [];
  }

  private seller(): string {
    return this.sellerId || (this.sellers()[0]?.id ?? "");
  }

  private keepListed(): void {
    const { client } = this.live;
    const seller = this.seller();
    if (!client || !seller || seller === this.listed) return;
    this.listed = seller;
    client.list({ seller });
  }

  private hold(): void {
    const { client } = this.live;
    if (!client) return;
    const wanted = this.pane.name === "list" ? undefined : this.pane.id;
    if (wanted === this.held) return;
    if (this.held !== undefined) client.leave(this.held);
    this.held = wanted;
    if (wanted !== undefined) client.show(wanted);
  }

  private handleSwitch({ seller }: SellerSwitchEvent): void {
    this.sellerId = seller;
    this.pane = { name: "list" };
  }

  private async handleSelect(event: InboxSelectEvent): Promise<void> {
    this.pane = { name: "conversation", id: event.conversation };
    await this.updateComplete;
    await this.talk?.updateComplete;
    // Where the list has made room, its focus is gone with it; a touch screen's keyboard would cover the conversation.
    if (this.back?.checkVisibility()) this.back.focus();
    else if (!matchMedia("(pointer: coarse)").matches) this.talk?.focus();
  }

  private async handleBack(): Promise<void> {
    const { pane } = this;
    this.pane = pane.name === "details" ? { name: "conversation", id: pane.id } : { name: "list" };
    await this.updateComplete;
    this.rows?.focus();
  }

  private handleDetails(): void {
    if (this.pane.name === "conversation") this.pane = { name: "details", id: this.pane.id };
  }

  private handleMore(): void {
    if (this.listed !== undefined) this.live.client?.listMore(this.listed);
  }

  private handleRequest(event: ChatRequestEvent): void {
    event.stopPropagation();
    if (this.live.client && this.held !== undefined) perform(this.live.client, this.held, event.request);
  }

  private renderBack() {
    return html`<button slot="start" class="icon-button back" aria-label=${this.words.back} @click=${this.handleBack}>
      ${backIcon}
    </button>`;
  }

  private renderList() {
    const { state } = this.live;
    const sellers = this.sellers();
    const seller = sellers.find(({ id }) => id === this.seller());
    return html`<nav class="list" aria-label=${this.words.inbox}>
      <chat-header
        .name=${seller?.name || this.words.inbox}
        .picture=${seller?.picture ?? ""}
        .line=${seller ? this.words.inbox : ""}
        .link=${state.link}
        .words=${this.words}
      >${
        sellers.length > 1
          ? html`<seller-switch
                slot="name"
                .sellers=${sellers}
                .selected=${this.seller()}
                .words=${this.words}
                @seller-switch=${this.handleSwitch}
              ></seller-switch>`
          : nothing
      }</chat-header>
      <inbox-list
        .list=${state.inboxes.get(this.seller())}
        .selected=${this.pane.name === "list" ? "" : this.pane.id}
        .words=${this.words}
        .now=${this.now}
        @inbox-select=${this.handleSelect}
        @inbox-more=${this.handleMore}
      ></inbox-list>
    </nav>`;
  }

  private renderConversation(id: string, conversation: Conversation | undefined) {
    const { link, limits, links, threads } = this.live.state;
    const { words } = this;
    const name = conversation ? personName(conversation.buyer, words) : words.buyer;
    return html`<section class="conversation">
      <chat-header
        .name=${name}
        .picture=${conversation?.buyer.picture ?? ""}
        .line=${conversation?.topic?.title ?? ""}
        .link=${link}
        .words=${words}
      >
        ${this.renderBack()}
        ${
          conversation
            ? html`<chat-menu
                slot="end"
                .side=${"seller"}
                .blocked=${conversation.blocked === true}
                .words=${words}
                @chat-request=${this.handleRequest}
              ></chat-menu>`
            : nothing
        }
        <button slot="end" class="icon-button about" aria-label=${words.details} @click=${this.handleDetails}>${infoIcon}</button>
      </chat-header>
      <chat-conversation
        .threadKey=${id}
        .counterpart=${name}
        .thread=${threads.get(id)}
        .link=${link}
        .limits=${limits}
        .links=${links}
        .words=${words}
        .now=${this.now}
        @chat-request=${this.handleRequest}
      ></chat-conversation>
    </section>`;
  }

  private renderDetails(conversation: Conversation | undefined) {
    return html`<aside class="details" aria-label=${this.words.details}>
      <div class="details-bar">${this.renderBack()}</div>
      <inbox-details .conversation=${conversation} .words=${this.words}></inbox-details>
    </aside>`;
  }

  private renderOpen() {
    const { pane, words } = this;
    const { threads, inboxes } = this.live.state;
    const items = inboxes.get(this.seller())?.items ?? [];
    if (pane.name === "list")
      return html`<section class="conversation none">
        ${items.length > 0 ? html`<chat-hint .heading=${words.chooseTitle} .text=${words.chooseText}></chat-hint>` : nothing}
      </section>`;
    const conversation = threads.get(pane.id)?.conversation ?? items.find(({ id }) => id === pane.id);
    return html`${this.renderConversation(pane.id, conversation)}${this.renderDetails(conversation)}`;
  }

  /** Words instead of the panes, when there is nothing to list. */
  private obstacle(): { title: string; text: string } | undefined {
    const { words } = this;
    const { link, me } = this.live.state;
    if ((!this.token && !this.getToken) || this.live.nobody)
      return { title: words.signInTitle, text: words.signInText };
    if (me && !this.seller()) return { title: words.signInTitle, text: words.noSeller };
    return me ? undefined : refusal(link, undefined, words);
  }

  override render() {
    const obstacle = this.obstacle();
    return html`<div class="root">
      ${
        obstacle
          ? html`<chat-hint role="alert" .heading=${obstacle.title} .text=${obstacle.text}></chat-hint>`
          : html`<div class="panes" data-pane=${this.pane.name}>${this.renderList()}${this.renderOpen()}</div>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "seller-inbox": SellerInbox;
  }
}
