import { html, LitElement, nothing } from "lit";
import { property } from "lit/decorators.js";
import type { FileLink } from "../client/state";
import { fileSize, fileWords } from "../strings/file-words";
import { localize, type Words } from "../strings/localize";
import { base } from "../styles/base";
import { type BubbleFile, boxOf, isPicture, PLACES, splitName } from "./bubble-file";
import { styles } from "./chat-attachments.styles";
import { fileIcon } from "./file-icons";
import { progressRing } from "./progress-ring";

const GRIDS = ["one", "two", "three", "four"] as const;

/** The files of one message: its pictures side by side, and the others one under the other. */
export class ChatAttachments extends LitElement {
  static override styles = [base, styles];

  @property({ attribute: false }) files: readonly BubbleFile[] = [];
  /** By attachment id. */
  @property({ attribute: false }) links: ReadonlyMap<string, FileLink> = new Map();
  /** Whose pictures, and when: `Photo, Anna, 14:32`. */
  @property() label = "";
  /** The message was refused. */
  @property({ type: Boolean }) halted = false;
  @property({ attribute: false }) words: Words = localize("en");

  private renderPictures(pictures: readonly BubbleFile[]) {
    const { ratio } = boxOf(pictures);
    const shown = pictures.slice(0, PLACES);
    // An element keeps its place from the outbox to the log: what it shows stays while its file gets an id.
    return html`<div class="pictures ${GRIDS[shown.length - 1]}" .style=${`aspect-ratio: ${ratio}`}>${shown.map(
      (file, place) => html`<chat-attachment-picture
        .file=${file}
        .link=${this.links.get(file.id)}
        .label=${this.label}
        .halted=${this.halted}
        .more=${place === PLACES - 1 ? pictures.length - PLACES : 0}
        .words=${this.words}
      ></chat-attachment-picture>`,
    )}</div>`;
  }

  private renderFile(file: BubbleFile) {
    const { locale } = this.words;
    const [head, tail] = splitName(file.name);
    const onItsWay = "progress" in file && !this.halted;
    const inside = html`<span class="icon"
        >${onItsWay ? progressRing(file.progress, fileWords(locale).uploading(file.name)) : fileIcon}</span
      ><span class="name" dir="auto" title=${tail ? file.name : nothing}
        ><span class="head">${head}</span><span class="tail">${tail}</span></span
      ><span class="size">${fileSize(file.size, locale)}</span>`;
    const href = this.links.get(file.id)?.url;
    return href === undefined
      ? html`<div class="file">${inside}</div>`
      : html`<a class="file" href=${href} target="_blank" rel="noopener nofollow ugc">${inside}</a>`;
  }

  override render() {
    const pictures = this.files.filter(isPicture);
    const others = this.files.filter((file) => !isPicture(file));
    return html`${pictures.length > 0 ? this.renderPictures(pictures) : nothing}${
      others.length > 0 ? html`<div class="files">${others.map((file) => this.renderFile(file))}</div>` : nothing
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "chat-attachments": ChatAttachments;
  }
}
