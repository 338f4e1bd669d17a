import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Conversation, Topic } from "../client/state";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { linkIcon } from "./icons";
import { styles } from "./inbox-details.styles";
import { httpUrl } from "./links";
import { personName } from "./person-name";

/** Who the buyer is and what they look at. The product is the buyer's claim, and shown as such. */
export class InboxDetails extends LitElement {
  static override styles = [base, styles];

  @state() private broken = "";

  @property({ attribute: false }) conversation: Conversation | undefined;
  @property({ attribute: false }) words: Words = localize("en");

  private handleError(): void {
    this.broken = this.conversation?.topic?.image ?? "";
  }

  private renderProduct(topic: Topic) {
    const { words } = this;
    const image = topic.image === this.broken ? undefined : httpUrl(topic.image);
    const url = httpUrl(topic.url);
    return html`<section class="product">
      ${
        image
          ? html`<img src=${image} alt="" referrerpolicy="no-referrer" draggable="false" @error=${this.handleError}>`
          : nothing
      }
      <h3 dir="auto">${topic.title}</h3>
      ${topic.price ? html`<p class="price">${topic.price}</p>` : nothing}
      <p class="muted">${words.claimed}</p>
      ${
        url
          ? html`<a href=${url} target="_blank" rel="noopener nofollow ugc">${words.openProduct}${linkIcon}</a>`
          : nothing
      }
    </section>`;
  }

  override render() {
    const { conversation, words } = this;
    if (!conversation) return nothing;
    const { buyer, topic } = conversation;
    const name = personName(buyer, words);
    return html`<section class="buyer">
        <chat-avatar .name=${name} .picture=${buyer.picture ?? ""}></chat-avatar>
        <h3 dir="auto">${name}</h3>
        <p class="muted">${words.buyer}</p>
      </section>
      ${topic ? this.renderProduct(topic) : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-details": InboxDetails;
  }
}
