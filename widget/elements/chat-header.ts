import { html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Link } from "../client/state";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { styles } from "./chat-header.styles";

/**
 * Who one talks with, and whether the link holds: a green dot when connected, otherwise a muted one and the words.
 *
 * @slot start - A way back.
 * @slot name - Instead of the name.
 * @slot end - What closes the panel.
 */
export class ChatHeader extends LitElement {
  static override styles = [base, styles];

  @property() name = "";
  @property() picture = "";
  /** Id of somebody without a name of their own. */
  @property() mark = "";
  /** The line below the name while connected. */
  @property() line = "";
  @property({ attribute: false }) link: Link = { state: "idle" };
  @property({ attribute: false }) words: Words = localize("en");

  private describeLink(): string {
    switch (this.link.state) {
      case "connected":
        return this.line;
      case "refused":
        return this.words.disconnected;
      case "idle":
      case "connecting":
        return this.words.connecting;
    }
  }

  override render() {
    const connected = this.link.state === "connected";
    const line = this.describeLink();
    return html`<slot name="start"></slot>
      <chat-avatar .name=${this.name} .mark=${this.mark} .picture=${this.picture}>
        <span class="dot ${connected ? "on" : ""}" title=${connected ? this.words.connectedHint : line} aria-hidden="true"></span>
      </chat-avatar>
      <div class="text">
        <slot name="name"><h2 class="cut" dir="auto">${this.name}</h2></slot>
        <p class="line cut" role="status" ?data-empty=${!line}>${
          connected ? html`<span class="unseen">${this.words.connected}</span>` : ""
        }${line}</p>
      </div>
      <slot name="end"></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-header": ChatHeader;
  }
}
