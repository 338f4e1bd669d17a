import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, state } from "lit/decorators.js";
import type { CannedReply } from "../client/settings";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { filledReply, fittingReplies, wantedReply } from "./canned";
import { InboxRequestEvent } from "./inbox-events";
import { styles } from "./inbox-replies.styles";

/**
 * The canned replies that fit what is typed, above the composer, while a message begins with a slash. The composer keeps
 * the focus: whoever holds both hands each key here first.
 *
 * @fires inbox-request - `fill`, `settings`
 */
export class InboxReplies extends LitElement {
  static override styles = [base, styles];

  @state() private active = 0;
  /** Escape was pressed at this text. */
  @state() private dismissed: string | undefined;

  /** Absent until known. */
  @property({ attribute: false }) replies: readonly CannedReply[] | undefined;
  /** What is in the composer. */
  @property() typed = "";
  @property() buyer = "";
  @property() product = "";
  @property({ attribute: false }) words: Words = localize("en");

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("typed")) return;
    this.active = 0;
    if (this.typed !== this.dismissed) this.dismissed = undefined;
  }

  protected override updated(): void {
    this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  private get fitting(): readonly CannedReply[] | undefined {
    const { replies, typed, dismissed } = this;
    const wanted = replies && dismissed === undefined ? wantedReply(typed) : undefined;
    // Where there are none at all, a slash is told so, and what begins with one is a message.
    if (!replies || wanted === undefined || (replies.length === 0 && wanted !== "")) return undefined;
    return fittingReplies(replies, wanted);
  }

  /** Whether the key was for this; then it is nobody else's. */
  handleKey({ key, shiftKey, isComposing, keyCode }: KeyboardEvent): boolean {
    const { fitting } = this;
    if (!fitting || isComposing || keyCode === 229) return false;
    if (key === "Escape") {
      this.dismissed = this.typed;
      return true;
    }
    const chosen = fitting[this.active];
    if (!chosen || shiftKey) return false;
    if (key === "Enter" || key === "Tab") this.choose(chosen);
    else if (key === "ArrowDown") this.active = (this.active + 1) % fitting.length;
    else if (key === "ArrowUp") this.active = (this.active + fitting.length - 1) % fitting.length;
    else return false;
    return true;
  }

  private filled({ text }: CannedReply): string {
    return filledReply(text, { buyer: this.buyer, product: this.product });
  }

  private choose(reply: CannedReply): void {
    this.dispatchEvent(new InboxRequestEvent({ do: "fill", text: this.filled(reply) }));
  }

  private handleSettings(): void {
    this.dispatchEvent(new InboxRequestEvent({ do: "settings" }));
  }

  private renderNone(words: string) {
    return html`<p class="none">${words} <button @click=${this.handleSettings}>${inboxWords(this.words).addReplies}</button></p>`;
  }

  /** The composer keeps the focus. */
  private handlePointer(event: Event): void {
    event.preventDefault();
  }

  override render() {
    const { fitting, words } = this;
    if (!fitting) return nothing;
    const own = inboxWords(words);
    const active = fitting[this.active];
    const none = this.replies?.length ? own.noReplies : own.noRepliesYet;
    return html`<div class="popup" @pointerdown=${this.handlePointer} @mousedown=${this.handlePointer}>
      <h3>${own.replies}</h3>
      ${fitting.length === 0 ? this.renderNone(none) : nothing}
      <ul role="listbox" aria-label=${own.replies}>${fitting.map(
        (reply, index) => html`<li
          role="option"
          aria-selected=${index === this.active}
          @click=${() => this.choose(reply)}
        ><b>/${reply.shortcut}</b><span class="cut" dir="auto">${this.filled(reply)}</span></li>`,
      )}</ul>
      <p class="unseen" role="status">${
        active ? own.reply(this.active + 1, fitting.length, this.filled(active)) : none
      }</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-replies": InboxReplies;
  }
}
