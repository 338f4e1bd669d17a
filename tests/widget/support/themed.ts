import { html, LitElement } from "lit";
import { tokens } from "../../../widget/styles/tokens";

/** Stands for a public element around an inner one: its colours and type. */
export class ThemedPlace extends LitElement {
  static override styles = tokens;
  override render() {
    return html`<div class="root"><slot></slot></div>`;
  }
}
customElements.define("themed-place", ThemedPlace);

declare global {
  interface HTMLElementTagNameMap {
    "themed-place": ThemedPlace;
  }
}
