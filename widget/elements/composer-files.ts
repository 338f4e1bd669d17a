/** How files come into the composer, and what is shown of them there. */
import { html, nothing, type TemplateResult } from "lit";
import { fileWords } from "../strings/file-words";
import type { Words } from "../strings/localize";
import { ACCEPT } from "./chosen";
import type { ChosenFiles } from "./chosen-files";
import type { FileRemoveEvent } from "./file-events";
import { clipIcon } from "./file-icons";

/** Empty where text is meant: a word processor adds a picture of it. */
export const pastedFiles = ({ clipboardData: pasted }: ClipboardEvent): readonly File[] =>
  pasted && !pasted.types.includes("text/plain") ? [...pasted.files] : [];

/** @param off whether none can be taken. @param take what was chosen */
export const clipButton = (off: boolean, words: Words, take: (files: readonly File[]) => void): TemplateResult => {
  const handleChoice = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    take([...(currentTarget.files ?? [])]);
    currentTarget.value = ""; // or the same file could not be chosen again
  };
  const handleClick = ({ currentTarget }: Event) => {
    if (currentTarget instanceof Element) currentTarget.parentElement?.querySelector("input")?.click();
  };
  return html`<input type="file" accept=${ACCEPT} multiple hidden ?disabled=${off} @change=${handleChoice} />
    <button
      type="button"
      class="icon-button"
      aria-label=${fileWords(words.locale).attach}
      ?disabled=${off}
      @click=${handleClick}
    >${clipIcon}</button>`;
};

/** @param remove one of them, by its key */
export const chosenFiles = ({ items, refused }: ChosenFiles, words: Words, remove: (key: number) => void) => [
  items.length > 0
    ? html`<chat-attachment-tray
        .chosen=${items}
        .words=${words}
        @file-remove=${({ key }: FileRemoveEvent) => remove(key)}
      ></chat-attachment-tray>`
    : nothing,
  refused ? html`<p class="refused" role="alert">${refused}</p>` : nothing,
];
