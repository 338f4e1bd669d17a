import { html, nothing, type ReactiveControllerHost } from "lit";
import type { Words } from "../strings/localize";
import { fetched } from "./fetched";
import type { StoredMessage } from "./message-events";

interface Host extends ReactiveControllerHost {
  readonly words: Words;
  readonly closed: boolean;
}

/** The menu of the messages in a log: at which button it is open. Another press there closes it. */
export class MessageActing {
  private at: { readonly message: StoredMessage; readonly button: HTMLElement } | undefined;

  constructor(private readonly host: Host) {}

  /** Nothing where a browser knows no popovers: the menu would stand in the page. */
  async open(message: StoredMessage, button: HTMLElement): Promise<void> {
    if (!("popover" in HTMLElement.prototype)) return;
    if (this.at?.button === button) return this.close();
    if (!(await fetched("the menu", import("./message-menu-element")))) return;
    this.close();
    button.setAttribute("aria-expanded", "true");
    this.at = { message, button };
  }

  private readonly close = (): void => {
    this.at?.button.setAttribute("aria-expanded", "false");
    this.at = undefined;
    this.host.requestUpdate();
  };

  render() {
    if (!this.at) return nothing;
    const { closed, words } = this.host;
    return html`<chat-message-menu
      .message=${this.at.message}
      .button=${this.at.button}
      .closed=${closed}
      .words=${words}
      @close=${this.close}
    ></chat-message-menu>`;
  }
}
