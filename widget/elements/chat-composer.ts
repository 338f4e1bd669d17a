import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Limits, Unsaved } from "../client/state";
import type { Request } from "../controllers/perform";
import { localize, type Words } from "../strings/localize";
import { messageWords } from "../strings/message-words";
import { base } from "../styles/base";
import { styles } from "./chat-composer.styles";
import { ChosenFiles } from "./chosen-files";
import { counter } from "./composer-counter";
import { chosenFiles, clipButton, pastedFiles } from "./composer-files";
import { type Task, taskBar } from "./composer-task";
import { ChatRequestEvent } from "./events";
import { sendIcon } from "./icons";
import type { StoredMessage } from "./message-events";
import { doneIcon } from "./message-icons";

/**
 * Where one writes, and attaches files. Enter sends, Shift+Enter breaks the line; without a link, or with neither words nor
 * files, there is nothing to send. Escape gives up an answer or a change; ArrowUp changes one's last message.
 * What is typed here is the truth while the person types: a draft from outside counts before the first key and after the
 * field has lost the focus, else only if it ends with what is typed.
 *
 * @fires chat-request - `send`, `edit`, `draft`, `typing`
 */
export class ChatComposer extends LitElement {
  static override styles = [base, styles];

  @query("textarea") private readonly field!: HTMLTextAreaElement;
  @state() private text = "";
  /** The person has sent it; it leaves once its pictures are light enough. */
  @state() private sending = false;
  @state() private task: Task = { kind: "new" };
  /** The change that was asked for last. */
  private asked: { readonly of: StoredMessage; readonly text: string } | undefined;
  private touched = false;
  private readonly chosen = new ChosenFiles(this, () => this.sending && this.send());

  /** What was typed before; see above for when it counts. */
  @property() draft = "";
  /** Whether there is a link to send through. */
  @property({ type: Boolean }) ready = false;
  /** Whether this conversation takes messages at all. */
  @property({ type: Boolean }) closed = false;
  /** The last message that this person may change. */
  @property({ attribute: false }) last: StoredMessage | undefined;
  /** What the server refused to put in the place of a text: who wrote it here gets it back. */
  @property({ attribute: false }) unsaved: Unsaved | undefined;
  /** What the server takes, once known. */
  @property({ attribute: false }) limits: Limits | undefined;
  @property({ attribute: false }) words: Words = localize("en");

  override focus(options?: FocusOptions): void {
    this.field?.focus(options);
  }

  /** Takes files along with the next message, as far as they fit. */
  attach(files: readonly File[]): void {
    if (!this.closed && this.task.kind !== "edit" && files.length > 0) this.chosen.add(files);
  }

  /** The next message answers this one. */
  reply(to: StoredMessage): void {
    this.cancel();
    this.task = { kind: "reply", to };
    this.focus();
  }

  /** Its text, to be changed; what is being written comes back afterwards. */
  edit(of: StoredMessage, refused?: Unsaved): void {
    this.cancel();
    this.task = { kind: "edit", of, kept: this.text, ...(refused && { refused: refused.code }) };
    this.text = refused?.text ?? of.message.text;
    this.focus();
  }

  /** Puts these words in the place of what was typed. */
  fill(text: string): void {
    this.write(text);
    this.focus();
  }

