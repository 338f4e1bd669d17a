import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { property, query } from "lit/decorators.js";
import { localize, type Words } from "../strings/localize";
import { closeIcon } from "./icons";

/** A dialog over the inbox: a title, a way out, and below them what it is for. Fires `close`, and is closed by `open`. */
export abstract class InboxDialog extends LitElement {
  @query("dialog") protected readonly dialog!: HTMLDialogElement;

  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) words: Words = localize("en");

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("open")) return;
    if (this.open) this.dialog.showModal();
    else this.dialog.close();
  }

  /** Whoever holds the dialog closes it, by `open`. */
  protected askToClose(): void {
    this.dispatchEvent(new Event("close"));
  }

  private handleCancel(event: Event): void {
    event.preventDefault();
    this.askToClose();
  }

  private handleClosed(): void {
    if (this.open) this.askToClose();
  }

  /** Beside it. */
  private handleClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.askToClose();
  }

  /** The page's own shortcuts are not meant. */
  private keepKeys(event: KeyboardEvent): void {
    event.stopPropagation();
  }

  protected renderDialog(title: string, content: TemplateResult) {
    return html`<dialog
      aria-labelledby="title"
      @cancel=${this.handleCancel}
      @close=${this.handleClosed}
      @click=${this.handleClick}
      @keydown=${this.keepKeys}
    >
      <header>
        <h2 id="title">${title}</h2>
        <button class="icon-button" aria-label=${this.words.close} @click=${this.askToClose}>${closeIcon}</button>
      </header>
      ${content}
    </dialog>`;
  }
}
