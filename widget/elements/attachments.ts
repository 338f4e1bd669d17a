import { html, nothing, type TemplateResult } from "lit";
import type { FileLink } from "../client/state";
import { fileSize, fileWords } from "../strings/file-words";
import type { Words } from "../strings/localize";
import { type BubbleFile, boxOf, isPicture, PLACES, splitName } from "./bubble-file";
import { fileIcon } from "./file-icons";
import { progressRing } from "./progress-ring";

interface Context {
  readonly words: Words;
  /** By attachment id. */
  readonly links: ReadonlyMap<string, FileLink>;
  /** Whose pictures, and when: `Photo, Anna, 14:32`. */
  readonly label: string;
  /** Their message was refused. */
  readonly halted: boolean;
}

const GRIDS = ["one", "two", "three", "four"] as const;

/** The grid has its size before any element in it has rendered, or the reader would lose their place. */
const pictures = (files: readonly BubbleFile[], { words, links, label, halted }: Context): TemplateResult => {
  const shown = files.slice(0, PLACES);
  const more = files.length - PLACES;
  // An element keeps its place from the outbox to the log: what it shows stays while its file gets an id.
  return html`<div class="pictures ${GRIDS[shown.length - 1]}" .style=${`aspect-ratio: ${boxOf(files).ratio}`}>${shown.map(
    (file, place) => html`<chat-attachment-picture
      .file=${file}
      .link=${links.get(file.id)}
      .label=${label}
      .halted=${halted}
      .more=${place === PLACES - 1 ? more : 0}
      .words=${words}
    ></chat-attachment-picture>`,
  )}</div>`;
};

const document = (file: BubbleFile, { words, links, halted }: Context): TemplateResult => {
  const { locale } = words;
  const [head, tail] = splitName(file.name);
  const onItsWay = "progress" in file && !halted;
  const inside = html`<span class="file-icon"
      >${onItsWay ? progressRing(file.progress, fileWords(locale).uploading(file.name)) : fileIcon}</span
    ><span class="file-name" dir="auto" title=${tail ? file.name : nothing}
      ><span class="cut">${head}</span><span class="tail">${tail}</span></span
    ><span class="file-size">${fileSize(file.size, locale)}</span>`;
  const href = links.get(file.id)?.url;
  return href === undefined
    ? html`<div class="file">${inside}</div>`
    : html`<a class="file" href=${href} target="_blank" rel="noopener nofollow ugc">${inside}</a>`;
};

/** The files of one message: its pictures side by side, and the others one under the other. */
export const attachments = (files: readonly BubbleFile[], context: Context): TemplateResult => {
  const seen = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  return html`${seen.length > 0 ? pictures(seen, context) : nothing}${
    others.length > 0 ? html`<div class="files">${others.map((file) => document(file, context))}</div>` : nothing
  }`;
};
