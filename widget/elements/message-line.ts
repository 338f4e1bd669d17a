/** Pure: a message in one line. */
import type { Message } from "../client/state";

type Said = Pick<Message, "text"> & { readonly attachments: readonly { readonly name: string }[] };

/** All its words; one without words is called by its files. */
export const spoken = ({ text, attachments }: Said): string => text || attachments.map(({ name }) => name).join(", ");

/** Its first line with something in it, or its first file. */
export const firstLine = ({ text, attachments }: Said): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .find(Boolean) ??
  attachments[0]?.name ??
  "";
