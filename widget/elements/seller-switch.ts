import { html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import type { Party } from "../client/state";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { SellerSwitchEvent } from "./events";
import { chevronIcon } from "./icons";
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
  @property({ attribute: false }) words: Words = localize("en");

  private handleChange(event: Event): void {
    if (event.target instanceof HTMLSelectElement) this.dispatchEvent(new SellerSwitchEvent(event.target.value));
  }

  override render() {
    return html`<select aria-label=${this.words.chooseSeller} @change=${this.handleChange}>
        ${this.sellers.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.selected}>${name}</option>`)}
      </select>
      ${chevronIcon}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "seller-switch": SellerSwitch;
  }
}
