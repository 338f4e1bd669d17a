/** Pure: files that somebody attached and has not sent yet. */
import type { Limits, Outgoing } from "../client/state";
import { fileSize, fileWords } from "../strings/file-words";
import { isPicture } from "./bubble-file";

/** `preparing`: a picture is being made lighter. */
export type Chosen =
  | { readonly is: "preparing"; readonly key: number; readonly file: File }
  | ({ readonly is: "ready"; readonly key: number } & Outgoing);

/** What the file chooser offers. No HEIC: an iPhone that isn't asked for it gives JPEG. */
export const ACCEPT = "image/jpeg,image/png,image/webp,image/gif,image/avif,application/pdf";

const isTaken = (file: File): boolean => isPicture(file) || file.type === "application/pdf";

/** A photo may be heavier than what is sent: it is made lighter first. Beyond this (bytes) nobody tries. */
const HEAVIEST_PHOTO = 100 * 1024 * 1024;

export const isTooLarge = ({ size }: File, limits: Limits | undefined): boolean =>
  limits !== undefined && size > limits.file;

interface Choice {
  readonly taken: readonly File[];
  /** What to tell of the others: the first reason. */
  readonly refused?: string;
}

/** @param already how many are attached */
export const choose = (files: readonly File[], already: number, limits: Limits | undefined, locale: string): Choice => {
  const words = fileWords(locale);
  const reasons: string[] = [];
  const fitting = files.filter((file) => {
    if (!isTaken(file)) reasons.push(words.wrongKind(file.name));
    else if (isPicture(file) ? file.size > HEAVIEST_PHOTO : isTooLarge(file, limits))
      reasons.push(tooLarge(file, limits, locale));
    else return true;
    return false;
  });
  const room = limits ? Math.max(0, limits.attachments - already) : fitting.length;
  if (fitting.length > room && limits) reasons.push(words.tooMany(limits.attachments));
  const [refused] = reasons;
  return { taken: fitting.slice(0, room), ...(refused !== undefined && { refused }) };
};

export const tooLarge = ({ name }: File, limits: Limits | undefined, locale: string): string =>
  fileWords(locale).tooLarge(name, fileSize(limits?.file ?? HEAVIEST_PHOTO, locale));
