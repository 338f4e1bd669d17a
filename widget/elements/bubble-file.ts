/** Pure: what a bubble shows of its files. */
import type { Attachment, WaitingFile } from "../client/state";

/** A file of a stored message, or of one that is on its way (then with `progress`). */
export type BubbleFile = Attachment | WaitingFile;

export const isPicture = ({ type }: Pick<BubbleFile, "type">): boolean =>
  type.startsWith("image/") && type !== "image/svg+xml";

/** Pixels: no picture is wider or taller in the log, and none narrower, however small it is. */
const WIDEST = 264;
const TALLEST = 320;
const NARROWEST = 120;
/** Width by height. What is longer still is cut in the log, and whole in the viewer. */
const RATIOS = { least: 0.5, most: 2.4, unknown: 4 / 3 };

const clamp = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/** The room that pictures take before anything of them is loaded, so that nothing jumps. `width` is pixels. */
export const boxOf = (pictures: readonly BubbleFile[]): { readonly width: number; readonly ratio: number } => {
  const [only, ...others] = pictures;
  if (!only || others.length > 0) return { width: WIDEST, ratio: others.length === 1 ? 2 : 1 };
  const { width, height } = only;
  if (!width || !height) return { width: WIDEST, ratio: RATIOS.unknown };
  const ratio = clamp(RATIOS.least, width / height, RATIOS.most);
  return { width: Math.round(clamp(NARROWEST, Math.min(width, WIDEST, TALLEST * ratio), WIDEST)), ratio };
};

/** So many pictures have a place of their own; the last of them tells how many more there are. */
export const PLACES = 4;

/** Characters that stay at the end of a name that is cut: its ending, and something before. */
const TAIL = 9;

/** As people count them; Firefox before 125 cuts an emoji that is made of several. */
const lettersOf = (text: string): readonly string[] =>
  "Segmenter" in Intl ? [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment) : [...text];

/** A name in two, of which the first is cut when there is no room: what a file is shows at its end. */
export const splitName = (name: string): readonly [head: string, tail: string] => {
  const letters = lettersOf(name);
  return letters.length <= TAIL * 2 ? [name, ""] : [letters.slice(0, -TAIL).join(""), letters.slice(-TAIL).join("")];
};
