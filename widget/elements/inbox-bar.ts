import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Clock } from "../client/clock";
import type { InboxFilter, InboxOrder } from "../client/state";
import { Sideways } from "../controllers/sideways";
import { shortCount } from "../strings/count";
import type { InboxStrings } from "../strings/inbox-en";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { styles } from "./inbox-bar.styles";
import { type InboxRequest, InboxRequestEvent } from "./inbox-events";
import { clearIcon, newestIcon, onIcon, searchIcon, unreadIcon } from "./inbox-icons";

/** Whoever types is still choosing words. Milliseconds. */
const PAUSE = 180;

const FILTERS: readonly (readonly [InboxFilter | undefined, (own: InboxStrings) => string])[] = [
  [undefined, (own) => own.all],
  ["unread", (own) => own.unreadOnly],
  ["waiting", (own) => own.waiting],
  ["mine", (own) => own.mine],
  ["closed", (own) => own.closedOnes],
  ["blocked", (own) => own.blockedOnes],
];

/**
 * Which conversations the list shows: words to look for, a filter, an order.
 *
 * @fires inbox-request - `search`, as one types; `filter`, `order`
 */
export class InboxBar extends LitElement {
  static override styles = [base, styles];

  private readonly sideways = new Sideways(this, () => this.renderRoot.querySelector("fieldset"));
  @query("input[type=search]") private readonly field!: HTMLInputElement;
  @state() private text = "";
  private stopWaiting = (): void => {};

  @property({ attribute: false }) filter: InboxFilter | undefined;
  @property() order: InboxOrder = "newest";
  /** What is looked for; empty when nothing is. */
  @property() query = "";
  /** What a screen reader hears of the results; empty while nothing is looked for. */
  @property() result = "";
  @property({ type: Number }) unread = 0;
  @property({ attribute: false }) words: Words = localize("en");
  /** @internal */
  @property({ attribute: false }) clock: Pick<Clock, "after"> = {
    after: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopWaiting();
  }

  override focus(options?: FocusOptions): void {
    this.field.focus(options);
    this.field.select();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("query") && this.query === "" && changed.get("query")) this.text = "";
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("filter")) return;
    const chosen = this.renderRoot.querySelector("fieldset :checked");
    chosen?.parentElement?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  private ask(request: InboxRequest): void {
    this.dispatchEvent(new InboxRequestEvent(request));
  }

  private handleInput(): void {
    this.text = this.field.value;
    this.stopWaiting();
    if (this.text.trim() === "") this.search();
    else this.stopWaiting = this.clock.after(PAUSE, () => this.search());
  }

  private search(): void {
    this.stopWaiting();
    const query = this.text.trim();
    if (query !== this.query) this.ask({ do: "search", query });
  }

  /** The first Escape empties the field, the next one is for whoever holds this. */
  private handleKeydown(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.isComposing) this.search();
    if (event.key !== "Escape" || this.text === "") return;
    event.stopPropagation();
    event.preventDefault();
    this.clear();
  }

  private clear(): void {
    this.text = "";
    this.search();
    this.field.focus();
  }

  private renderSearch(own: InboxStrings) {
    const unreadFirst = this.order === "unread";
    const order = unreadFirst ? own.unreadFirst : own.newestFirst;
    return html`<div class="top" role="search">
      <label class="field">
        ${searchIcon}
        <input
          type="search"
          aria-label=${own.search}
          placeholder=${own.search}
          autocomplete="off"
          enterkeyhint="search"
          maxlength="200"
          .value=${live(this.text)}
          @input=${this.handleInput}
          @keydown=${this.handleKeydown}
        >
        ${this.text ? html`<button class="clear" aria-label=${own.clearSearch} @click=${this.clear}>${clearIcon}</button>` : nothing}
      </label>
      <button
        class="icon-button order"
        title=${order}
        aria-label=${own.unreadFirst}
        aria-pressed=${unreadFirst}
        @click=${() => this.ask({ do: "order", order: unreadFirst ? "newest" : "unread" })}
      >${unreadFirst ? unreadIcon : newestIcon}</button>
      <span class="unseen" role="status">${this.result}</span>
    </div>`;
  }

  /** For a mouse; keys and screen readers have the filters themselves. */
  private renderStep(side: "before" | "after", by: 1 | -1) {
    return html`<button class="step ${side}" tabindex="-1" aria-hidden="true" @click=${() => this.sideways.step(by)}>${onIcon}</button>`;
  }

  override render() {
    const own = inboxWords(this.words);
    return html`${this.renderSearch(own)}
      <div class="filters">
        <fieldset @scroll=${this.sideways.look} @wheel=${this.sideways.roll}>
        <legend class="unseen">${own.filters}</legend>
        ${FILTERS.map(
          ([filter, name]) => html`<label>
            <input
              type="radio"
              name="filter"
              .checked=${live(filter === this.filter)}
              @change=${() => this.ask({ do: "filter", filter })}
            ><span>${name(own)}${
              filter === "unread" && this.unread > 0
                ? html`<span class="count" aria-hidden="true">${shortCount(this.unread)}</span>`
                : nothing
            }</span>
          </label>`,
        )}
        </fieldset>
        ${this.renderStep("before", -1)}${this.renderStep("after", 1)}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-bar": InboxBar;
  }
}
