import { html, nothing } from "lit";
import { property, queryAll, state } from "lit/decorators.js";
import type { Side } from "../client/state";
import { localize, type Words } from "../strings/localize";
import { trustWords } from "../strings/trust-words";
import { base } from "../styles/base";
import { styles } from "./chat-menu.styles";
import { ChatRequestEvent } from "./events";
import { fetched } from "./fetched";
import { moreIcon } from "./icons";
import { menuStyles } from "./menu.styles";
import { handleMenuKey } from "./menu-keys";
import { popoverStyles } from "./popover.styles";
import { UnderButton } from "./under-button";

/**
 * What one may do about the other side: three dots, and behind them a menu. The arrows move inside, Escape closes it
 * and gives the focus back.
 *
 * @fires chat-request - `block`, `report`
 */
export class ChatMenu extends UnderButton {
  static override styles = [base, popoverStyles, menuStyles, styles];

  @queryAll("[role=menuitem]") private readonly items!: NodeListOf<HTMLElement>;
  /** What is asked once more. */
  @state() private asking: "nothing" | "block" | "report" | "failed" = "nothing";
  protected override readonly boxWidth = 208;

  /** Whose view this is. */
  @property() side: Side = "buyer";
  /** Whether the other side is blocked. */
  @property({ type: Boolean }) blocked = false;
  @property({ attribute: false }) words: Words = localize("en");

  /** Fetches what asks. @internal */
  load = (): Promise<unknown> => import("./menu-dialogs");

  private handleToggled({ newState }: ToggleEvent): void {
    if (newState !== "open") return;
    this.asking = "nothing";
    this.items[0]?.focus();
    this.load().catch(() => {}); // what comes next is fetched meanwhile; asking says it
  }

  private handleButtonKey(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    this.show();
  }

  private handleKey(event: KeyboardEvent): void {
    handleMenuKey(event, this.items, () => this.close());
  }

  /** When the dialog closes, the focus goes back to the button. */
  private async ask(what: "block" | "report"): Promise<void> {
    const there = await fetched("the dialog", this.load());
    if (there && !this.shown) return; // they have thought better of it
    if (there) this.close();
    this.asking = there ? what : "failed";
  }

  private handleBlock(): void {
    if (this.blocked) {
      this.close();
      this.dispatchEvent(new ChatRequestEvent({ do: "block", on: false }));
    } else void this.ask("block");
  }

  private handleReport(): void {
    void this.ask("report");
  }

  private handleAsked(): void {
    this.asking = "nothing";
  }

  private renderAsking() {
    const { side, blocked, words } = this;
    switch (this.asking) {
      case "nothing":
      case "failed":
        return nothing;
      case "block":
        return html`<chat-block .side=${side} .words=${words} @close=${this.handleAsked}></chat-block>`;
      case "report":
        return html`<chat-report .side=${side} .blocked=${blocked} .words=${words} @close=${this.handleAsked}></chat-report>`;
    }
  }

  override render() {
    const words = trustWords(this.words.locale);
    return html`<button
        class="icon-button"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-label=${words.more}
        @keydown=${this.handleButtonKey}
      >${moreIcon}</button>
      <div id="menu" popover @beforetoggle=${this.handleToggle} @toggle=${this.handleToggled} @keydown=${this.handleKey}>
        <div role="menu" aria-label=${words.more}>
          <button role="menuitem" tabindex="-1" @click=${this.handleBlock}>${this.blocked ? words.unblock : words.block}</button>
          <button role="menuitem" tabindex="-1" @click=${this.handleReport}>${words.report}</button>
        </div>
        ${this.asking === "failed" ? html`<p class="failed" role="alert">${words.notOpened}</p>` : nothing}
      </div>
      ${this.renderAsking()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-menu": ChatMenu;
  }
}