  /** What is attached and not sent. */
  get unsent(): readonly File[] {
    return this.chosen.items.map(({ file }) => file);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("unsaved")) this.bringBack();
    const { draft, task, text, touched } = this;
    const typed = task.kind === "edit" ? task.kept : text;
    if (!changed.has("draft") || (touched && !draft.endsWith(typed))) return;
    if (task.kind === "edit") this.task = { ...task, kept: draft };
    else this.text = draft;
  }

  private bringBack(): void {
    const { asked, unsaved } = this;
    if (!asked || asked.of.message.seq !== unsaved?.seq || asked.text !== unsaved.text) return;
    this.edit(asked.of, unsaved);
  }

  /** Back to a new message. */
  private cancel(): void {
    if (this.task.kind === "edit") this.text = this.task.kept;
    this.task = { kind: "new" };
  }

  private write(text: string): void {
    this.touched = true;
    this.text = text;
    if (this.task.kind !== "edit") this.ask({ do: "draft", text });
  }

  private get sendable(): boolean {
    const filed = this.task.kind !== "edit" && this.chosen.items.length > 0;
    const something = this.text.trim() !== "" || filed;
    return this.ready && !this.closed && something && this.text.length <= (this.limits?.text ?? Infinity);
  }

  private ask(request: Request): void {
    this.dispatchEvent(new ChatRequestEvent(request));
  }

  private handleInput(): void {
    this.write(this.field.value);
    if (this.text.trim() && this.task.kind !== "edit") this.ask({ do: "typing" });
  }

  /** From here on the draft counts again: another tab may go on with it. */
  private handleBlur(): void {
    this.touched = false;
  }

  private handleKeydown(event: KeyboardEvent): void {
    const { key, shiftKey, isComposing, keyCode } = event;
    // 229: Safari ends a composition before the Enter that ended it (webkit.org/b/165004).
    if (isComposing || keyCode === 229) return;
    const act = { Enter: shiftKey ? undefined : () => this.send(), Escape: this.escape, ArrowUp: this.recall }[key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation(); // one Escape, one thing given up: the panel stays open
    act();
  }

  private get escape(): (() => void) | undefined {
    return this.task.kind === "new" ? undefined : () => this.cancel();
  }

  private get recall(): (() => void) | undefined {
    const { last, task, text, chosen } = this;
    const idle = task.kind === "new" && text === "" && chosen.items.length === 0;
    return last && idle ? () => this.edit(last) : undefined;
  }

  private handleCancel(): void {
    this.cancel();
    this.focus();
  }

  /** Only a warning can be passed over. */
  private get saveAnyway(): (() => void) | undefined {
    const { task, limits } = this;
    if (task.kind !== "edit" || task.refused !== "contacts" || limits?.contacts === "refuse") return undefined;
    const save = () => {
      this.save(task.of, true);
      this.focus();
    };
    return this.sendable ? save : undefined;
  }

  private handleSubmit(event: Event): void {
    event.preventDefault();
    this.send();
  }

  private handleChoice(files: readonly File[]): void {
    this.attach(files);
    if (!matchMedia("(pointer: coarse)").matches) this.focus();
  }

  private handlePaste(event: ClipboardEvent): void {
    const files = pastedFiles(event);
    if (files.length === 0) return;
    event.preventDefault();
    this.attach(files);
  }

  private handleRemove(key: number): void {
    this.chosen.remove(key);
    this.focus();
  }

  /** The field keeps the focus, or a phone's keyboard would close after each message. */
  private keepFocus(event: Event): void {
    event.preventDefault();
  }

  /** What is the same again is no change. */
  private save(of: StoredMessage, anyway?: true): void {
    const text = this.text.trim();
    if (text !== of.message.text) {
      this.asked = { of, text };
      this.ask({ do: "edit", seq: of.message.seq, text, ...(anyway && { anyway }) });
    }
    this.cancel();
  }

  private send(): void {
    if (this.task.kind === "edit") {
      if (this.sendable) this.save(this.task.of);
      return;
    }
    this.sending = this.sendable && this.chosen.preparing;
    if (!this.sendable || this.sending) return;
    const text = this.text.trim();
    const files = this.chosen.take();
    const replyTo = this.task.kind === "reply" ? this.task.to.message.seq : undefined;
    this.text = "";
    this.task = { kind: "new" };
    this.ask({ do: "send", text, ...(replyTo !== undefined && { replyTo }), ...(files.length > 0 && { files }) });
  }

  private renderTask() {
    const { task, words, saveAnyway } = this;
    return task.kind === "new" ? nothing : taskBar(task, words, { cancel: () => this.handleCancel(), saveAnyway });
  }

  override render() {
    const editing = this.task.kind === "edit";
    const files = editing ? nothing : chosenFiles(this.chosen, this.words, (key) => this.handleRemove(key));
    return html`${this.renderTask()}${files}<form @submit=${this.handleSubmit}>
      ${clipButton(this.closed || editing, this.words, (files) => this.handleChoice(files))}
      <div class="field" data-text=${`${this.text}\u200b`}>
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label=${this.words.write}
          placeholder=${this.words.write}
          .value=${live(this.text)}
          ?disabled=${this.closed}
          @input=${this.handleInput}
          @blur=${this.handleBlur}
          @keydown=${this.handleKeydown}
          @paste=${this.handlePaste}
        ></textarea>
        ${counter((this.limits?.text ?? Infinity) - this.text.length, this.words)}
      </div>
      <button
        type="submit"
        class="send"
        aria-label=${editing ? messageWords(this.words.locale).save : this.words.send}
        ?disabled=${!this.sendable || this.sending}
        @pointerdown=${this.keepFocus}
        @mousedown=${this.keepFocus}
      >${editing ? doneIcon : sendIcon}</button>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-composer": ChatComposer;
  }
}
