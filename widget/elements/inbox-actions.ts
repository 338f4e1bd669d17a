import { html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Conversation, Party } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { chevronIcon } from "./icons";
import { styles } from "./inbox-actions.styles";
import { InboxRequestEvent } from "./inbox-events";
import { checkIcon, reopenIcon } from "./inbox-icons";
import { personName } from "./person-name";

/**
 * Who of the seller's side answers, and whether the conversation is done.
 *
 * @fires inbox-request - `assign`, `status`
 */
export class InboxActions extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) conversation: Conversation | undefined;
  @property({ attribute: false }) me: Party | undefined;
  /** Who acts for the seller, as far as known. */
  @property({ attribute: false }) agents: readonly Party[] = [];
  @property({ attribute: false }) words: Words = localize("en");

  /** Oneself first, then whoever has it, though nobody knows them any more, then the others. */
  private get choices(): readonly Party[] {
    const all = [this.me, this.conversation?.assignee, ...this.agents].filter((one) => one !== undefined);
    return [...new Map(all.toReversed().map((one) => [one.id, one])).values()].toReversed();
  }

  private handleAssign(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const { value } = event.target;
    const agent = this.choices.find(({ id }) => id === value) ?? null;
    this.dispatchEvent(new InboxRequestEvent({ do: "assign", agent }));
  }

  private handleStatus(): void {
    const status = this.conversation?.status === "closed" ? "open" : "closed";
    this.dispatchEvent(new InboxRequestEvent({ do: "status", status }));
  }

  private renderAssignee({ assignee }: Conversation) {
    const own = inboxWords(this.words);
    const name = (one: Party) => (one.id === this.me?.id ? own.me(one.name) : personName(one, this.words));
    return html`<span class="assignee ${assignee ? "" : "free"}">
      ${assignee ? html`<chat-avatar .name=${personName(assignee, this.words)} .picture=${assignee.picture ?? ""}></chat-avatar>` : nothing}
      <select aria-label=${own.assignee} @change=${this.handleAssign}>
        <option value="" .selected=${live(!assignee)}>${own.nobody}</option>
        ${this.choices.map((one) => html`<option value=${one.id} .selected=${live(one.id === assignee?.id)}>${name(one)}</option>`)}
      </select>
      ${chevronIcon}
    </span>`;
  }

  override render() {
    const { conversation } = this;
    if (!conversation) return nothing;
    const own = inboxWords(this.words);
    const closed = conversation.status === "closed";
    return html`${this.renderAssignee(conversation)}
      <button class="status" title=${closed ? own.reopenTalk : own.closeTalk} @click=${this.handleStatus}>
        ${closed ? reopenIcon : checkIcon}<span>${closed ? own.reopenTalk : own.closeTalk}</span>
      </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-actions": InboxActions;
  }
}
