import { html, LitElement, nothing } from "lit";
import { property, query, queryAll, state } from "lit/decorators.js";
import type { Side } from "../client/state";
import { localize, type Words } from "../strings/localize";
import { trustWords } from "../strings/trust-words";
import { base } from "../styles/base";
import { styles } from "./chat-menu.styles";
import { ChatRequestEvent } from "./events";
import { moreIcon } from "./icons";

/** Pixels: between the button and its menu, around the menu, and its width at least, as chat-menu.styles.ts has it. */
const GAP = 4;
const MARGIN = 8;
const WIDTH = 208;

/**
 * What one may do about the other side: three dots, and behind them a menu. A popover: the browser closes it at a press
 * elsewhere. The arrows move inside, Escape closes it and gives the focus back.
 *
 * @fires chat-request - `block`, `report`
 */
export class ChatMenu extends LitElement {
  static override styles = [base, styles];

  @query("button") private readonly button!: HTMLButtonElement;
  @query("[popover]") private readonly menu!: HTMLElement;
  @queryAll("[role=menuitem]") private readonly items!: NodeListOf<HTMLElement>;
  /** What is asked once more. */
  @state() private asking: "nothing" | "block" | "report" = "nothing";

  /** Whose view this is. */
  @property() side: Side = "buyer";
  /** Whether the other side is blocked. */
  @property({ type: Boolean }) blocked = false;
  @property({ attribute: false }) words: Words = localize("en");

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("scroll", this.hide, true);
  }

  private readonly hide = (): void => this.menu.hidePopover();

  /** Under the button, and with it: a page that scrolls would leave the menu behind. */
  private handleToggle({ newState }: ToggleEvent): void {
    removeEventListener("scroll", this.hide, true);
    if (newState !== "open") return;
    const { bottom, right } = this.button.getBoundingClientRect();
    this.menu.style.top = `${bottom + GAP}px`;
    const room = document.documentElement.clientWidth;
    this.menu.style.right = `${Math.max(MARGIN, Math.min(room - right, room - WIDTH - MARGIN))}px`;
    addEventListener("scroll", this.hide, { capture: true, once: true });
  }

  private handleToggled({ newState }: ToggleEvent): void {
    if (newState !== "open") return;
    this.items[0]?.focus();
    import("./menu-dialogs").catch(() => {}); // what comes next is fetched meanwhile; asking says it
  }

  private handleButtonKey(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    this.menu.showPopover();
  }

  private handleKey(event: KeyboardEvent): void {
    event.stopPropagation(); // the page's own shortcuts are not meant
    const items = [...this.items];
    const at = items.findIndex((item) => item.matches(":focus"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Tab" || event.key === "Escape") this.close();
    if (event.key === "Escape") event.preventDefault(); // the panel around it stays open
    if (to === undefined) return;
    event.preventDefault();
    items.at(to % items.length)?.focus();
  }

  /** Not every browser gives the focus back out of a shadow root by itself. */
  private close(): void {
    this.hide();
    this.button.focus();
  }

  /** When the dialog closes, the focus goes back to the button. */
  private async ask(what: "block" | "report"): Promise<void> {
    this.close();
    await import("./menu-dialogs");
    this.asking = what;
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
      <div
        id="menu"
        popover
        role="menu"
        aria-label=${words.more}
        @beforetoggle=${this.handleToggle}
        @toggle=${this.handleToggled}
        @keydown=${this.handleKey}
      >
        <button role="menuitem" tabindex="-1" @click=${this.handleBlock}>${this.blocked ? words.unblock : words.block}</button>
        <button role="menuitem" tabindex="-1" @click=${this.handleReport}>${words.report}</button>
      </div>
      ${this.renderAsking()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-menu": ChatMenu;
  }
}
