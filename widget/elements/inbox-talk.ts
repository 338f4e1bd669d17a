import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import type { CannedReply } from "../client/settings";
import type { ChatState, Conversation, Link, Party, Thread } from "../client/state";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import type { ChatConversation } from "./chat-conversation";
import type { ChatRequestEvent } from "./events";
import { fetched } from "./fetched";
import type { InboxRequestEvent } from "./inbox-events";
import type { InboxReplies } from "./inbox-replies";
import { styles } from "./inbox-talk.styles";
import { guestMark, personName } from "./person-name";
import { topicTitle } from "./topic-title";

/**
 * One conversation of the inbox: with whom, what is done about it, what was said.
 *
 * @slot start - A way back.
 * @slot end - A way on.
 */
export class InboxTalk extends LitElement {
  static override styles = [base, styles];

  @query("chat-conversation") private readonly talk!: ChatConversation;
  @query("inbox-replies") private readonly popup!: InboxReplies;
  /** What was pressed to ask for the trail. */
  @state() private anchor: Element | undefined;

  /** The conversation's id. */
  @property() name = "";
  /** Absent until known. */
  @property({ attribute: false }) conversation: Conversation | undefined;
  @property({ attribute: false }) thread: Thread | undefined;
  @property({ attribute: false }) me: Party | undefined;
  @property({ attribute: false }) agents: readonly Party[] = [];
  /** Absent until known. */
  @property({ attribute: false }) replies: readonly CannedReply[] | undefined;
  @property({ attribute: false }) link: Link = { state: "idle" };
  @property({ attribute: false }) limits: ChatState["limits"];
  @property({ attribute: false }) links: ChatState["links"] = new Map();
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  constructor() {
    super();
    // Before the composer gets to see the key.
    this.addEventListener("keydown", (event) => this.handleKey(event), { capture: true });
    this.addEventListener("chat-request", (event) => this.handleRequest(event));
    this.addEventListener("inbox-request", (event) => this.handleFill(event));
  }

  /** What opens over it isn't needed to read it. Each conversation that is opened tries again. */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("name")) void fetched("what opens over a conversation", import("./talk-elements"));
  }

  /** Once the composer is there, too. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    await this.talk?.updateComplete;
    return done;
  }

  /** Focuses the composer. */
  override focus(options?: FocusOptions): void {
    this.talk.focus(options);
  }

  /** Closes what Escape closes first. @returns whether there was anything */
  dismiss(): boolean {
    const open = this.anchor !== undefined;
    if (open) this.handleTrailClosed();
    return open;
  }

  private handleKey(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (!(target instanceof HTMLTextAreaElement) || !this.popup.handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private handleRequest({ request }: ChatRequestEvent): void {
    if (request.do === "trail") this.anchor = request.at;
  }

  private handleFill(event: InboxRequestEvent): void {
    if (event.request.do !== "fill") return;
    event.stopPropagation();
    this.talk.fill(event.request.text);
  }

  private handleTrailClosed(): void {
    if (this.anchor) this.dispatchEvent(new Event("trail-closed"));
    this.anchor = undefined;
  }

  private renderAbove(name: string) {
    const { thread, conversation, words } = this;
    const own = inboxWords(words);
    return html`<div slot="above-composer">
      <inbox-replies
        .replies=${this.replies}
        .typed=${thread?.draft ?? ""}
        .buyer=${conversation?.buyer.name ? name : ""}
        .product=${conversation?.topic?.title ?? ""}
        .words=${words}
      ></inbox-replies>
      <p class="answering" role="status">${thread?.answering ? html`<i></i>${own.answering(thread.answering)}` : nothing}</p>
      ${conversation?.status === "closed" ? html`<p class="closed">${own.closedBar}</p>` : nothing}
    </div>`;
  }

  private renderMenu({ blocked }: Conversation) {
    return html`<chat-menu slot="end" .side=${"seller"} .blocked=${blocked === true} .words=${this.words}></chat-menu>`;
  }

  override render() {
    const { conversation, thread, words, link } = this;
    const name = conversation ? personName(conversation.buyer, words) : words.buyer;
    return html`<chat-header
        .name=${name}
        .mark=${conversation ? guestMark(conversation.buyer) : ""}
        .picture=${conversation?.buyer.picture ?? ""}
        .line=${conversation?.topic ? topicTitle(conversation.topic, words) : ""}
        .link=${link}
        .words=${words}
      >
        <slot slot="start" name="start"></slot>
        <inbox-actions slot="end" .conversation=${conversation} .me=${this.me} .agents=${this.agents} .words=${words}></inbox-actions>
        ${conversation ? this.renderMenu(conversation) : nothing}
        <slot slot="end" name="end"></slot>
      </chat-header>
      <chat-conversation
        .threadKey=${this.name}
        .counterpart=${name}
        .thread=${thread}
        .link=${link}
        .limits=${this.limits}
        .links=${this.links}
        .words=${words}
        .now=${this.now}
      >${this.renderAbove(name)}</chat-conversation>
      <inbox-trail
        .trail=${this.anchor && thread?.trail}
        .anchor=${this.anchor}
        .words=${words}
        .now=${this.now}
        @close=${this.handleTrailClosed}
      ></inbox-trail>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-talk": InboxTalk;
  }
}
