import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Nearer to the end than this, the reader follows the conversation. Pixels. */
const AT_END = 40;
/** Above an anchor that is shown and higher than the view. Pixels. */
const MARGIN = 16;

export type Mover = "reader" | "layout";

type Host = ReactiveControllerHost & Element;

/**
 * Keeps a reader's place in a list that grows at both ends: whoever is at the end stays there, for anybody else the first
 * anchor in view keeps its distance from the top edge. It measures before and after each update of its host and wants
 * `overflow-anchor: none`, because Safari has no scroll anchoring, and two of them would correct twice.
 */
export class ReadingPlace implements ReactiveController {
  /** Whether the reader follows the newest. */
  atEnd = true;

  private scroller: HTMLElement | undefined;
  private following = false;
  /** Where it was put last, and not by the reader. */
  private put = 0;
  private hidden = true;
  private kept: { readonly element: HTMLElement; readonly top: number } | undefined;
  private readonly sizes = new ResizeObserver(() => this.resize());

  /** `anchors` selects what keeps its content through updates. `moved` tells of each change of the place, and whose it was. */
  constructor(
    private readonly host: Host,
    private readonly anchors: string,
    private readonly moved: (by: Mover) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    if (this.scroller) this.observe(this.scroller);
  }

  hostDisconnected(): void {
    this.sizes.disconnect();
  }

  /** The scroller appears with the host's first update; its only child is the content. */
  attach(scroller: HTMLElement): void {
    this.scroller = scroller;
    scroller.addEventListener("scroll", this.scroll, { passive: true });
    this.observe(scroller);
    this.toEnd();
  }

  /** At the next update, go to the end wherever the reader is. */
  follow(): void {
    this.following = true;
  }

  toEnd(behavior: "smooth" | "instant" = "instant"): void {
    if (!this.scroller) return;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior });
    this.put = this.scroller.scrollTop;
  }

  /** Goes to an anchor, in the middle of the view where it fits: the reader follows the newest no more. */
  show(anchor: HTMLElement, behavior: "smooth" | "instant"): void {
    if (!this.scroller) return;
    const room = this.scroller.clientHeight - anchor.offsetHeight;
    this.scroller.scrollTo({ top: anchor.offsetTop - Math.max(MARGIN, room / 2), behavior });
    if (behavior === "smooth") return; // on the way, the scroll events tell
    this.atEnd = this.isAtEnd(this.scroller); // now: a resize in this very frame would lead back to the end
    this.host.requestUpdate();
  }

  hostUpdate(): void {
    if (!this.scroller) return;
    this.atEnd = this.following || this.isAtEnd(this.scroller);
    this.following = false;
    this.kept = this.atEnd ? undefined : this.firstInView(this.scroller);
  }

  hostUpdated(): void {
    if (!this.scroller) return;
    if (this.atEnd) {
      this.toEnd();
    } else if (this.kept?.element.isConnected) {
      const top = this.kept.element.offsetTop - this.kept.top;
      if (top !== this.scroller.scrollTop) this.scroller.scrollTo({ top, behavior: "instant" });
      this.put = this.scroller.scrollTop;
    }
  }

  private observe(scroller: HTMLElement): void {
    this.sizes.observe(scroller);
    if (scroller.firstElementChild) this.sizes.observe(scroller.firstElementChild);
  }

  /** A keyboard came up, the composer grew, a font arrived; or the list is shown again, and then begins at its end. */
  private resize(): void {
    const hidden = this.scroller?.clientHeight === 0;
    if (this.atEnd || (this.hidden && !hidden)) this.toEnd();
    this.hidden = hidden;
    this.moved("layout");
  }

  private readonly scroll = (): void => {
    if (!this.scroller) return;
    const atEnd = this.isAtEnd(this.scroller);
    if (atEnd !== this.atEnd) this.host.requestUpdate();
    this.atEnd = atEnd;
    this.moved(this.scroller.scrollTop === this.put ? "layout" : "reader");
  };

  private isAtEnd({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean {
    return scrollHeight - scrollTop - clientHeight < AT_END;
  }

  private firstInView(scroller: HTMLElement): { element: HTMLElement; top: number } | undefined {
    for (const element of scroller.querySelectorAll<HTMLElement>(this.anchors)) {
      const top = element.offsetTop - scroller.scrollTop;
      if (top + element.offsetHeight > 0) return { element, top };
    }
    return undefined;
  }
}
