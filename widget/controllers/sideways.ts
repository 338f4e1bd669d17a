import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * A row that is wider than its place: `data-before` and `data-after` on it tell where it goes on, a mouse's wheel moves
 * it, too.
 */
export class Sideways implements ReactiveController {
  private row: HTMLElement | null = null;
  private readonly sizes = new ResizeObserver(() => this.look());

  /** @param find the row, once it is rendered */
  constructor(
    host: ReactiveControllerHost,
    private readonly find: () => HTMLElement | null,
  ) {
    host.addController(this);
  }

  /** Words and numbers in it may have changed. */
  hostUpdated(): void {
    this.row ??= this.find();
    if (this.row) this.sizes.observe(this.row);
    this.look();
  }

  hostDisconnected(): void {
    this.sizes.disconnect();
  }

  readonly look = (): void => {
    if (!this.row) return;
    const { scrollWidth, clientWidth } = this.row;
    const at = Math.abs(this.row.scrollLeft); // negative where one reads from right to left
    this.row.toggleAttribute("data-before", at > 1);
    this.row.toggleAttribute("data-after", scrollWidth - clientWidth - at > 1);
  };

  /** For `wheel`: down is on, as long as there is a way. */
  readonly roll = (event: WheelEvent): void => {
    const { row } = this;
    if (!row || Math.abs(event.deltaX) >= Math.abs(event.deltaY)) return;
    if (!row.hasAttribute(event.deltaY > 0 ? "data-after" : "data-before")) return;
    event.preventDefault();
    row.scrollBy({ left: getComputedStyle(row).direction === "rtl" ? -event.deltaY : event.deltaY });
  };

  /** Most of a view. @param by 1 is on, -1 is back */
  step(by: 1 | -1): void {
    const { row } = this;
    if (!row) return;
    const sign = getComputedStyle(row).direction === "rtl" ? -by : by;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    row.scrollBy({ left: sign * 0.6 * row.clientWidth, behavior: still ? "instant" : "smooth" });
  }
}
