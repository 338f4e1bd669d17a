import { html, LitElement, nothing, svg } from "lit";
import { property, query } from "lit/decorators.js";
import { shortCount } from "../strings/count";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { styles } from "./chat-launcher.styles";
import { icon } from "./icon";

const chatIcon = icon(
  26,
  svg`<path d="M12 4c4.7 0 8.5 3.2 8.5 7.2s-3.8 7.3-8.5 7.3c-1 0-2-.2-3-.4L4.5 20l1.2-3.5c-1.4-1.4-2.2-3.2-2.2-5.3C3.5 7.2 7.3 4 12 4Z"/>`,
);

/**
 * The round button, or with a label a pill, that opens the panel. A click and a hover or focus before it simply bubble.
 */
export class ChatLauncher extends LitElement {
  static override styles = [base, styles];

  @query("button") private readonly button!: HTMLButtonElement;

  @property() label = "";
  @property({ type: Number }) unread = 0;
  @property({ type: Boolean }) expanded = false;
  @property({ attribute: false }) words: Words = localize("en");

  override focus(options?: FocusOptions): void {
    this.button?.focus(options);
  }

  override render() {
    const { label, unread, words } = this;
    const name = [label || words.launcher, unread > 0 && words.unread(unread)].filter(Boolean).join(", ");
    return html`<button
      class=${label ? "pill" : ""}
      aria-label=${name}
      aria-haspopup="dialog"
      aria-expanded=${this.expanded}
    >
      ${chatIcon}${label ? html`<span class="cut">${label}</span>` : nothing}
      ${unread > 0 ? html`<span class="badge" aria-hidden="true">${shortCount(unread)}</span>` : nothing}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-launcher": ChatLauncher;
  }
}
