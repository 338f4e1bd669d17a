import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { property, query, queryAll, state } from "lit/decorators.js";
import { whenScrolled } from "../controllers/when-scrolled";
import { localize, type Words } from "../strings/localize";
import { messageWords } from "../strings/message-words";
import { base } from "../styles/base";
import { styles } from "./chat-message-menu.styles";
import { ChatRequestEvent } from "./events";
import { menuStyles } from "./menu.styles";
import { handleMenuKey } from "./menu-keys";
import { MessageComposeEvent, type StoredMessage } from "./message-events";
import { copyIcon, editIcon, removeIcon, replyIcon } from "./message-icons";
import { popoverStyles } from "./popover.styles";

/** Pixels between the menu and what it belongs to, and around it. */
const GAP = 4;
const MARGIN = 8;

/**
 * What one may do with a message; it is open as long as it is there. A popover that closes itself, since the browser would
 * close it as soon as the finger of a long press leaves. What is deleted can't be brought back, so that is asked once more.
 *
 * @fires message-compose - It is to be answered, or changed.
 * @fires chat-request - `remove`
 * @fires close - Done, or not wanted any more. Doesn't bubble.
 */
export class ChatMessageMenu extends LitElement {
  static override styles = [base, popoverStyles, menuStyles, styles];

  @query("[popover]") private readonly menu!: HTMLElement;
  @queryAll("[role=menuitem]") private readonly items!: NodeListOf<HTMLElement>;
  @state() private sure = false;
  private stop = (): void => {};

  @property({ attribute: false }) message!: StoredMessage;
  /** The button it opens at; the bubble around it gets the focus back. */
  @property({ attribute: false }) button!: HTMLElement;
  /** Nothing can be written here. */
  @property({ type: Boolean }) closed = false;
  @property({ attribute: false }) words: Words = localize("en");

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("pointerdown", this.handleElsewhere, true);
    this.stop = whenScrolled(this, this.leave);
    addEventListener("resize", this.leave);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("pointerdown", this.handleElsewhere, true);
    this.stop();
    removeEventListener("resize", this.leave);
  }

  protected override firstUpdated(_changed: PropertyValues<this>): void {
    this.menu.showPopover();
    this.place();
    this.items[0]?.focus({ preventScroll: true });
  }

  /** Under its button where there is room, else above; inside the window in any case. */
  private place(): void {
    const at = this.button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.menu;
    const { clientWidth, clientHeight } = document.documentElement;
    const below = at.bottom + GAP;
    const top = below + offsetHeight + MARGIN <= clientHeight ? below : at.top - GAP - offsetHeight;
    const left = at.left + at.width / 2 < clientWidth / 2 ? at.left : at.right - offsetWidth;
    const within = (value: number, most: number) => Math.max(MARGIN, Math.min(value, most - MARGIN));
    this.menu.style.top = `${within(top, clientHeight - offsetHeight)}px`;
    this.menu.style.left = `${within(left, clientWidth - offsetWidth)}px`;
  }

  /** Whoever went elsewhere keeps the focus there. */
  private readonly leave = (): void => {
    this.dispatchEvent(new Event("close"));
  };

  private readonly handleElsewhere = (event: Event): void => {
    const path = event.composedPath();
    if (!path.includes(this) && !path.includes(this.button)) this.leave(); // its button closes it by itself
  };

  private close(): void {
    this.button.closest<HTMLElement>(".bubble")?.focus({ preventScroll: true });
    this.leave();
  }

  private handleKey(event: KeyboardEvent): void {
    handleMenuKey(event, this.items, () => this.close());
  }

  private compose(what: "reply" | "edit"): void {
    this.close();
    this.dispatchEvent(new MessageComposeEvent(what, this.message));
  }

  private handleCopy(): void {
    void navigator.clipboard.writeText(this.message.message.text).catch(() => {}); // a page may forbid it to what it embeds
    this.close();
  }

  private handleRemove(): void {
    if (!this.sure) {
      this.sure = true;
      return;
    }
    this.dispatchEvent(new ChatRequestEvent({ do: "remove", seq: this.message.message.seq }));
    this.close();
  }

  private renderItem(sign: TemplateResult, name: string, act: () => void, danger = false) {
    return html`<button role="menuitem" tabindex="-1" class=${danger ? "danger" : ""} @click=${act}>${sign}${name}</button>`;
  }

  override render() {
    const { closed, sure, message } = this;
    const { text } = message.message;
    const words = messageWords(this.words.locale);
    return html`<div popover="manual" role="menu" aria-label=${words.actions} @keydown=${this.handleKey}>
      ${closed ? nothing : this.renderItem(replyIcon, words.reply, () => this.compose("reply"))}
      ${text && isSecureContext ? this.renderItem(copyIcon, words.copy, () => this.handleCopy()) : nothing}
      ${!closed && message.own && text ? this.renderItem(editIcon, words.edit, () => this.compose("edit")) : nothing}
      ${
        message.own
          ? this.renderItem(removeIcon, sure ? words.removeSure : words.remove, () => this.handleRemove(), sure)
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-message-menu": ChatMessageMenu;
  }
}
