import { html, LitElement, nothing, type PropertyValues } from "lit";
import { property, query } from "lit/decorators.js";
import type { ShownTrail } from "../client/state";
import { whenScrolled } from "../controllers/when-scrolled";
import { inboxWords } from "../strings/inbox-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { styles } from "./inbox-trail.styles";
import { popoverStyles } from "./popover.styles";
import { trailPlace } from "./trail-place";

/**
 * What became of a message, and when: a popover beside what was pressed. The browser closes it at a click elsewhere and
 * at Escape; so does scrolling, which would leave it behind.
 *
 * @fires close - It was closed. Doesn't bubble.
 */
export class InboxTrail extends LitElement {
  static override styles = [base, popoverStyles, styles];

  @query("[popover]") private readonly box!: HTMLElement;
  private stop = (): void => {};

  /** Absent: nobody asks. */
  @property({ attribute: false }) trail: ShownTrail | undefined;
  /** What was pressed. */
  @property({ attribute: false }) anchor: Element | undefined;
  @property({ attribute: false }) words: Words = localize("en");
  @property({ attribute: false }) now: () => Date = () => new Date();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const open = this.box.matches(":popover-open");
    if (this.trail && this.anchor && (!open || changed.has("anchor") || changed.has("trail"))) {
      if (!open) this.show(this.anchor);
      this.place(this.anchor.getBoundingClientRect());
    } else if (!this.trail && open) this.box.hidePopover();
  }

  private show(anchor: Element): void {
    this.box.showPopover();
    this.stop = whenScrolled(anchor, () => this.box.hidePopover());
  }

  private place(anchor: DOMRect): void {
    const { offsetWidth: width, offsetHeight: height, style } = this.box;
    const { left, top } = trailPlace(anchor, { width, height }, { width: innerWidth, height: innerHeight });
    style.left = `${left}px`;
    style.top = `${top}px`;
  }

  private handleToggle(event: ToggleEvent): void {
    if (event.newState !== "closed") return;
    this.stop();
    this.dispatchEvent(new Event("close"));
  }

  private moment(iso: string | undefined): string {
    if (iso === undefined) return inboxWords(this.words).notYet;
    const at = new Date(iso);
    const day = this.words.day(at, this.now());
    return day === this.words.today ? this.words.time(at) : `${day}, ${this.words.time(at)}`;
  }

  private renderStep(name: string, at: string | undefined, more?: string) {
    return html`<div class=${at === undefined ? "step" : "step done"}>
      <dt>${name}${more ? html`<small>${more}</small>` : nothing}</dt>
      <dd>${at === undefined ? this.moment(at) : html`<time datetime=${at}>${this.moment(at)}</time>`}</dd>
    </div>`;
  }

  private renderSteps() {
    const own = inboxWords(this.words);
    const { steps } = this.trail ?? {};
    if (!steps) return html`<p class="wait" aria-busy="true">…</p>`;
    return html`<dl>
      ${this.renderStep(own.stored, steps.stored)}
      ${steps.pushes.map(({ at, outcome }) =>
        outcome === "accepted" ? this.renderStep(own.pushed, at) : this.renderStep(own.notPushed, at, outcome),
      )}
      ${this.renderStep(own.deliveredAt, steps.received ?? steps.read)}
      ${this.renderStep(own.readAt, steps.read)}
    </dl>`;
  }

  override render() {
    return html`<div popover class="box" role="dialog" aria-label=${inboxWords(this.words).trail} @toggle=${this.handleToggle}>
      ${this.trail ? this.renderSteps() : nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "inbox-trail": InboxTrail;
  }
}
