import { html } from "lit";
import { questionWords } from "../strings/question-words";
import { trustWords } from "../strings/trust-words";
import { base } from "../styles/base";
import { ChatQuestion } from "./chat-question";
import { ChatRequestEvent } from "./events";
import { smallDialog } from "./small-dialog.styles";

/**
 * Asks once whether the other side is to be blocked, and says what that means. Opens by itself.
 *
 * @fires chat-request - `block`
 * @fires close - It is closed. Doesn't bubble.
 */
export class ChatBlock extends ChatQuestion {
  static override styles = [base, smallDialog];

  private handleBlock(): void {
    this.dispatchEvent(new ChatRequestEvent({ do: "block", on: true }));
    this.shut();
  }

  override render() {
    const words = questionWords(this.words.locale);
    return html`<dialog aria-labelledby="title" aria-describedby="text" @close=${this.handleClose}>
      <h2 id="title">${words.blockTitle[this.side]}</h2>
      <p id="text">${words.blockText[this.side]}</p>
      <div class="actions">
        <button @click=${this.shut}>${words.cancel}</button>
        <button class="strong danger" @click=${this.handleBlock}>${trustWords(this.words.locale).block}</button>
      </div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-block": ChatBlock;
  }
}
