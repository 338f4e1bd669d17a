import { html, LitElement, nothing } from "lit";
import { property, query } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { Link, Thread, ThreadKey } from "../client/state";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import type { ChatComposer } from "./chat-composer";
import { styles } from "./chat-conversation.styles";
import { refusal } from "./refusal";

/** What was said and where one answers, on either side. Another conversation (`threadKey`) begins with fresh elements. */
export class ChatConversation extends LitElement {
  static override styles = [base, styles];

  @query("chat-composer") private readonly composer!: ChatComposer | null;

  @property({ attribute: false }) threadKey: ThreadKey = "";
  /** Absent until the client knows it. */
  @property({ attribute: false }) thread: Thread | undefined;
  /** Who one talks with, by the header. */
  @property() counterpart = "";
  @property({ attribute: false }) link: Link = { state: "idle" };
  /** The longest text in UTF-16 units, once known. */
  @property({ attribute: false }) limit: number | undefined;
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  override focus(options?: FocusOptions): void {
    this.composer?.focus(options);
  }

  private renderHint() {
    const { words, thread } = this;
    const text = thread?.conversation?.topic ? words.emptyAboutProduct : words.emptyAboutAnything;
    return html`<chat-hint .heading=${words.emptyTitle} .text=${text}></chat-hint>`;
  }

  override render() {
    const { thread, words, link } = this;
    const refused = refusal(link, thread, words);
    if (refused && !thread?.messages.length) {
      return html`<chat-hint role="alert" .heading=${refused.title} .text=${refused.text}></chat-hint>`;
    }
    return keyed(
      this.threadKey,
      html`<chat-messages
          .messages=${thread?.messages ?? []}
          .side=${thread?.side ?? "buyer"}
          .more=${thread?.more ?? false}
          .loading=${thread?.loading ?? "opening"}
          .counterpart=${this.counterpart}
          .typing=${thread?.typing ?? ""}
          .words=${words}
          .now=${this.now}
        >${this.renderHint()}</chat-messages>
        ${refused ? html`<p class="notice" role="alert">${refused.text}</p>` : nothing}
        <chat-composer
          .draft=${thread?.draft ?? ""}
          .ready=${link.state === "connected"}
          .closed=${refused !== undefined}
          .limit=${this.limit}
          .words=${words}
        ></chat-composer>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-conversation": ChatConversation;
  }
}
