import { html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { base } from "../styles/base";
import { styles } from "./chat-hint.styles";

/** Kind words where there is nothing else to show. */
export class ChatHint extends LitElement {
  static override styles = [base, styles];

  @property() heading = "";
  @property() text = "";

  override render() {
    return html`<svg width="72" height="56" viewBox="0 0 72 56" fill="none" aria-hidden="true">
        <path class="theirs" d="M8 4h36a8 8 0 0 1 8 8v14a8 8 0 0 1-8 8H18l-10 8v-8.5A8 8 0 0 1 0 26V12a8 8 0 0 1 8-8Z" />
        <path class="mine" d="M34 20h30a8 8 0 0 1 8 8v10a8 8 0 0 1-8 8v8l-9.5-8H34a8 8 0 0 1-8-8V28a8 8 0 0 1 8-8Z" />
      </svg>
      <h3>${this.heading}</h3>
      <p>${this.text}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-hint": ChatHint;
  }
}
