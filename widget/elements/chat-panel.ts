import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import type { FileLink, Limits, Link, Party, Thread, ThreadKey, Topic } from "../client/state";
import { VisibleArea } from "../controllers/visible-area";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { answerLine } from "./answer-line";
import type { ChatConversation } from "./chat-conversation";
import { styles } from "./chat-panel.styles";
import { closeIcon } from "./icons";

/** Where the panel fills the screen; chat-panel.styles.ts has the same. */
const PHONE = "(max-width: 479.98px)";

/**
 * The buyer's modal: who, about what, the conversation. A real `<dialog>`: the browser keeps the focus in, Escape closes,
 * and whatever had the focus before gets it back.
 *
 * @slot bell - In the header.
 * @slot offer - Above the composer.
 * @fires close - The person wants it closed. Doesn't bubble.
 */
export class ChatPanel extends LitElement {
  static override styles = [base, styles];

  @query("dialog") private readonly dialog!: HTMLDialogElement;
  @query("chat-conversation") private readonly conversation!: ChatConversation | null;
  private readonly area = new VisibleArea(this);

  @property({ type: Boolean }) open = false;
  /** The corner of its launcher. */
  @property({ reflect: true }) position = "bottom-right";
  /** The page names nobody to write to. */
  @property({ type: Boolean }) nobody = false;
  /** What the page says of the seller and the product, until the server answers. */
  @property({ attribute: false }) seller: Party = { id: "", name: "" };
  @property({ attribute: false }) topic: Topic | undefined;
  @property({ attribute: false }) threadKey: ThreadKey = "";
  @property({ attribute: false }) thread: Thread | undefined;
  @property({ attribute: false }) link: Link = { state: "idle" };
  @property({ attribute: false }) limits: Limits | undefined;
  /** Of attachments, by their id. */
  @property({ attribute: false }) links: ReadonlyMap<string, FileLink> = new Map();
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("open")) return;
    if (this.open) void this.show();
    else this.dialog.close();
  }

  private async show(): Promise<void> {
    this.dialog.showModal();
    this.area.set(matchMedia(PHONE).matches);
    await this.conversation?.updateComplete;
    // On a touch screen the keyboard would cover what there is to read.
    if (this.dialog.open && !matchMedia("(pointer: coarse)").matches) this.conversation?.focus();
  }

  /** Whoever holds the panel closes it, by `open`. */
  private askToClose(): void {
    this.dispatchEvent(new Event("close"));
  }

  private handleCancel(event: Event): void {
    event.preventDefault();
    this.askToClose();
  }

  /** The browser may close a dialog without asking: at a second Escape, say. */
  private handleClosed(): void {
    this.area.set(false);
    if (this.open) this.askToClose();
  }

  /** A click beside the panel; inside, the target is one of its parts. */
  private handleClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.askToClose();
  }

  /** The page's own shortcuts must not answer to what is typed here: seen from there, no text field has the focus. */
  private keepKeys(event: KeyboardEvent): void {
    event.stopPropagation();
  }

  private renderMenu() {
    const { conversation } = this.thread ?? {};
    if (!conversation) return nothing;
    return html`<chat-menu
      slot="end"
      .side=${"buyer"}
      .blocked=${conversation.blocked === true}
      .words=${this.words}
    ></chat-menu>`;
  }

  private renderClose() {
    return html`<button slot="end" class="icon-button" aria-label=${this.words.close} @click=${this.askToClose}>${closeIcon}</button>`;
  }

  private renderNobody() {
    const { words } = this;
    return html`<div class="bar">${this.renderClose()}</div>
      <chat-hint role="alert" .heading=${words.refusedTitle} .text=${words.refusedNobody}></chat-hint>`;
  }

  private renderTalk(name: string) {
    const { words, thread } = this;
    const topic = this.topic ?? thread?.conversation?.topic;
    return html`<chat-header
        .name=${name || words.seller}
        .picture=${thread?.conversation?.seller.picture ?? this.seller.picture ?? ""}
        .line=${answerLine(thread, words, this.now())}
        .link=${this.link}
        .words=${words}
      >
        <slot slot="end" name="bell"></slot>
        ${this.renderMenu()}
        ${this.renderClose()}
      </chat-header>
      ${topic ? html`<chat-product .topic=${topic} .words=${words}></chat-product>` : nothing}
      <chat-conversation
        .counterpart=${name}
        .threadKey=${this.threadKey}
        .thread=${thread}
        .link=${this.link}
        .limits=${this.limits}
        .links=${this.links}
        .words=${words}
        .now=${this.now}
      ><slot slot="above-composer" name="offer"></slot></chat-conversation>`;
  }

  override render() {
    const { words, thread } = this;
    // What the server doesn't know of a seller, the page may; of the product, the page knows most.
    const name = thread?.conversation?.seller.name || this.seller.name;
    return html`<dialog
      aria-label=${words.chatWith(name)}
      @cancel=${this.handleCancel}
      @close=${this.handleClosed}
      @click=${this.handleClick}
      @keydown=${this.keepKeys}
      @keypress=${this.keepKeys}
      @keyup=${this.keepKeys}
    >
      <div class="frame">${this.nobody ? this.renderNobody() : this.renderTalk(name)}</div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-panel": ChatPanel;
  }
}
