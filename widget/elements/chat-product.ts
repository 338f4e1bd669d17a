import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { Topic } from "../client/state";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { styles } from "./chat-product.styles";
import { httpUrl } from "./http-url";
import { productIcon } from "./icons";
import { topicTitle } from "./topic-title";

/** The product that a conversation is about: the buyer's claim, so its addresses are looked at before they are used. */
export class ChatProduct extends LitElement {
  static override styles = [base, styles];

  @state() private broken = "";

  @property({ attribute: false }) topic: Topic | undefined;
  /** Opens the product's page in a new tab; in the panel, one is on that page already. */
  @property({ type: Boolean }) linked = false;
  @property({ attribute: false }) words: Words = localize("en");

  private handleError(): void {
    this.broken = this.topic?.image ?? "";
  }

  private renderPicture(topic: Topic) {
    const image = topic.image === this.broken ? undefined : httpUrl(topic.image);
    return html`<span class="picture">${
      image
        ? html`<img src=${image} alt="" referrerpolicy="no-referrer" draggable="false" @error=${this.handleError}>`
        : productIcon
    }</span>`;
  }

  override render() {
    const { topic } = this;
    if (!topic) return nothing;
    const content = html`${this.renderPicture(topic)}<span class="title" dir="auto">${topicTitle(topic, this.words)}</span>${
      topic.price ? html`<span class="price" dir="auto">${topic.price}</span>` : nothing
    }`;
    const url = this.linked ? httpUrl(topic.url) : undefined;
    return url
      ? html`<a class="strip" href=${url} target="_blank" rel="noopener nofollow ugc">${content}</a>`
      : html`<div class="strip">${content}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-product": ChatProduct;
  }
}
