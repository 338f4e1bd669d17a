import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Request } from "../controllers/perform";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { styles } from "./chat-composer.styles";
import { ChatRequestEvent } from "./events";
import { sendIcon } from "./icons";

/** The counter appears when fewer characters than this are left. */
const NEAR_LIMIT = 200;

/**
 * Where one writes. Enter sends, Shift+Enter breaks the line; without a link or without words there is nothing to send.
 * What is typed here is the truth while the person types: a draft from outside counts before the first key and after the
 * field has lost the focus.
 *
 * @fires chat-request - `send`, `draft`, `typing`
 */
export class ChatComposer extends LitElement {
  static override styles = [base, styles];

  @query("textarea") private readonly field!: HTMLTextAreaElement;
  @state() private text = "";
  private touched = false;

  /** What was typed before; see above for when it counts. */
  @property() draft = "";
  /** Whether there is a link to send through. */
  @property({ type: Boolean }) ready = false;
  /** Whether this conversation takes messages at all. */
  @property({ type: Boolean }) closed = false;
  /** The longest text in UTF-16 units, once known. */
  @property({ attribute: false }) limit: number | undefined;
  @property({ attribute: false }) words: Words = localize("en");

  override focus(options?: FocusOptions): void {
    this.field?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("draft") && !this.touched) this.text = this.draft;
  }

  private get sendable(): boolean {
    return this.ready && !this.closed && this.text.trim() !== "" && this.text.length <= (this.limit ?? Infinity);
  }

  private ask(request: Request): void {
    this.dispatchEvent(new ChatRequestEvent(request));
  }

  private handleInput(): void {
    this.touched = true;
    this.text = this.field.value;
    this.ask({ do: "draft", text: this.text });
    if (this.text.trim()) this.ask({ do: "typing" });
  }

  /** From here on the draft counts again: another tab may go on with it. */
  private handleBlur(): void {
    this.touched = false;
  }

  private handleKeydown(event: KeyboardEvent): void {
    // 229: Safari ends a composition before the Enter that ended it (webkit.org/b/165004).
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.send();
  }

  private handleSubmit(event: Event): void {
    event.preventDefault();
    this.send();
  }

  /** The field keeps the focus, or a phone's keyboard would close after each message. */
  private keepFocus(event: Event): void {
    event.preventDefault();
  }

  private send(): void {
    if (!this.sendable) return;
    const text = this.text.trim();
    this.text = "";
    this.ask({ do: "send", text });
  }

  private renderCounter() {
    const left = this.limit === undefined ? Infinity : this.limit - this.text.length;
    if (left > NEAR_LIMIT) return nothing;
    return html`<p class="counter ${left < 0 ? "over" : ""}">
      <span aria-hidden="true">${left}</span><span class="unseen" role="status">${this.words.left(left)}</span>
    </p>`;
  }

  override render() {
    return html`<form @submit=${this.handleSubmit}>
      <div class="field" data-text=${`${this.text}\u200b`}>
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label=${this.words.write}
          placeholder=${this.words.write}
          .value=${live(this.text)}
          ?disabled=${this.closed}
          @input=${this.handleInput}
          @blur=${this.handleBlur}
          @keydown=${this.handleKeydown}
        ></textarea>
        ${this.renderCounter()}
      </div>
      <button
        type="submit"
        aria-label=${this.words.send}
        ?disabled=${!this.sendable}
        @pointerdown=${this.keepFocus}
        @mousedown=${this.keepFocus}
      >${sendIcon}</button>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-composer": ChatComposer;
  }
}
