import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Conversation, InboxFilter, InboxList as List } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { emptyWords } from "./inbox-empty";
import { InboxMoreEvent, InboxRequestEvent, InboxSelectEvent } from "./inbox-events";
import { styles } from "./inbox-list.styles";
import { renderInboxRow } from "./inbox-row";
import { ROW, type Rows, rowsInView, scrollFor } from "./inbox-window";

/** Nearer to the end than this, the next page is asked for. Pixels. */
const NEAR_END = 640;

/**
 * A seller's conversations. However many there are, only the rows around what is seen are elements; a screen reader is
 * told of all. Arrows, Page Up and Down, Home and End move among the rows, of which one is a stop of the Tab key.
 *
 * @fires inbox-select - One was chosen: `conversation` is its id.
 * @fires inbox-more - The reader comes near the end.
 * @fires inbox-request - `again`, `filter`
 */
export class InboxList extends LitElement {
  static override styles = [base, styles];

  @query(".scroller") private readonly scroller!: HTMLElement;
  @query("ul") private readonly rows!: HTMLElement;
  @state() private inView: Rows = { from: 0, to: 0 };
  /** Id of the row that the Tab key reaches. */
  @state() private active = "";
  /** How many there were when more were asked for. */
  private askedAt = 0;
  private readonly sizes = new ResizeObserver(() => this.look());

  /** Absent until known. */
  @property({ attribute: false }) list: List | undefined;
  /** Names the list: another one begins at its top. */
  @property() name = "";
  @property({ attribute: false }) filter: InboxFilter | undefined;
  /** What is looked for; empty when nothing is. */
  @property() query = "";
  /** Id of the conversation in view. */
  @property() selected = "";
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.scroller) this.sizes.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("selected") && this.selected) this.active = this.selected;
    if (changed.has("list") && this.scroller) this.inView = this.measured();
  }

  protected override firstUpdated(): void {
    this.sizes.observe(this.scroller);
    this.look();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("name") && changed.get("name") !== undefined) this.scroller.scrollTop = 0;
    if (!changed.has("list")) return;
    this.rows.style.blockSize = `${this.items.length * ROW}px`;
    this.askMore();
  }

  /** Focuses the selected row, else the one focused last, else the first. */
  override focus(options?: FocusOptions): void {
    void this.focusRow(Math.max(0, this.indexOf(this.selected || this.active)), options);
  }

  /** Moves the focus so many rows down, or up. */
  step(by: number): void {
    const at = this.indexOf(this.active);
    if (this.items.length > 0) void this.focusRow(at < 0 ? 0 : at + by);
  }

  private get items(): readonly Conversation[] {
    return this.list?.items ?? [];
  }

  private indexOf(id: string): number {
    return this.items.findIndex((item) => item.id === id);
  }

  private async focusRow(wanted: number, options?: FocusOptions): Promise<void> {
    const index = Math.min(Math.max(wanted, 0), this.items.length - 1);
    const item = this.items[index];
    if (!item) return;
    this.active = item.id;
    this.scroller.scrollTop = scrollFor(index, this.scroller.scrollTop, this.scroller.clientHeight);
    this.look();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("button[tabindex='0']")?.focus({ preventScroll: true, ...options });
  }

  private measured(): Rows {
    const { scrollTop, clientHeight } = this.scroller;
    return rowsInView(scrollTop, clientHeight, this.items.length);
  }

  private look(): void {
    const { from, to } = this.measured();
    if (from !== this.inView.from || to !== this.inView.to) this.inView = { from, to };
  }

  private handleScroll(): void {
    this.look();
    this.askedAt = 0;
    this.askMore();
  }

  private handleKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / ROW) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.items.length,
      End: this.items.length,
    };
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.step(by);
  }

  /** Once for each length of the list, however often it changes meanwhile; scrolling asks again. */
  private askMore(): void {
    const { list, scroller } = this;
    if (!list?.more || list.loading || list.items.length === this.askedAt) return;
    const { scrollHeight, scrollTop, clientHeight } = scroller;
    if (clientHeight === 0 || scrollHeight - scrollTop - clientHeight >= NEAR_END) return;
    this.askedAt = list.items.length;
    this.dispatchEvent(new InboxMoreEvent());
  }

  private handleSelect(conversation: string): void {
    this.active = conversation;
    this.dispatchEvent(new InboxSelectEvent(conversation));
  }

  private renderRow(item: Conversation, index: number, stop: string) {
    const { id, unread } = item;
    const { words, query, list } = this;
    return html`<li
      .style=${`inset-block-start: ${index * ROW}px`}
      aria-posinset=${index + 1}
      aria-setsize=${list?.more ? -1 : this.items.length}
    >
      <button
        class=${unread > 0 ? "unread" : ""}
        aria-current=${id === this.selected}
        tabindex=${id === stop ? 0 : -1}
        @click=${() => this.handleSelect(id)}
      >${renderInboxRow(item, { words, query, now: this.now(), found: list?.found?.get(id) })}</button>
    </li>`;
  }

  private renderRows() {
    const { items, inView } = this;
    const at = this.indexOf(this.active);
    const stop = at < 0 ? 0 : at;
    const seen = items.slice(inView.from, inView.to).map((item, n) => ({ item, index: inView.from + n }));
    const far = items[stop];
    // The Tab key's row stays, wherever the reader has scrolled to: it may have the focus.
    if (far && stop < inView.from) seen.unshift({ item: far, index: stop });
    else if (far && stop >= inView.to) seen.push({ item: far, index: stop });
    return repeat(
      seen,
      ({ item }) => item.id,
      ({ item, index }) => this.renderRow(item, index, far?.id ?? ""),
    );
  }

  private renderSkeleton() {
    return html`<div class="skeleton" aria-hidden="true">
      ${[1, 2, 3, 4, 5].map(() => html`<div><i></i><b></b><b></b></div>`)}
    </div>`;
  }

  private renderEmpty() {
    const { title, text } = emptyWords(this.filter, this.query, this.words);
    const wider = this.query !== "" && this.filter !== undefined;
    return html`<div class="empty">
      <chat-hint .heading=${title} .text=${text}></chat-hint>
      ${wider ? this.renderAction(inboxWords(this.words).searchAll, { do: "filter", filter: undefined }) : nothing}
    </div>`;
  }

  private renderRefused() {
    const own = inboxWords(this.words);
    return html`<div class="empty" role="alert">
      <chat-hint .heading=${own.refused} .text=${own.refusedText}></chat-hint>
      ${this.renderAction(own.tryAgain, { do: "again" })}
    </div>`;
  }

  private renderAction(label: string, request: ConstructorParameters<typeof InboxRequestEvent>[0]) {
    return html`<button class="action" @click=${() => this.dispatchEvent(new InboxRequestEvent(request))}>${label}</button>`;
  }

  override render() {
    const { list, words, items } = this;
    const empty = list && !list.loading && !list.refused && items.length === 0;
    return html`<div class="scroller" @scroll=${this.handleScroll} aria-busy=${!list || list.loading}>
      ${list?.refused ? this.renderRefused() : nothing}
      ${empty ? this.renderEmpty() : nothing}
      ${items.length === 0 && !empty && !list?.refused ? this.renderSkeleton() : nothing}
      <ul aria-label=${inboxWords(words).inbox} @keydown=${this.handleKeydown}>${this.renderRows()}</ul>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-list": InboxList;
  }
}
