import { html, LitElement, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { localize, type Words } from "../strings/localize";
import { settingsWords } from "../strings/settings-words";
import { base } from "../styles/base";
import { closeIcon } from "./icons";
import { dialogStyles } from "./inbox-dialog.styles";
import { styles } from "./inbox-help.styles";

const KEYS = [
  ["next", ["J", "K"]],
  ["open", ["Enter"]],
  ["back", ["Esc"]],
  ["search", ["Ctrl K", "/"]],
  ["reply", ["R"]],
  ["canned", ["/"]],
  ["help", ["?"]],
] as const;

/**
 * What the keyboard does.
 *
 * @fires close - The person has read it. Doesn't bubble.
 */
export class InboxHelp extends LitElement {
  static override styles = [base, dialogStyles, styles];

  @query("dialog") private readonly dialog!: HTMLDialogElement;

  @property({ type: Boolean }) open = false;
  @property({ attribute: false }) words: Words = localize("en");

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("open")) return;
    if (this.open) this.dialog.showModal();
    else this.dialog.close();
  }

  private askToClose(): void {
    this.dispatchEvent(new Event("close"));
  }

  private handleClosed(): void {
    if (this.open) this.askToClose();
  }

  private handleClick(event: MouseEvent): void {
    if (event.target === this.dialog) this.askToClose();
  }

  private keepKeys(event: KeyboardEvent): void {
    event.stopPropagation();
  }

  override render() {
    const own = settingsWords(this.words.locale);
    return html`<dialog
      aria-labelledby="title"
      @close=${this.handleClosed}
      @click=${this.handleClick}
      @keydown=${this.keepKeys}
    >
      <header>
        <h2 id="title">${own.help}</h2>
        <button class="icon-button" aria-label=${this.words.close} @click=${this.askToClose}>${closeIcon}</button>
      </header>
      <dl class="body">${KEYS.map(
        ([name, keys]) =>
          html`<div><dt>${own.keys[name]}</dt><dd>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dd></div>`,
      )}</dl>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-help": InboxHelp;
  }
}
