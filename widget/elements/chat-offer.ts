import { css, html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { localize, type Words } from "../strings/localize";
import { pushWords } from "../strings/push-words";
import { base } from "../styles/base";
import { PushRequestEvent } from "./push-events";

/**
 * Under the first message that somebody sent: whether to tell them of the answer. Asked once in a browser.
 *
 * @fires push-request - `on`, `not-now`
 */
export class ChatOffer extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
        margin: 0 12px 8px;
        padding: 6px 6px 6px 14px;
        border-radius: 18px;
        background: var(--_wash);
        animation: rise 160ms ease-out;
      }
      p {
        flex: 1 1 auto;
        font-size: 14px;
        line-height: 20px;
      }
      div {
        display: flex;
        flex: none;
        gap: 2px;
        margin-inline-start: auto;
      }
      button {
        min-block-size: 36px;
        padding: 6px 10px;
        border-radius: 18px;
        color: var(--_muted);
        font-size: 14px;
        font-weight: 600;
      }
      button:hover {
        background: var(--_theirs);
        color: var(--_ink);
      }
      .yes {
        padding-inline: 14px;
        background: var(--_accent);
        color: var(--_on-accent);
      }
      .yes:hover {
        background: var(--_accent-hover);
        color: var(--_on-accent);
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
      @media (forced-colors: active) {
        button {
          border-color: ButtonText;
        }
      }
    `,
  ];

  @property({ attribute: false }) words: Words = localize("en");

  private ask(what: "on" | "not-now"): void {
    this.dispatchEvent(new PushRequestEvent({ do: what }));
  }

  override render() {
    const own = pushWords(this.words.locale);
    return html`<p id="offer" role="status">${own.offer}</p>
      <div role="group" aria-labelledby="offer">
        <button @click=${() => this.ask("not-now")}>${own.notNow}</button>
        <button class="yes" @click=${() => this.ask("on")}>${own.yes}</button>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-offer": ChatOffer;
  }
}
