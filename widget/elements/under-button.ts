import { LitElement } from "lit";
import { query } from "lit/decorators.js";
import { whenScrolled } from "../controllers/when-scrolled";

/** Pixels: between the button and what it opens, and around that. */
const GAP = 4;
const MARGIN = 8;

/**
 * A button, and the popover that stands under it; the browser closes it at a press elsewhere. It closes as well when
 * something around the button scrolls, which would leave it behind.
 */
export abstract class UnderButton extends LitElement {
  @query("button") private readonly button!: HTMLButtonElement;
  @query("[popover]") private readonly box!: HTMLElement;
  private stop = (): void => {};

  /** Pixels that the popover takes at least, as its styles have it. */
  protected abstract readonly boxWidth: number;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  /** For the popover's `beforetoggle`. */
  protected handleToggle({ newState }: ToggleEvent): void {
    this.stop();
    if (newState !== "open") return;
    const { bottom, right } = this.button.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    this.box.style.top = `${bottom + GAP}px`;
    this.box.style.right = `${Math.max(MARGIN, Math.min(room - right, room - this.boxWidth - MARGIN))}px`;
    this.stop = whenScrolled(this, () => this.box.hidePopover());
  }

  protected get shown(): boolean {
    return this.box.matches(":popover-open");
  }

  protected show(): void {
    this.box.showPopover();
  }

  /** Not every browser gives the focus back out of a shadow root by itself. */
  protected close(): void {
    this.box.hidePopover();
    this.button.focus();
  }
}
