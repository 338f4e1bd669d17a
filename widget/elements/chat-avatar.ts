import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { base } from "../styles/base";
import { styles } from "./chat-avatar.styles";
import { httpUrl } from "./http-url";
import { personIcon } from "./icons";
import { hue, initials } from "./initials";

/**
 * A person's or a seller's picture, or the initials on a gradient of their own; of a guest, a figure on one. Decoration:
 * the name stands beside it.
 *
 * @slot - A mark at the lower right corner.
 */
export class ChatAvatar extends LitElement {
  static override styles = [base, styles];

  @state() private broken = "";

  @property() name = "";
  /** Id of somebody without a name of their own: tells their gradient, and `name` has no initials. */
  @property() mark = "";
  /** An http(s) address; anything else counts as none. */
  @property() picture = "";

  private handleError(): void {
    this.broken = this.picture;
  }

  override render() {
    const picture = this.picture === this.broken ? undefined : httpUrl(this.picture);
    return html`<div class="face hue-${hue(this.mark || this.name)}" aria-hidden="true">
        ${
          picture
            ? html`<img src=${picture} alt="" referrerpolicy="no-referrer" draggable="false" @error=${this.handleError}>`
            : this.mark
              ? personIcon
              : initials(this.name) || nothing
        }
      </div>
      <slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-avatar": ChatAvatar;
  }
}
