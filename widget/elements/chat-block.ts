import { html, LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import type { Side } from "../client/state";
import { localize, type Words } from "../strings/localize";
import { trustWords } from "../strings/trust-words";
import { base } from "../styles/base";
import { ChatRequestEvent } from "./events";
import { smallDialog } from "./small-dialog.styles";

/**
 * Asks once whether the other side is to be blocked, and says what that means. Opens by itself.
 *
 * @fires chat-request - `block`
 * @fires close - It is closed. Doesn't bubble.
 */
export class ChatBlock extends LitElement {
  static override styles = [base, smallDialog];

  @query("dialog") private readonly dialog!: HTMLDialogElement;

  /** Whose view this is. */
  @property() side: Side = "buyer";
  @property({ attribute: false }) words: Words = localize("en");

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  private handleBlock(): void {
    this.dispatchEvent(new ChatRequestEvent({ do: "block", on: true }));
    this.dialog.close();
  }

  private handleCancel(): void {
    this.dialog.close();
  }

  private handleClose(): void {
    this.dispatchEvent(new Event("close"));
  }

  /** The page's own shortcuts are not meant. */
  private keepKeys(event: KeyboardEvent): void {
    event.stopPropagation();
  }

  override render() {
    const words = trustWords(this.words.locale);
    return html`<dialog
      aria-labelledby="title"
      aria-describedby="text"
      @close=${this.handleClose}
      @keydown=${this.keepKeys}
    >
      <h2 id="title">${words.blockTitle[this.side]}</h2>
      <p id="text">${words.blockText[this.side]}</p>
      <div class="actions">
        <button @click=${this.handleCancel}>${words.cancel}</button>
        <button class="strong danger" @click=${this.handleBlock}>${words.block}</button>
      </div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-block": ChatBlock;
  }
}
