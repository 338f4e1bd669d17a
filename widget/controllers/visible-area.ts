import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * While active, `--_height` and `--_top` (pixels) of its host follow the part of the window that a phone's keyboard leaves
 * free: on iOS the keyboard covers the page without resizing it. The page behind doesn't scroll meanwhile.
 */
export class VisibleArea implements ReactiveController {
  private active = false;
  private pageOverflow = "";

  constructor(private readonly host: ReactiveControllerHost & HTMLElement) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.set(false);
  }

  set(active: boolean): void {
    if (active === this.active) return;
    this.active = active;
    const page = document.documentElement.style;
    const listen = active ? "addEventListener" : "removeEventListener";
    window.visualViewport?.[listen]("resize", this.measure);
    window.visualViewport?.[listen]("scroll", this.measure);
    if (active) {
      this.pageOverflow = page.overflow;
      page.overflow = "hidden";
      this.measure();
    } else {
      page.overflow = this.pageOverflow;
    }
  }

  private readonly measure = (): void => {
    const area = window.visualViewport;
    if (!area) return;
    this.host.style.setProperty("--_height", `${area.height}px`);
    this.host.style.setProperty("--_top", `${area.offsetTop}px`);
  };
}
