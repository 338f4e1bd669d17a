import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { ContactRule, FileLink, ShownMessage, Side, Thread } from "../client/state";
import { LongPress } from "../controllers/long-press";
import type { Request } from "../controllers/perform";
import { type Mover, ReadingPlace } from "../controllers/reading-place";
import { Seeker } from "../controllers/seeker";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { attachmentStyles } from "./attachments.styles";
import { styles } from "./chat-messages.styles";
import { ChatRequestEvent } from "./events";
import { downIcon } from "./icons";
import { handleLogKey } from "./log-keys";
import { skeleton, typingDots } from "./log-parts";
import { MessageActing } from "./message-acting";
import type { StoredMessage } from "./message-events";
import { spoken } from "./message-line";
import { renderRow } from "./row";
import { rowStyles } from "./row.styles";
import { idOf, newestTheirs, theirsAfter, timeline } from "./timeline";

/** Nearer to the start than this, the next page is asked for. Pixels. */
const NEAR_START = 600;

/**
 * The log of one conversation; another conversation gets another element. For the Tab key it is one stop: the arrows go
 * from bubble to bubble, Enter and the menu key open what can be done with one.
 *
 * @slot - What is shown when there are no messages.
 * @fires chat-request - `older`, `seen`, `retry`, `discard`, `send-anyway`, `revise`, `remove`; on the seller's side `trail`
 * @fires message-compose - A message is to be answered, or its text changed.
 */
export class ChatMessages extends LitElement {
  static override styles = [base, rowStyles, attachmentStyles, styles];

  @query(".scroller") private readonly scroller!: HTMLElement;
  /** What a screen reader hears: new words of the other side, never a page of history. */
  @state() private announcement = "";
  /** The last `seq` of the other side that came into view, and the last one that was told, or announced. */
  private seen = 0;
  private told = 0;
  private announced = 0;
  /** The oldest message when older ones were asked for. */
  private askedAt: string | undefined;
  /** The newest message when the log first appeared, `""` for none: what comes after it rises into place. */
  private settled: string | undefined;
  private readonly acting = new MessageActing(this);
  private readonly place = new ReadingPlace(this, ".bubble", (by) => this.handleMove(by));
  private readonly seeker = new Seeker(
    this,
    () => ({ bubble: this.bubbleOf, more: this.more, loading: this.loading !== "no" }),
    () => this.ask({ do: "older" }),
    (bubble, behavior) => this.place.show(bubble, behavior),
  );
  private readonly press = new LongPress(this, (on) =>
    on.closest(".bubble")?.querySelector<HTMLElement>(".act")?.click(),
  );

