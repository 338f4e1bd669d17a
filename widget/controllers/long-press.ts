import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Pixels that a resting finger may wander. */
const SLACK = 10;

/**
 * A finger that rests on something. iOS has no event for that; where there is one (`contextmenu`), the system's own menu
 * stays away. The tap that a browser may make of it when the finger leaves means nothing.
 */
export class LongPress implements ReactiveController {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private start = { x: 0, y: 0 };
  private pressed = false;

  /** @param hold milliseconds until a press is long. @param held is told what the finger rests on */
  constructor(
    host: ReactiveControllerHost,
    private readonly held: (on: Element) => void,
    private readonly hold = 450,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.end();
  }

  /** To be listened to from the host's first update on. */
  attach(surface: HTMLElement): void {
    surface.addEventListener("pointerdown", this.handleDown);
    surface.addEventListener("pointermove", this.handleMove);
    for (const type of ["pointerup", "pointercancel", "pointerleave"]) surface.addEventListener(type, this.end);
    surface.addEventListener("contextmenu", this.handleContextMenu);
    surface.addEventListener("click", this.handleClick, { capture: true });
  }

  private readonly handleDown = ({ pointerType, isPrimary, clientX, clientY, target }: PointerEvent): void => {
    this.end();
    this.pressed = false;
    // A link has a menu of its own.
    if (pointerType !== "touch" || !isPrimary || !(target instanceof Element) || target.closest("a")) return;
    this.start = { x: clientX, y: clientY };
    this.waiting = setTimeout(() => {
      this.held(target); // which may press something itself
      this.pressed = true;
    }, this.hold);
  };

  private readonly handleMove = ({ clientX, clientY }: PointerEvent): void => {
    if (Math.hypot(clientX - this.start.x, clientY - this.start.y) > SLACK) this.end();
  };

  private readonly handleContextMenu = (event: Event): void => {
    if (this.waiting !== undefined || this.pressed) event.preventDefault();
  };

  private readonly handleClick = (event: Event): void => {
    if (!this.pressed) return;
    this.pressed = false;
    event.preventDefault();
    event.stopPropagation();
  };

  private readonly end = (): void => {
    clearTimeout(this.waiting);
    this.waiting = undefined;
  };
}
