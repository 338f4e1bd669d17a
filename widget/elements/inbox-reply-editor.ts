import { html, LitElement } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { CannedReply } from "../client/settings";
import { localize, type Words } from "../strings/localize";
import { settingsWords } from "../strings/settings-words";
import { base } from "../styles/base";
import { formStyles } from "./inbox-form.styles";
import { plusIcon, removeIcon } from "./inbox-icons";
import { styles } from "./inbox-reply-editor.styles";

/**
 * A seller's canned replies, to be changed. `replies` is always what the fields say.
 *
 * @fires change - `replies` is another one. Doesn't bubble.
 */
export class InboxReplyEditor extends LitElement {
  static override styles = [base, formStyles, styles];

  @property({ attribute: false }) replies: readonly CannedReply[] = [];
  @property({ attribute: false }) words: Words = localize("en");

  /** Whether each reply is whole, or nothing at all; where one isn't, the focus goes to what it lacks. */
  complete(): boolean {
    const half = this.replies.findIndex(({ shortcut, text }) => (shortcut === "") !== (text.trim() === ""));
    const row = this.renderRoot.querySelectorAll("li")[half];
    row?.querySelector<HTMLElement>(this.replies[half]?.shortcut ? "textarea" : "input")?.focus();
    return half < 0;
  }

  private set(replies: readonly CannedReply[]): void {
    this.replies = replies;
    this.dispatchEvent(new Event("change"));
  }

  private handleInput(event: Event, index: number, field: keyof CannedReply): void {
    if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)) return;
    const { value } = event.target;
    // People write the slash that they will type.
    const text = field === "shortcut" ? value.replace(/^\/+/, "").replace(/\s+/g, "") : value;
    this.set(this.replies.map((reply, at) => (at === index ? { ...reply, [field]: text } : reply)));
  }

  private async handleAdd(): Promise<void> {
    this.set([...this.replies, { shortcut: "", text: "" }]);
    await this.updateComplete;
    [...this.renderRoot.querySelectorAll("input")].at(-1)?.focus();
  }

  private handleRemove(index: number): void {
    this.set(this.replies.filter((_, at) => at !== index));
  }

  override render() {
    const own = settingsWords(this.words.locale);
    return html`<ul>${this.replies.map(
      ({ shortcut, text }, index) => html`<li>
        <label class="shortcut"><span aria-hidden="true">/</span><input
          maxlength="40"
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-label=${own.shortcut}
          placeholder=${own.shortcut.toLocaleLowerCase()}
          .value=${live(shortcut)}
          @input=${(event: Event) => this.handleInput(event, index, "shortcut")}
        ></label>
        <button type="button" class="icon-button" aria-label=${own.removeReply(shortcut)} @click=${() => this.handleRemove(index)}>${removeIcon}</button>
        <textarea
          rows="2"
          maxlength="4000"
          required
          dir="auto"
          aria-label=${own.replyText}
          placeholder=${own.replyText}
          .value=${live(text)}
          @input=${(event: Event) => this.handleInput(event, index, "text")}
        ></textarea>
      </li>`,
    )}</ul>
    <button type="button" class="add" @click=${this.handleAdd}>${plusIcon}${own.addReply}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-reply-editor": InboxReplyEditor;
  }
}
