import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import type { FileLink, Limits, Link, Side, Thread, ThreadKey } from "../client/state";
import { FileDrop } from "../controllers/file-drop";
import { fileWords } from "../strings/file-words";
import { localize, type Words } from "../strings/localize";
import { trustWords } from "../strings/trust-words";
import { base } from "../styles/base";
import type { ChatComposer } from "./chat-composer";
import { styles } from "./chat-conversation.styles";
import { ChatRequestEvent } from "./events";
import { fetched } from "./fetched";
import type { ChatViewEvent } from "./file-events";
import { clipIcon } from "./file-icons";
import type { MessageComposeEvent, StoredMessage } from "./message-events";
import { picturesOf } from "./pictures-of";
import { refusal } from "./refusal";

/** What was said and where one answers, on either side. Another conversation (`threadKey`) begins with fresh elements. */
export class ChatConversation extends LitElement {
  static override styles = [base, styles];

  @query("chat-composer") private readonly composer!: ChatComposer | null;
  /** What was attached in other conversations and not sent; words are the client's drafts. */
  private readonly unsent = new Map<ThreadKey, readonly File[]>();
  /** The attachment that is looked at in full. */
  @state() private viewed: string | undefined;
  private readonly drop = new FileDrop(
    this,
    () => this.composer?.closed === false,
    (files) => this.composer?.attach(files),
  );

  @property({ attribute: false }) threadKey: ThreadKey = "";
  /** Absent until the client knows it. */
  @property({ attribute: false }) thread: Thread | undefined;
  /** Who one talks with, by the header. */
  @property() counterpart = "";
  @property({ attribute: false }) link: Link = { state: "idle" };
  /** What the server takes, once known. */
  @property({ attribute: false }) limits: Limits | undefined;
  /** Of attachments, by their id. */
  @property({ attribute: false }) links: ReadonlyMap<string, FileLink> = new Map();
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("threadKey");
    if (before !== undefined) this.unsent.set(before, this.composer?.unsent ?? []);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("threadKey")) this.composer?.attach(this.unsent.get(this.threadKey) ?? []);
  }

  override focus(options?: FocusOptions): void {
    this.composer?.focus(options);
  }

  private async handleView({ attachment }: ChatViewEvent): Promise<void> {
    if (await fetched("the viewer", import("./viewer-elements"))) this.viewed = attachment;
  }

  private handleViewed(): void {
    this.viewed = undefined;
  }

  private handleCompose({ what, of }: MessageComposeEvent): void {
    this.composer?.[what](of);
  }

  /** What was taken back to be changed is in the composer, its files beside its words. */
  private async handleRequest({ request }: ChatRequestEvent): Promise<void> {
    if (request.do !== "revise") return;
    const files = filesOf(this.thread, request.id);
    await this.updateComplete;
    this.composer?.attach(files);
    this.focus();
  }

  /** With the bar goes its button: who pressed it wants to write. */
  private async handleUnblock(): Promise<void> {
    this.dispatchEvent(new ChatRequestEvent({ do: "block", on: false }));
    await this.updateComplete;
    this.focus();
  }

  private renderBlocked(side: Side) {
    const words = trustWords(this.words.locale);
    return html`<div class="blocked">
      <p role="status">${words.blocked[side]}</p>
      <button @click=${this.handleUnblock}>${words.unblock}</button>
    </div>`;
  }

  private renderComposer(closed: boolean) {
    const { thread, link, words } = this;
    if (thread?.conversation?.blocked && !closed) return this.renderBlocked(thread.side);
    return html`<chat-composer
      .draft=${thread?.draft ?? ""}
      .ready=${link.state === "connected"}
      .closed=${closed}
      .unsaved=${thread?.unsaved}
      .last=${lastChangeable(thread)}
      .limits=${this.limits}
      .words=${words}
    ></chat-composer>`;
  }

  private renderViewer() {
    const { viewed, thread, words, now } = this;
    if (viewed === undefined || !thread) return nothing;
    return html`<chat-viewer
      .pictures=${picturesOf(thread.messages, words, now())}
      .links=${this.links}
      .first=${viewed}
      .words=${words}
      @close=${this.handleViewed}
    ></chat-viewer>`;
  }

  private renderDrop() {
    return html`<div class="drop"><p>${clipIcon}${fileWords(this.words.locale).drop}</p></div>`;
  }

  /** Puts these words into the composer. */
  fill(text: string): void {
    this.composer?.fill(text);
  }

  private renderHint() {
    const { words, thread } = this;
    const text = thread?.conversation?.topic ? words.emptyAboutProduct : words.emptyAboutAnything;
    return html`<chat-hint .heading=${words.emptyTitle} .text=${text}></chat-hint>`;
  }

  private renderTalk(refused: string | undefined) {
    const { thread, words } = this;
    return keyed(
      this.threadKey,
      html`<chat-messages
          .messages=${thread?.messages ?? []}
          .side=${thread?.side ?? "buyer"}
          .more=${thread?.more ?? false}
          .closed=${refused !== undefined || thread?.conversation?.blocked === true}
          .loading=${thread?.loading ?? "opening"}
          .counterpart=${this.counterpart}
          .typing=${thread?.typing ?? ""}
          .links=${this.links}
          .contacts=${this.limits?.contacts}
          .words=${words}
          .now=${this.now}
          @chat-view=${this.handleView}
          @chat-request=${this.handleRequest}
          @message-compose=${this.handleCompose}
        >${this.renderHint()}</chat-messages>
        ${refused ? html`<p class="notice" role="alert">${refused}</p>` : nothing}
        <slot name="above-composer"></slot>
        ${this.renderComposer(refused !== undefined)}
        ${this.drop.over ? this.renderDrop() : nothing}`,
    );
  }

  override render() {
    const { thread, words, link } = this;
    const refused = refusal(link, thread, words);
    if (refused && !thread?.messages.length) {
      return html`<chat-hint role="alert" .heading=${refused.title} .text=${refused.text}></chat-hint>`;
    }
    return [this.renderTalk(refused?.text), this.renderViewer()];
  }
}

/** One's own last message with a text. */
const lastChangeable = (thread: Thread | undefined): StoredMessage | undefined => {
  const found = thread?.messages.findLast((shown) => shown.kind === "stored" && shown.own && shown.message.text);
  return found?.kind === "stored" ? found : undefined;
};

/** Of the message that waits under this id. */
const filesOf = (thread: Thread | undefined, id: string): readonly File[] =>
  (thread?.messages ?? [])
    .flatMap((shown) => (shown.kind === "waiting" && shown.id === id ? (shown.files ?? []) : []))
    .flatMap(({ blob, name, type }) => (blob ? new File([blob], name, { type }) : []));

declare global {
  interface HTMLElementTagNameMap {
    "chat-conversation": ChatConversation;
  }
}
