import type { ReactiveController, ReactiveControllerHost } from "lit";
import { isTyping, type KeyAction, keyAction } from "./inbox-keys";

interface Deps {
  /** Whether keys count while nothing on the page has the focus. */
  readonly page: () => boolean;
  /** Whether single keys do anything. */
  readonly letters: () => boolean;
  /** @param typing the focus is in a field */
  readonly act: (action: KeyAction, typing: boolean) => void;
}

/** Hears the keys that no field, menu or dialog wants, while the focus is in its host's tree or nowhere. */
export class InboxShortcuts implements ReactiveController {
  constructor(
    host: ReactiveControllerHost,
    private readonly deps: Deps,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("keydown", this.handlePage);
  }

  hostDisconnected(): void {
    document.removeEventListener("keydown", this.handlePage);
  }

  /** For the `keydown` of what is inside. */
  readonly handle = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    if (path.some((one) => one instanceof Element && one.matches(":popover-open, dialog"))) return; // its own affair
    const typing = isTyping(path[0]);
    const action = event.defaultPrevented ? undefined : keyAction(event, typing, this.deps.letters());
    if (typing || action) event.stopPropagation(); // the page's own shortcuts must not answer, too
    if (!action) return;
    if (action !== "back") event.preventDefault();
    this.deps.act(action, typing);
  };

  private readonly handlePage = (event: KeyboardEvent): void => {
    if (this.deps.page() && event.target === document.body) this.handle(event);
  };
}
