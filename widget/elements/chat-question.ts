import { LitElement } from "lit";
import { property, query } from "lit/decorators.js";
import type { Side } from "../client/state";
import { localize, type Words } from "../strings/localize";

/** A question over the conversation. Opens by itself; fires `close`, which doesn't bubble, when it is closed. */
export abstract class ChatQuestion extends LitElement {
  @query("dialog") private readonly dialog!: HTMLDialogElement;

  /** Whose view this is. */
  @property() side: Side = "buyer";
  @property({ attribute: false }) words: Words = localize("en");

  constructor() {
    super();
    // The page's own shortcuts are not meant.
    for (const type of ["keydown", "keypress", "keyup"])
      this.addEventListener(type, (event) => event.stopPropagation());
  }

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected shut(): void {
    this.dialog.close();
  }

  protected handleClose(): void {
    this.dispatchEvent(new Event("close"));
  }
}
