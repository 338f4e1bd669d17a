import { html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Party } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { chevronIcon } from "./icons";
import { SellerSwitchEvent } from "./inbox-events";
import { styles } from "./seller-switch.styles";

/**
 * For somebody who acts for several sellers: whose inbox this is.
 *
 * @fires seller-switch - Another one was chosen: `seller` is its id.
 */
export class SellerSwitch extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) sellers: readonly Party[] = [];
  /** Id of the present one. */
  @property() selected = "";
  /** Unread messages by seller: those of the others are told here, or nobody would see them. */
  @property({ attribute: false }) unread: ReadonlyMap<string, number> = new Map();
  @property({ attribute: false }) words: Words = localize("en");

  private handleChange(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.dispatchEvent(new SellerSwitchEvent(event.target.value));
  }

  private label({ id, name }: Party): string {
    const unread = this.unread.get(id) ?? 0;
    return id !== this.selected && unread > 0 ? `${name} · ${unread}` : name;
  }

  override render() {
    const { sellers, selected, words } = this;
    const own = inboxWords(words);
    return html`<select aria-label=${own.chooseSeller} @change=${this.handleChange}>
        ${sellers.map((one) => html`<option value=${one.id} .selected=${live(one.id === selected)}>${this.label(one)}</option>`)}
      </select>
      ${chevronIcon}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "seller-switch": SellerSwitch;
  }
}
