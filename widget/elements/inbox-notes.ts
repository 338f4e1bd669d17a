import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { ShownNote } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { InboxRequestEvent } from "./inbox-events";
import { styles } from "./inbox-notes.styles";
import { personName } from "./person-name";

/**
 * What the seller's side has written down, and where one adds to it. Enter saves, Shift+Enter breaks the line. Another
 * conversation gets another element. As in the composer, a draft from outside counts before the first key and after the field
 * has lost the focus.
 *
 * @fires inbox-request - `note`, `note-draft`
 */
export class InboxNotes extends LitElement {
  static override styles = [base, styles];

  @query("textarea") private readonly field!: HTMLTextAreaElement;
  @state() private text = "";
  private touched = false;

  /** Absent until known. */
  @property({ attribute: false }) notes: readonly ShownNote[] | undefined;
  /** What was typed before. */
  @property() draft = "";
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("draft") && !this.touched) this.text = this.draft;
  }

  private write(text: string): void {
    this.touched = true;
    this.text = text;
    this.dispatchEvent(new InboxRequestEvent({ do: "note-draft", text }));
  }

  private handleInput(): void {
    this.write(this.field.value);
  }

  private handleBlur(): void {
    this.touched = false;
  }

  private handleKeydown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.save();
  }

  private handleSubmit(event: Event): void {
    event.preventDefault();
    this.save();
  }

  private save(): void {
    const text = this.text.trim();
    if (!text) return;
    this.dispatchEvent(new InboxRequestEvent({ do: "note", text }));
    this.write("");
  }

  private when({ at, waits }: ShownNote): string {
    return waits ? inboxWords(this.words).noteWaits : this.words.moment(new Date(at), this.now());
  }

  override render() {
    const own = inboxWords(this.words);
    return html`<h3>${own.notes}</h3>
      <p class="muted">${own.notesHint}</p>
      <ul>${repeat(
        this.notes ?? [],
        ({ id }) => id,
        (note) => html`<li class=${note.waits ? "waits" : ""}>
          <p dir="auto">${note.text}</p>
          <p class="muted"><bdi>${personName(note.author, this.words)}</bdi> · <time datetime=${note.at}>${this.when(note)}</time></p>
        </li>`,
      )}</ul>
      <form @submit=${this.handleSubmit}>
        <textarea
          rows="1"
          dir="auto"
          maxlength="4000"
          aria-label=${own.addNote}
          placeholder=${own.addNote}
          .value=${live(this.text)}
          @input=${this.handleInput}
          @blur=${this.handleBlur}
          @keydown=${this.handleKeydown}
        ></textarea>
        ${this.text.trim() ? html`<button type="submit">${own.saveNote}</button>` : nothing}
      </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-notes": InboxNotes;
  }
}
