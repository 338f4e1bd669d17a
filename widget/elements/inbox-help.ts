import { html } from "lit";
import { settingsWords } from "../strings/settings-words";
import { base } from "../styles/base";
import { InboxDialog } from "./inbox-dialog";
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
export class InboxHelp extends InboxDialog {
  static override styles = [base, dialogStyles, styles];

  override render() {
    const own = settingsWords(this.words.locale);
    return this.renderDialog(
      own.help,
      html`<dl class="body">${KEYS.map(
        ([name, keys]) =>
          html`<div><dt>${own.keys[name]}</dt><dd>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dd></div>`,
      )}</dl>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-help": InboxHelp;
  }
}
