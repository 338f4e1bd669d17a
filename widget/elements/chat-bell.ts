import { html, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { Side } from "../client/state";
import type { PushStep } from "../controllers/push";
import { canTurnOn, type PushState } from "../controllers/push-rule";
import { localize, type Words } from "../strings/localize";
import { pushWords } from "../strings/push-words";
import { base } from "../styles/base";
import { bellIcon, bellOffIcon, bellOnIcon } from "./bell-icons";
import { styles } from "./chat-bell.styles";
import { popoverStyles } from "./popover.styles";
import { PushRequestEvent } from "./push-events";
import { UnderButton } from "./under-button";

/**
 * Whether the person is notified while this page is closed: a bell, and behind it what can be done about it here.
 *
 * @fires push-request - `on`, `off`, `quiet`: in the turn of the person's click, since a browser asks them only then.
 */
export class ChatBell extends UnderButton {
  static override styles = [base, popoverStyles, styles];

  protected override readonly boxWidth = 288;

  @property() side: Side = "buyer";
  @property() state: PushState = "default";
  @property() step: PushStep = "rest";
  @property({ type: Boolean }) quiet = false;
  @property({ attribute: false }) words: Words = localize("en");

  /** The panel around it stays open, and the page's own shortcuts are not meant. */
  private handleKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.close();
  }

  private ask(request: PushRequestEvent["request"]): void {
    this.dispatchEvent(new PushRequestEvent(request));
  }

  private text(): string {
    const own = pushWords(this.words.locale);
    switch (this.state) {
      case "on":
        return own.on[this.side];
      case "default":
      case "granted-off":
        return own.off[this.side];
      default:
        return own[this.state];
    }
  }

  private renderActions() {
    const own = pushWords(this.words.locale);
    const asking = this.step === "asking";
    if (canTurnOn(this.state))
      return html`<button class="strong" ?disabled=${asking} @click=${() => this.ask({ do: "on" })}>
        ${asking ? own.asking : own.turnOn}
      </button>`;
    if (this.state !== "on") return nothing;
    return html`<label>
        <input
          type="checkbox"
          .checked=${this.quiet}
          ?disabled=${asking}
          @change=${() => this.ask({ do: "quiet", quiet: !this.quiet })}
        ><span>${own.quiet}</span>
      </label>
      <button ?disabled=${asking} @click=${() => this.ask({ do: "off" })}>${own.turnOff}</button>`;
  }

  override render() {
    const own = pushWords(this.words.locale);
    const { state } = this;
    const on = state === "on";
    const bell = on ? bellOnIcon : canTurnOn(state) ? bellIcon : bellOffIcon;
    return html`<button
        class="icon-button"
        popovertarget="box"
        data-state=${state}
        aria-label=${`${own.title}: ${on ? own.stateOn : own.stateOff}`}
      >${bell}</button>
      <div
        id="box"
        popover
        role="dialog"
        aria-labelledby="title"
        @beforetoggle=${this.handleToggle}
        @keydown=${this.handleKey}
      >
        <h3 id="title">${own.title}</h3>
        <p>${this.text()}</p>
        ${this.renderActions()}
        <p class="failed" role="status">${this.step === "failed" ? own.failed : nothing}</p>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-bell": ChatBell;
  }
}
