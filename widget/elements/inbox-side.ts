import { html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import type { Link, InboxList as List, ListView, Party } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import type { InboxBar } from "./inbox-bar";
import { settingsIcon } from "./inbox-icons";
import type { InboxList } from "./inbox-list";
import { styles } from "./inbox-side.styles";

/**
 * Whose inbox it is, what of it is shown, and the list itself.
 *
 * @slot bell - Beside the settings.
 * @fires inbox-settings - Somebody wants to see the settings. Doesn't bubble.
 */
export class InboxSide extends LitElement {
  static override styles = [base, styles];

  @query("inbox-list") private readonly rows!: InboxList;
  @query("inbox-bar") private readonly bar!: InboxBar;

  /** Whom the person acts for. */
  @property({ attribute: false }) sellers: readonly Party[] = [];
  /** Unread messages by seller. */
  @property({ attribute: false }) unread: ReadonlyMap<string, number> = new Map();
  @property({ attribute: false }) view: ListView = { seller: "" };
  /** Names the list, so that another one begins at its top. */
  @property() name = "";
  /** Absent until known. */
  @property({ attribute: false }) list: List | undefined;
  /** Id of the conversation in view. */
  @property() selected = "";
  @property({ attribute: false }) link: Link = { state: "idle" };
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  /** Focuses the list. */
  override focus(options?: FocusOptions): void {
    this.rows.focus(options);
  }

  focusSearch(): void {
    this.bar.focus();
  }

  /** Moves the focus so many rows down, or up. */
  step(by: number): void {
    this.rows.step(by);
  }

  private handleSettings(): void {
    this.dispatchEvent(new Event("inbox-settings"));
  }

  private renderName() {
    if (this.sellers.length < 2) return nothing;
    return html`<seller-switch
      slot="name"
      .sellers=${this.sellers}
      .selected=${this.view.seller}
      .unread=${this.unread}
      .words=${this.words}
    ></seller-switch>`;
  }

  private renderSignedOut() {
    const { state, ...why } = this.link;
    if (state !== "refused" || !("code" in why) || why.code !== "unauthorized") return nothing;
    const own = inboxWords(this.words);
    return html`<p class="notice" role="alert"><b>${own.signedOut}</b> ${own.signedOutText}</p>`;
  }

  override render() {
    const { words, view, list } = this;
    const own = inboxWords(words);
    const seller = this.sellers.find(({ id }) => id === view.seller);
    const elsewhere = this.sellers.reduce(
      (sum, { id }) => sum + (id === view.seller ? 0 : (this.unread.get(id) ?? 0)),
      0,
    );
    const query = view.query ?? "";
    const result = query && list && !list.loading ? own.found(list.items.length, list.more) : "";
    return html`<chat-header
        .name=${seller?.name || own.inbox}
        .picture=${seller?.picture ?? ""}
        .line=${elsewhere > 0 ? own.unreadElsewhere(elsewhere) : seller ? own.inbox : ""}
        .link=${this.link}
        .words=${words}
      >
        ${this.renderName()}
        <slot slot="end" name="bell"></slot>
        <button slot="end" class="icon-button" aria-label=${own.settings} @click=${this.handleSettings}>${settingsIcon}</button>
      </chat-header>
      ${this.renderSignedOut()}
      <inbox-bar
        .filter=${view.filter}
        .order=${view.order ?? "newest"}
        .query=${query}
        .result=${result}
        .unread=${this.unread.get(view.seller) ?? 0}
        .words=${words}
      ></inbox-bar>
      <inbox-list
        .list=${list}
        .name=${this.name}
        .filter=${view.filter}
        .query=${query}
        .selected=${this.selected}
        .words=${words}
        .now=${this.now}
      ></inbox-list>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-side": InboxSide;
  }
}
