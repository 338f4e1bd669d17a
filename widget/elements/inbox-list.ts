import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Conversation, InboxList as List } from "../client/state";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { InboxMoreEvent, InboxSelectEvent } from "./events";
import { styles } from "./inbox-list.styles";
import { personName } from "./person-name";

/** Nearer to the end than this, the next page is asked for. Pixels. */
const NEAR_END = 640;
const MOST = 99;

/**
 * A seller's conversations, newest first.
 *
 * @fires inbox-select - One was chosen: `conversation` is its id.
 * @fires inbox-more - The reader comes near the end.
 */
export class InboxList extends LitElement {
  static override styles = [base, styles];

  @query(".scroller") private readonly scroller!: HTMLElement;
  /** How many there were when more were asked for. */
  private askedAt = 0;

  /** Absent until known. */
  @property({ attribute: false }) list: List | undefined;
  /** Id of the conversation in view. */
  @property() selected = "";
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("list")) this.askMore();
  }

  /** Focuses the selected row, else the first. */
  override focus(options?: FocusOptions): void {
    const row =
      this.renderRoot.querySelector<HTMLElement>("[aria-current=true]") ?? this.renderRoot.querySelector("button");
    row?.focus(options);
  }

  private handleScroll(): void {
    this.askedAt = 0;
    this.askMore();
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
    this.dispatchEvent(new InboxSelectEvent(conversation));
  }

  private renderRow({ id, buyer, topic, lastAt, lastText, unread }: Conversation) {
    const { words } = this;
    const name = personName(buyer, words);
    const at = new Date(lastAt);
    return html`<li>
      <button
        class=${unread > 0 ? "unread" : ""}
        aria-current=${id === this.selected}
        @click=${() => this.handleSelect(id)}
      >
        <chat-avatar .name=${name} .picture=${buyer.picture ?? ""}></chat-avatar>
        <span class="text">
          <span class="top">
            <span class="name cut" dir="auto">${name}</span>
            ${topic ? html`<span class="topic cut" dir="auto">${topic.title}</span>` : nothing}
            <time datetime=${lastAt}>${words.moment(at, this.now())}</time>
          </span>
          <span class="bottom">
            <span class="last cut" dir="auto">${lastText}</span>
            ${
              unread > 0
                ? html`<span class="badge"><span aria-hidden="true">${unread > MOST ? `${MOST}+` : unread}</span><span class="unseen">${words.unread(unread)}</span></span>`
                : nothing
            }
          </span>
        </span>
      </button>
    </li>`;
  }

  private renderSkeleton() {
    return html`<div class="skeleton" aria-hidden="true">
      ${[1, 2, 3, 4, 5].map(() => html`<div><i></i><b></b><b></b></div>`)}
    </div>`;
  }

  override render() {
    const { list, words } = this;
    const items = list?.items ?? [];
    const empty = list && !list.loading && items.length === 0;
    return html`<div class="scroller" @scroll=${this.handleScroll} aria-busy=${!list || list.loading}>
      ${empty ? html`<chat-hint .heading=${words.emptyInbox} .text=${words.emptyInboxText}></chat-hint>` : nothing}
      ${items.length === 0 && !empty ? this.renderSkeleton() : nothing}
      <ul aria-label=${words.inbox}>${repeat(
        items,
        ({ id }) => id,
        (item) => this.renderRow(item),
      )}</ul>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-list": InboxList;
  }
}
