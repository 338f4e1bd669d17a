import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { Conversation, Party, ShownNote, Topic } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { httpUrl } from "./http-url";
import { linkIcon } from "./icons";
import { styles } from "./inbox-details.styles";
import { guestMark, personName } from "./person-name";
import { topicTitle } from "./topic-title";

type Tab = "about" | "notes";

/**
 * Who the buyer is, what they look at (the buyer's claim, and shown as such), and what the seller's side has noted. Beside
 * the conversation all of it stands below each other; where this is all there is room for, there are tabs.
 */
export class InboxDetails extends LitElement {
  static override styles = [base, styles];

  @state() private broken = "";

  @state() private tab: Tab = "about";

  @property({ attribute: false }) conversation: Conversation | undefined;
  /** Absent until known. */
  @property({ attribute: false }) notes: readonly ShownNote[] | undefined;
  /** Of a note. */
  @property() noteDraft = "";
  @property({ attribute: false }) me: Party | undefined;
  @property({ attribute: false }) agents: readonly Party[] = [];
  @property({ attribute: false }) now: () => Date = () => new Date();
  @property({ attribute: false }) words: Words = localize("en");

  private show(tab: Tab): void {
    this.tab = tab;
  }

  private handleError(): void {
    this.broken = this.conversation?.topic?.image ?? "";
  }

  private renderProduct(topic: Topic) {
    const own = inboxWords(this.words);
    const image = topic.image === this.broken ? undefined : httpUrl(topic.image);
    const url = httpUrl(topic.url);
    return html`<section class="product">
      ${
        image
          ? html`<img src=${image} alt="" referrerpolicy="no-referrer" draggable="false" @error=${this.handleError}>`
          : nothing
      }
      <h3 dir="auto">${topicTitle(topic, this.words)}</h3>
      ${topic.price ? html`<p class="price" dir="auto">${topic.price}</p>` : nothing}
      <p class="muted">${own.claimed}</p>
      ${
        url
          ? html`<a href=${url} target="_blank" rel="noopener nofollow ugc">${own.openProduct}${linkIcon}</a>`
          : nothing
      }
    </section>`;
  }

  private renderTabs() {
    const own = inboxWords(this.words);
    const tab = (name: Tab, label: string) =>
      html`<button aria-pressed=${this.tab === name} @click=${() => this.show(name)}>${label}</button>`;
    const count = this.notes?.length ?? 0;
    return html`<div class="tabs">${tab("about", own.about)}${tab("notes", count ? `${own.notes} · ${count}` : own.notes)}</div>`;
  }

  override render() {
    const { conversation, words } = this;
    if (!conversation) return nothing;
    const { buyer, topic } = conversation;
    const name = personName(buyer, words);
    return html`${this.renderTabs()}
      <div class="content" data-tab=${this.tab}>
        <div class="about" role="group" aria-label=${inboxWords(words).details}>
          <section class="buyer">
            <chat-avatar .name=${name} .mark=${guestMark(buyer)} .picture=${buyer.picture ?? ""}></chat-avatar>
            <h3 dir="auto">${name}</h3>
            <p class="muted">${words.buyer}</p>
          </section>
          <inbox-actions .conversation=${conversation} .me=${this.me} .agents=${this.agents} .words=${words}></inbox-actions>
          ${topic ? this.renderProduct(topic) : nothing}
        </div>
        ${keyed(
          conversation.id,
          html`<inbox-notes .notes=${this.notes} .draft=${this.noteDraft} .words=${words} .now=${this.now}></inbox-notes>`,
        )}
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-details": InboxDetails;
  }
}
