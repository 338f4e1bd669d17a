import { html, nothing } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { ReportReason } from "../client/state";
import { REPORT_LENGTH } from "../client/text";
import { questionWords } from "../strings/question-words";
import { trustWords } from "../strings/trust-words";
import { base } from "../styles/base";
import { ChatQuestion } from "./chat-question";
import { styles } from "./chat-report.styles";
import { ChatRequestEvent } from "./events";
import { smallDialog } from "./small-dialog.styles";

type Step = { readonly name: "asking"; readonly reason?: ReportReason } | { readonly name: "thanks" };

/**
 * Tells the operator what is wrong with a conversation: a reason, some words if the person likes, then thanks, and an
 * offer to block. Opens by itself.
 *
 * @fires chat-request - `report`, `block`
 * @fires close - It is closed. Doesn't bubble.
 */
export class ChatReport extends ChatQuestion {
  static override styles = [base, smallDialog, styles];

  @query("h2") private readonly heading!: HTMLElement;
  @query("textarea") private readonly field!: HTMLTextAreaElement;
  @state() private step: Step = { name: "asking" };

  /** Whether the other side is blocked already. */
  @property({ type: Boolean }) blocked = false;

  private choose(reason: ReportReason): void {
    this.step = { name: "asking", reason };
  }

  private async handleSubmit(event: Event): Promise<void> {
    event.preventDefault();
    if (this.step.name !== "asking" || !this.step.reason) return;
    const text = this.field.value.trim();
    this.dispatchEvent(new ChatRequestEvent({ do: "report", reason: this.step.reason, text }));
    this.step = { name: "thanks" };
    await this.updateComplete;
    this.heading.focus(); // what had the focus is gone, and this is to be heard
  }

  private handleBlock(): void {
    this.dispatchEvent(new ChatRequestEvent({ do: "block", on: true }));
    this.shut();
  }

  private renderForm(reason: ReportReason | undefined) {
    const words = questionWords(this.words.locale);
    const reasons = Object.keys(words.reasons) as (keyof typeof words.reasons)[];
    return html`<form @submit=${this.handleSubmit}>
      <h2 id="title">${words.reportTitle}</h2>
      <p id="text">${words.reportText}</p>
      <fieldset aria-labelledby="title">
        ${reasons.map(
          (one) => html`<label>
            <input type="radio" name="reason" .checked=${one === reason} @change=${() => this.choose(one)}>
            ${words.reasons[one]}
          </label>`,
        )}
      </fieldset>
      <textarea
        dir="auto"
        maxlength=${REPORT_LENGTH}
        aria-label=${words.reportMore}
        placeholder=${words.reportMore}
      ></textarea>
      <div class="actions">
        <button type="button" @click=${this.shut}>${words.cancel}</button>
        <button class="strong" ?disabled=${!reason}>${words.sendReport}</button>
      </div>
    </form>`;
  }

  private renderThanks() {
    const words = questionWords(this.words.locale);
    return html`<h2 id="title" tabindex="-1">${words.thanksTitle}</h2>
      <p id="text">${words.thanksText} ${this.blocked ? nothing : words.thanksBlock[this.side]}</p>
      <div class="actions">
        ${this.blocked ? nothing : html`<button @click=${this.handleBlock}>${trustWords(this.words.locale).block}</button>`}
        <button class="strong" @click=${this.shut}>${words.done}</button>
      </div>`;
  }

  override render() {
    const { step } = this;
    return html`<dialog aria-labelledby="title" aria-describedby="text" @close=${this.handleClose}>${step.name === "thanks" ? this.renderThanks() : this.renderForm(step.reason)}</dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-report": ChatReport;
  }
}
