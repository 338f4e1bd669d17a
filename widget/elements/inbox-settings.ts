import { html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { SellerSettings } from "../client/settings";
import { type DeviceSettings, readDevice } from "../controllers/device-settings";
import type { Saving } from "../controllers/seller-desk";
import { inboxWords } from "../strings/inbox-words";
import { settingsWords } from "../strings/settings-words";
import { base } from "../styles/base";
import { InboxDialog } from "./inbox-dialog";
import { dialogStyles } from "./inbox-dialog.styles";
import { InboxRequestEvent } from "./inbox-events";
import { formStyles } from "./inbox-form.styles";
import type { InboxHoursEditor } from "./inbox-hours-editor";
import type { InboxReplyEditor } from "./inbox-reply-editor";
import { styles } from "./inbox-settings.styles";

/**
 * What a seller's agents share (replies, hours, words for outside them), and what this browser keeps for itself.
 *
 * @fires inbox-request - `save`, `device`, `help`
 * @fires close - The person is done. Doesn't bubble.
 */
export class InboxSettings extends InboxDialog {
  static override styles = [base, formStyles, dialogStyles, styles];

  @query("inbox-reply-editor") private readonly editor!: InboxReplyEditor | null;
  @query("inbox-hours-editor") private readonly hours!: InboxHoursEditor | null;
  @query(".save") private readonly saveButton!: HTMLButtonElement;
  /** Somebody wanted to go, and what they changed isn't saved. */
  @state() private asking = false;
  /** What the fields say. */
  @state() private draft: SellerSettings | undefined;

  /** As the server has them; absent until known, or where they can't be read. */
  @property({ attribute: false }) settings: SellerSettings | undefined;
  @property() saving: Saving = "no";
  @property({ attribute: false }) device: DeviceSettings = readDevice();

  protected override willUpdate(changed: PropertyValues<this>): void {
    const opens = changed.has("open") && this.open;
    // What is read meanwhile doesn't undo what was typed.
    if (opens || (changed.has("settings") && this.draft === changed.get("settings"))) this.draft = this.settings;
    if (opens || this.saving !== "no") this.asking = false;
  }

  private change(change: Partial<SellerSettings>): void {
    this.asking = false;
    if (this.draft) this.draft = { ...this.draft, ...change };
  }

  private handleReplies({ currentTarget }: Event): void {
    this.change({ replies: [...(currentTarget as InboxReplyEditor).replies] });
  }

  private handleHours({ currentTarget }: Event): void {
    this.change({ hours: (currentTarget as InboxHoursEditor).hours });
  }

  private handleAway({ target }: Event): void {
    if (target instanceof HTMLTextAreaElement) this.change({ away: target.value });
  }

  private handleDevice(change: Partial<DeviceSettings>): void {
    this.dispatchEvent(new InboxRequestEvent({ do: "device", device: { ...this.device, ...change } }));
  }

  private handleSave(): void {
    if (!this.draft || this.saving === "under way") return;
    if (!this.editor?.complete() || !this.hours?.complete()) return;
    const { replies, hours, away } = this.draft;
    // A row that was added and left empty is no reply.
    const whole = replies.filter(({ shortcut, text }) => shortcut && text.trim());
    this.dispatchEvent(new InboxRequestEvent({ do: "save", settings: { replies: whole, hours, away: away.trim() } }));
  }

  private get changed(): boolean {
    return this.draft !== undefined && this.draft !== this.settings;
  }

  /** What was changed isn't thrown away before they say so. */
  protected override askToClose(): void {
    if (this.changed) void this.ask();
    else this.close();
  }

  private close(): void {
    super.askToClose();
  }

  private async ask(): Promise<void> {
    if (!this.dialog.open) this.dialog.showModal(); // closed by the browser, which doesn't always ask
    this.asking = true;
    await this.updateComplete;
    this.saveButton.focus();
  }

  private handleHelp(): void {
    if (this.changed) void this.ask();
    else this.dispatchEvent(new InboxRequestEvent({ do: "help" }));
  }

  private renderShared(draft: SellerSettings) {
    const own = settingsWords(this.words.locale);
    return html`<section>
        <h3>${inboxWords(this.words).replies}</h3>
        <p class="muted">${own.repliesHint}</p>
        <inbox-reply-editor .replies=${draft.replies} .words=${this.words} @change=${this.handleReplies}></inbox-reply-editor>
      </section>
      <section>
        <h3>${own.hours}</h3>
        <inbox-hours-editor .hours=${draft.hours} .words=${this.words} @change=${this.handleHours}></inbox-hours-editor>
      </section>
      <section>
        <h3 id="away">${own.awayText}</h3>
        <p class="muted">${own.awayHint}</p>
        <textarea
          rows="2"
          maxlength="1000"
          dir="auto"
          aria-labelledby="away"
          placeholder=${own.awayPlaceholder}
          .value=${live(draft.away)}
          @input=${this.handleAway}
        ></textarea>
      </section>`;
  }

  private renderDevice() {
    const own = settingsWords(this.words.locale);
    const { sound, letters } = this.device;
    return html`<section>
      <h3>${own.device}</h3>
      <label class="check"><input type="checkbox" .checked=${live(sound)} @change=${() => this.handleDevice({ sound: !sound })}><span>${own.sound}</span></label>
      <label class="check"><input type="checkbox" .checked=${live(letters)} @change=${() => this.handleDevice({ letters: !letters })}><span>${own.letters}</span></label>
      <button type="button" class="help" @click=${this.handleHelp}>${own.help}</button>
    </section>`;
  }

  private renderFoot() {
    const own = settingsWords(this.words.locale);
    const { changed, asking, saving } = this;
    const status = asking ? own.keepChanges : saving === "failed" ? own.notSaved : nothing;
    return html`<footer>
      <p class=${asking ? "question" : "muted"} role="status">${status}</p>
      <button type="button" class="quiet" @click=${this.close}>${asking ? own.discard : changed ? own.cancel : this.words.close}</button>
      <button type="button" class="save" ?disabled=${!changed || saving === "under way"} @click=${this.handleSave}>${own.save}</button>
    </footer>`;
  }

  override render() {
    const own = settingsWords(this.words.locale);
    return this.renderDialog(
      inboxWords(this.words).settings,
      html`<div class="body">
          ${this.draft ? this.renderShared(this.draft) : html`<p class="muted" role="status">${own.notLoaded}</p>`}
          ${this.renderDevice()}
        </div>
        ${this.renderFoot()}`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-settings": InboxSettings;
  }
}
