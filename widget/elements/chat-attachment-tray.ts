import { html, LitElement, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { fileSize, fileWords } from "../strings/file-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { isPicture, splitName } from "./bubble-file";
import { styles } from "./chat-attachment-tray.styles";
import type { Chosen } from "./chosen";
import { FileRemoveEvent } from "./file-events";
import { fileIcon } from "./file-icons";
import { closeIcon } from "./icons";
import { paintBlob } from "./paint";

/**
 * What will be sent with the message, above the field.
 *
 * @fires file-remove - One of them is not to be sent after all.
 */
export class ChatAttachmentTray extends LitElement {
  static override styles = [base, styles];

  /** The file that each canvas shows. */
  private readonly painted = new WeakMap<HTMLCanvasElement, File>();

  @property({ attribute: false }) chosen: readonly Chosen[] = [];
  @property({ attribute: false }) words: Words = localize("en");

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("chosen")) return;
    for (const canvas of this.renderRoot.querySelectorAll("canvas")) {
      const one = this.chosen.find(({ key }) => String(key) === canvas.dataset.key);
      if (!one || this.painted.has(canvas)) continue; // made lighter, it looks the same
      this.painted.set(canvas, one.file);
      void paintBlob(canvas, one.file);
    }
    const last = this.renderRoot.querySelector("li:last-child");
    if ((changed.get("chosen")?.length ?? 0) < this.chosen.length) last?.scrollIntoView({ block: "nearest" });
  }

  private renderOne(one: Chosen) {
    const { locale } = this.words;
    const { file, key } = one;
    const [head, tail] = splitName(file.name);
    return html`<li class=${one.is} aria-label=${file.name} aria-busy=${one.is === "preparing"}>
      ${
        isPicture(file)
          ? html`<canvas data-key=${key} aria-hidden="true"></canvas>`
          : html`<div class="file">
              ${fileIcon}<span class="name" dir="auto"><span class="cut">${head}</span><span class="tail">${tail}</span></span
              ><span class="size">${fileSize(file.size, locale)}</span>
            </div>`
      }
      <button
        type="button"
        aria-label=${fileWords(locale).removeFile(file.name)}
        @click=${() => this.dispatchEvent(new FileRemoveEvent(key))}
      ><span>${closeIcon}</span></button>
    </li>`;
  }

  override render() {
    return html`<ul aria-label=${fileWords(this.words.locale).chosen(this.chosen.length)}>
      ${repeat(
        this.chosen,
        ({ key }) => key,
        (one) => this.renderOne(one),
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-attachment-tray": ChatAttachmentTray;
  }
}
