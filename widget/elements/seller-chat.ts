import { html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { type ChatClient, type Conversation, type ThreadKey, threadKey } from "../client/state";
import { fixAccentText } from "../controllers/accent";
import { hasGuest } from "../controllers/guest";
import { base } from "../styles/base";
import { tokens } from "../styles/tokens";
import { ChatElement } from "./chat-element";
import type { ChatLauncher } from "./chat-launcher";
import { type ChatRequestEvent, SellerChatCloseEvent, SellerChatOpenEvent, SellerChatUnreadEvent } from "./events";
import { pageTopic } from "./page-topic";
import { styles } from "./seller-chat.styles";

/**
 * The buyer's side: a launcher in a corner of the page, and behind it the conversation with one seller, about one product
 * if the page names it. Everything behind the launcher is loaded when somebody reaches for it. Without a token the
 * visitor is a guest, and becomes one only by opening the panel.
 *
 * @fires seller-chat-open - The panel was opened.
 * @fires seller-chat-close - The panel was closed.
 * @fires seller-chat-unread - `count` of messages that wait here has changed.
 *
 * @cssproperty --seller-chat-accent - Recolours everything; the text on it follows.
 * @cssproperty --seller-chat-font - Font families.
 */
export class SellerChat extends ChatElement {
  static override styles = [tokens, base, styles];

  @query("chat-launcher") private readonly launcher!: ChatLauncher;
  /** The panel's code, once it is here. */
  @state() private panel: Pick<typeof import("./panel-elements"), "perform"> | undefined;
  private unread = 0;
  private toldUnread = 0;
  /** A conversation that a notification led to, by its id, instead of the page's own. */
  @state() private led: string | undefined;
  /** The conversation that the client holds open for us. */
  private held: ThreadKey | undefined;

  @property({ attribute: "seller-id" }) sellerId = "";
  /** Name and picture of the seller until the server tells them. */
  @property({ attribute: "seller-name" }) sellerName = "";
  @property({ attribute: "seller-avatar" }) sellerAvatar = "";
  /** Names the product; without it the conversation is about nothing in particular. */
  @property({ attribute: "product-id" }) productId = "";
  @property({ attribute: "product-title" }) productTitle = "";
  @property({ attribute: "product-url" }) productUrl = "";
  @property({ attribute: "product-image" }) productImage = "";
  /** As shown: `12 400 ₽`. */
  @property({ attribute: "product-price" }) productPrice = "";
  /** `inline`: the launcher stands where the element stands. */
  @property({ reflect: true }) position: "bottom-right" | "bottom-left" | "inline" = "bottom-right";
  @property({ type: Boolean, reflect: true }) open = false;
  /** Turns the round launcher into a pill with these words. */
  @property() label = "";

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.led === this.own()?.id) this.led = undefined; // as soon as that is known
    this.unread = this.countUnread();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (changed.has("token") || changed.has("getToken") || changed.has("server")) this.startWhenIdle();
    if (changed.has("open")) this.toggled(changed.get("open") ?? false);
    if (this.open && !this.nobody) this.live.start("create");
    this.hold();
    this.tellUnread();
    if (this.open || location.hash.startsWith("#seller-chat=")) this.loadPush();
  }

  /** Opens the panel. */
  show(): void {
    this.open = true;
  }

  /** Closes the panel. */
  hide(): void {
    this.open = false;
    this.led = undefined;
  }

  /** @internal */
  override readonly side = "buyer";

  protected override prepare(client: ChatClient): void {
    this.held = undefined;
    client.list({ seller: "" });
  }

  private toggled(before: boolean): void {
    if (this.open) {
      if (this.nobody) console.error("seller-chat: the attribute seller-id is missing");
      fixAccentText(this);
      void this.load();
      this.dispatchEvent(new SellerChatOpenEvent());
    } else if (before) this.dispatchEvent(new SellerChatCloseEvent());
  }

  private async load(): Promise<void> {
    try {
      this.panel = await import("./panel-elements");
    } catch (error) {
      this.open = false; // so that another click tries again
      console.error("seller-chat: the panel could not be loaded", error);
    }
  }

  /** Somebody who may have messages waiting wants to see their number. A visitor without an identity costs nothing. */
  private startWhenIdle(): void {
    if (!this.token && !this.getToken && !hasGuest(this.origin)) return;
    const idle = window.requestIdleCallback ?? ((task: () => void) => setTimeout(task, 1));
    idle(() => {
      this.live.start("known");
      this.loadPush();
    });
  }

  private topic() {
    return this.led === undefined ? pageTopic(this, document.baseURI) : undefined;
  }

  /** Neither the page nor a notification names somebody to write to. */
  private get nobody(): boolean {
    return !this.sellerId && this.led === undefined;
  }

  private key(): ThreadKey {
    return this.led ?? this.ownKey();
  }

  private ownKey(): ThreadKey {
    return threadKey(this.sellerId, this.productId);
  }

  /** @internal */
  override readonly pushPage = {
    key: () => this.held,
    has: (id: string) => id === this.led || id === this.own()?.id,
    open: (id: string) => {
      this.led = id;
      this.show();
    },
  };

  /** Holds the conversation open while the panel is, and the right one when the page moves on to another product. */
  private hold(): void {
    const { client } = this.live;
    if (!client) return;
    // Whether a notification led to the page's own conversation is known with the list.
    const known = this.led ? this.live.state.inboxes.get("")?.loading === false : this.sellerId;
    const wanted = this.open && known ? this.key() : undefined;
    if (wanted === this.held) return;
    if (this.held !== undefined) client.leave(this.held);
    this.held = wanted;
    if (wanted === undefined) return;
    if (this.led === undefined) client.open(this.sellerId, this.topic());
    else client.show(this.led);
  }

  /** The conversation of this page. */
  private own(): Conversation | undefined {
    const { threads, inboxes } = this.live.state;
    const ours = ({ seller, topic }: Conversation) =>
      seller.id === this.sellerId && (topic?.id ?? "") === this.productId;
    return inboxes.get("")?.items.find(ours) ?? threads.get(this.ownKey())?.conversation;
  }

  private countUnread(): number {
    return this.own()?.unread ?? 0;
  }

  private tellUnread(): void {
    if (this.unread === this.toldUnread) return;
    this.toldUnread = this.unread;
    this.dispatchEvent(new SellerChatUnreadEvent(this.unread));
  }

  /** Somebody reaches for the launcher: what comes next is fetched while they do. */
  private handleIntent(): void {
    const wanted = [import("./panel-elements"), import("../controllers/page-client")];
    Promise.all(wanted).catch(() => {}); // opening says it
  }

  /** Safari doesn't focus a button that is clicked, and then nothing would get the focus back. */
  private handleLauncher(): void {
    this.launcher.focus();
    this.show();
  }

  private handleRequest(event: ChatRequestEvent): void {
    event.stopPropagation();
    if (this.live.client && this.held !== undefined) this.panel?.perform(this.live.client, this.held, event.request);
  }

  private renderPanel() {
    const { link, limits, links, threads } = this.live.state;
    return html`<chat-panel
      .open=${this.open}
      .nobody=${this.nobody}
      .position=${this.position}
      .seller=${this.led === undefined ? { id: this.sellerId, name: this.sellerName, picture: this.sellerAvatar } : { id: "", name: "" }}
      .topic=${this.topic()}
      .threadKey=${this.key()}
      .thread=${threads.get(this.key())}
      .link=${link}
      .limits=${limits}
      .links=${links}
      .words=${this.words}
      .now=${this.now}
      @close=${this.hide}
      @chat-request=${this.handleRequest}
    >${this.push?.render()}</chat-panel>`;
  }

  override render() {
    return html`<div class="root">
      <chat-launcher
        .label=${this.label}
        .unread=${this.unread}
        .expanded=${this.open}
        .words=${this.words}
        @click=${this.handleLauncher}
        @pointerenter=${this.handleIntent}
        @focusin=${this.handleIntent}
      ></chat-launcher>
      ${this.panel ? this.renderPanel() : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "seller-chat": SellerChat;
  }
}