  @property({ attribute: false }) messages: readonly ShownMessage[] = [];
  @property() side: Side = "buyer";
  @property({ type: Boolean }) more = false;
  /** Nothing can be written here. */
  @property({ type: Boolean }) closed = false;
  @property() loading: Thread["loading"] = "no";
  /** Who one talks with, by the header. */
  @property() counterpart = "";
  /** What becomes of contacts in a text, once known. */
  @property({ attribute: false }) contacts: ContactRule | undefined;
  /** Who of the other side is writing; empty when nobody is. */
  @property() typing = "";
  /** Of attachments, by their id. */
  @property({ attribute: false }) links: ReadonlyMap<string, FileLink> = new Map();
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.tellSeen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.tellSeen);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("messages") && !changed.has("loading")) return;
    if (this.settled === undefined) {
      if (this.loading === "opening") return;
      this.settled = idOf(this.messages.at(-1)) ?? "";
      this.announced = newestTheirs(this.messages, this.side);
    }
    this.announce();
    if (this.wroteNow(changed.get("messages"))) this.place.follow();
  }

  protected override firstUpdated(): void {
    this.place.attach(this.scroller);
    this.press.attach(this.scroller);
  }

  protected override updated(): void {
    if (this.place.atEnd) this.seen = newestTheirs(this.messages, this.side);
    this.tellSeen();
    this.askOlder();
  }

  private handleMove(by: Mover): void {
    this.tellSeen();
    if (by === "reader") this.askedAt = undefined;
    this.askOlder();
  }

  /** Once for each oldest message, or a server that refuses would be asked on and on; a reader who scrolls asks again. */
  private askOlder(): void {
    const { scrollTop, clientHeight } = this.scroller;
    const near = clientHeight > 0 && scrollTop < NEAR_START;
    const oldest = idOf(this.messages[0]);
    if (!near || !this.more || this.loading !== "no" || oldest === this.askedAt) return;
    this.askedAt = oldest;
    this.ask({ do: "older" });
  }

  private handleToEnd(): void {
    this.place.toEnd(matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
    this.scroller.focus({ preventScroll: true });
  }

  private readonly tellSeen = (): void => {
    if (!this.place.atEnd || document.visibilityState === "hidden" || !this.scroller?.clientHeight) return;
    const newest = newestTheirs(this.messages, this.side);
    if (newest <= this.told) return;
    this.told = newest;
    this.ask({ do: "seen" });
  };

  private announce(): void {
    const fresh = theirsAfter(this.messages, this.side, this.announced);
    if (fresh.length === 0) return;
    this.announced = newestTheirs(this.messages, this.side);
    this.announcement = fresh.map(({ sender, ...said }) => `${sender.name}: ${spoken(said)}`).join("\n");
  }

  /** An own message that wasn't there before: its writer wants to see it. */
  private wroteNow(before: readonly ShownMessage[] = []): boolean {
    const last = this.messages.at(-1);
    return last?.kind === "waiting" && !before.some((shown) => shown.kind === "waiting" && shown.id === last.id);
  }

  private readonly bubbleOf = (seq: number): HTMLElement | undefined =>
    this.scroller.querySelector<HTMLElement>(`.bubble[data-seq="${seq}"]`) ?? undefined;

  private handleKey(event: KeyboardEvent): void {
    handleLogKey(event, this.scroller);
  }

  private ask(request: Request): void {
    this.dispatchEvent(new ChatRequestEvent(request));
  }

  private renderRows() {
    const rows = timeline(this.messages, this.side);
    const settled = rows.findIndex((row) => row.key === this.settled);
    const context = {
      words: this.words,
      now: this.now(),
      counterpart: this.counterpart,
      links: this.links,
      contacts: this.contacts,
      sendAnyway: (id: string) => this.ask({ do: "send-anyway", id }),
      revise: (id: string) => this.ask({ do: "revise", id }),
      retry: (id: string) => this.ask({ do: "retry", id }),
      act: (message: StoredMessage, button: HTMLElement) => void this.acting.open(message, button),
      show: (seq: number) => this.seeker.seek(seq),
      trail: this.side === "seller" ? (seq: number, at: Element) => this.ask({ do: "trail", seq, at }) : undefined,
      discard: (id: string) => this.ask({ do: "discard", id }),
    };
    return repeat(
      rows,
      (row) => row.key,
      (row, index) => renderRow(row, { ...context, fresh: index > settled }),
    );
  }

  private renderToEnd() {
    const count = theirsAfter(this.messages, this.side, this.seen).length;
    return html`<button class="to-end" aria-label=${count ? nothing : this.words.toNewest} @click=${this.handleToEnd}>
      ${count ? this.words.newMessages(count) : nothing}${downIcon}
    </button>`;
  }

  override render() {
    const empty = this.messages.length === 0;
    return html`<div
        class="scroller"
        role="log"
        aria-live="off"
        aria-label=${this.words.messages}
        aria-busy=${this.loading !== "no"}
        tabindex="0"
        @keydown=${this.handleKey}
      >
        <div class="content">
          ${this.loading === "older" ? html`<p class="day">${this.words.loadingOlder}</p>` : nothing}
          ${empty && this.loading === "opening" ? skeleton(this.words) : nothing}
          ${empty && this.loading === "no" ? html`<slot></slot>` : this.renderRows()}
          ${this.typing ? typingDots(this.typing, this.words) : nothing}
        </div>
      </div>
      ${this.place.atEnd ? nothing : this.renderToEnd()} ${this.acting.render()}
      <p class="unseen" aria-live="polite">${this.announcement}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-messages": ChatMessages;
  }
}
