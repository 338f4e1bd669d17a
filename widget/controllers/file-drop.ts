import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * Files that are dragged over an element and dropped there. While `over`, the host covers itself with a surface of the
 * class `drop`: leaving that is leaving, whichever of its parts the pointer came across before.
 */
export class FileDrop implements ReactiveController {
  over = false;

  /** @param open whether files are taken right now */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly open: () => boolean,
    private readonly dropped: (files: readonly File[]) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.addEventListener("dragover", this.hover);
    this.host.addEventListener("dragleave", this.leave);
    this.host.addEventListener("drop", this.drop);
  }

  hostDisconnected(): void {
    this.host.removeEventListener("dragover", this.hover);
    this.host.removeEventListener("dragleave", this.leave);
    this.host.removeEventListener("drop", this.drop);
    this.over = false;
  }

  private readonly hover = (event: DragEvent): void => {
    if (!this.takes(event)) return;
    event.preventDefault(); // or the browser would open what is dropped
    this.set(true);
  };

  private readonly leave = (event: DragEvent): void => {
    const [left] = event.composedPath();
    if (left instanceof Element && left.matches(".drop")) this.set(false);
  };

  private readonly drop = (event: DragEvent): void => {
    if (!this.takes(event)) return;
    event.preventDefault();
    this.set(false);
    this.dropped([...(event.dataTransfer?.files ?? [])]);
  };

  private takes({ dataTransfer }: DragEvent): boolean {
    return this.open() && (dataTransfer?.types.includes("Files") ?? false);
  }

  private set(over: boolean): void {
    if (this.over === over) return;
    this.over = over;
    this.host.requestUpdate();
  }
}
