import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { type ChatClient, type Conversation, type Thread, type ThreadKey, threadKey } from "../client/state";
import { fixAccentText } from "../controllers/accent";
import { LiveClient } from "../controllers/live-client";
import { wordsFor } from "../controllers/page-locale";
import { type PageSettings, SCRIPT_ORIGIN } from "../controllers/page-settings";
import { perform } from "../controllers/perform";
import { localize } from "../strings/localize";
import { base } from "../styles/base";
import { tokens } from "../styles/tokens";
import type { ChatLauncher } from "./chat-launcher";
import { type ChatRequestEvent, SellerChatCloseEvent, SellerChatOpenEvent, SellerChatUnreadEvent } from "./events";
import { pageTopic } from "./page-topic";
import { styles } from "./seller-chat.styles";

/**
 * The buyer's side: a launcher in a corner of the page, and behind it the conversation with one seller, about one product
 * if the page names it. Everything behind the launcher is loaded when somebody reaches for it.
 *
 * @fires seller-chat-open - The panel was opened.
 * @fires seller-chat-close - The panel was closed.
 * @fires seller-chat-unread - `count` of messages that wait here has changed.
 *
 * @cssproperty --seller-chat-accent - Recolours everything; the text on it follows.
 * @cssproperty --seller-chat-font - Font families.
 */
export class SellerChat extends LitElement {
  static override styles = [tokens, base, styles];

  @query("chat-launcher") private readonly launcher!: ChatLauncher;
  /** The panel's code is here. */
  @state() private loaded = false;
  private unread = 0;
  /** The conversation that the client holds open for us. */
  private held: ThreadKey | undefined;
  private words = localize("en");
  private readonly live = new LiveClient(
    this,
    () => this.connect(this.settings()),
    (client) => this.prepare(client),
  );

  /** Origin of the chat server; by default where this script came from. */
  @property() server = SCRIPT_ORIGIN;
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
  /** The store's token for the signed-in user; without it and without `getToken` the visitor is a guest. */
  @property() token = "";
  /** Asked whenever a token is needed; undefined means a guest. */
  @property({ attribute: false }) getToken: (() => Promise<string | undefined>) | undefined;
  /** `ru`, `en-GB`; by default the page's `lang`, else the browser's language. */
  @property() locale = "";
  @property({ reflect: true }) theme: "light" | "dark" | "auto" = "auto";
  /** `inline`: the launcher stands where the element stands. */
  @property({ reflect: true }) position: "bottom-right" | "bottom-left" | "inline" = "bottom-right";
  @property({ type: Boolean, reflect: true }) open = false;
  /** Tells each step in the console. */
  @property({ type: Boolean }) debug = false;
  /** Turns the round launcher into a pill with these words. */
  @property() label = "";
  /** Bounds of the wait before a reconnect, milliseconds. */
  @property({ type: Number, attribute: "reconnect-min" }) reconnectMin: number | undefined;
  @property({ type: Number, attribute: "reconnect-max" }) reconnectMax: number | undefined;
  /** @internal Today, for the labels of days. */
  @property({ attribute: false }) now: () => Date = () => new Date();
  /** Makes the client. @internal Tests put a scripted one here. */
  @property({ attribute: false }) connect = async (settings: PageSettings): Promise<ChatClient> =>
    (await import("../controllers/page-client")).pageClient(settings);

  protected override willUpdate(): void {
    this.words = wordsFor(this, this.locale);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("server") || changed.has("token")) this.live.restart();
    if (changed.has("token") || changed.has("getToken")) this.startWhenIdle();
    if (changed.has("open")) this.toggled(changed.get("open") ?? false);
    this.hold();
    this.tellUnread();
  }

  /** Opens the panel. */
  show(): void {
    this.open = true;
  }

  /** Closes the panel. */
  hide(): void {
    this.open = false;
  }

  private toggled(before: boolean): void {
    if (this.open) {
      fixAccentText(this);
      this.live.start();
      void this.load();
      this.dispatchEvent(new SellerChatOpenEvent());
    } else if (before) this.dispatchEvent(new SellerChatCloseEvent());
  }

  private async load(): Promise<void> {
    await import("./panel-elements");
    this.loaded = true;
  }

  /** Somebody who may have messages waiting wants to see their number. A visitor without an identity costs nothing. */
  private startWhenIdle(): void {
    if (!this.token && !this.getToken) return;
    const idle = window.requestIdleCallback ?? ((task: () => void) => setTimeout(task, 1));
    idle(() => this.live.start());
  }

  private settings(): PageSettings {
    return {
      server: this.server,
      getToken: async () => (await this.getToken?.()) || this.token || undefined,
      locale: this.words.locale,
      debug: this.debug,
      ...(this.reconnectMin !== undefined && { reconnectMin: this.reconnectMin }),
      ...(this.reconnectMax !== undefined && { reconnectMax: this.reconnectMax }),
    };
  }

  private topic() {
    return pageTopic(this, document.baseURI);
  }

  private key(): ThreadKey {
    return threadKey(this.sellerId, this.topic()?.id);
  }

  private prepare(client: ChatClient): void {
    this.held = undefined;
    client.list("");
  }

  /** Holds the conversation open while the panel is, and the right one when the page moves on to another product. */
  private hold(): void {
    const { client } = this.live;
    if (!client) return;
    const wanted = this.open && this.sellerId ? this.key() : undefined;
    if (wanted === this.held) return;
    if (this.held !== undefined) client.leave(this.held);
    this.held = wanted;
    if (wanted !== undefined) client.open(this.sellerId, this.topic());
  }

  private tellUnread(): void {
    const unread = this.countUnread();
    if (unread === this.unread) return;
    this.unread = unread;
    this.requestUpdate();
    this.dispatchEvent(new SellerChatUnreadEvent(unread));
  }

  private countUnread(): number {
    const { threads, inboxes } = this.live.state;
    const topic = this.topic()?.id;
    const ours = ({ seller, topic: about }: Conversation) => seller.id === this.sellerId && about?.id === topic;
    const listed = inboxes.get("")?.items.find(ours);
    return (listed ?? threads.get(this.key())?.conversation)?.unread ?? 0;
  }

  private handleIntent(): void {
    void import("./panel-elements");
    void import("../controllers/page-client");
  }

  /** Safari doesn't focus a button that is clicked, and then nothing would get the focus back. */
  private handleLauncher(): void {
    this.launcher.focus();
    this.show();
  }

  private handleRequest(event: ChatRequestEvent): void {
    event.stopPropagation();
    if (this.live.client && this.held !== undefined) perform(this.live.client, this.held, event.request);
  }

  private renderPanel() {
    const { link, limits, threads } = this.live.state;
    const thread: Thread | undefined = threads.get(this.key());
    return html`<chat-panel
      .open=${this.open}
      .position=${this.position}
      .seller=${{ id: this.sellerId, name: this.sellerName, picture: this.sellerAvatar }}
      .topic=${this.topic()}
      .threadKey=${this.key()}
      .thread=${thread}
      .link=${link}
      .limit=${limits?.text}
      .words=${this.words}
      .now=${this.now}
      @close=${this.hide}
      @chat-request=${this.handleRequest}
    ></chat-panel>`;
  }

  override render() {
    return html`<div class="root"><chat-launcher
        .label=${this.label}
        .unread=${this.unread}
        .expanded=${this.open}
        .words=${this.words}
        @click=${this.handleLauncher}
        @pointerenter=${this.handleIntent}
        @focusin=${this.handleIntent}
      ></chat-launcher>
      ${this.loaded ? this.renderPanel() : nothing}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "seller-chat": SellerChat;
  }
}
