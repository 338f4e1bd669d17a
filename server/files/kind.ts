/** What a file is, by its bytes: never by its name or by what the client says of it (S7). */
import { fileTypeFromBuffer } from "file-type";
import { ChatError } from "../errors";

/** `format` is what the picture's decoder calls it. */
export type Kind = { kind: "picture"; format: "jpeg" | "png" | "webp" | "gif" | "heif" } | { kind: "pdf" };

const PICTURES: Readonly<Record<string, Extract<Kind, { kind: "picture" }>["format"]>> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/apng": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "heif",
  "image/heic": "heif",
  "image/heif": "heif",
};

/** As far as one has to look; the rest may be a bomb in an archive. */
const HEAD = 64 * 1024;

/** @throws ChatError `unsupported` */
export async function kindOf(bytes: Uint8Array): Promise<Kind> {
  const found = await fileTypeFromBuffer(bytes.subarray(0, HEAD)).catch(() => undefined);
  const format = PICTURES[found?.mime ?? ""];
  if (format) return { kind: "picture", format };
  if (found?.mime === "application/pdf" && isWholePdf(bytes)) return { kind: "pdf" };
  throw new ChatError("unsupported", "Pictures (JPEG, PNG, WebP, GIF, AVIF) and PDF can be sent.");
}

/** From the first byte to the last: what else such a file may be stands before or behind. */
const isWholePdf = (bytes: Uint8Array): boolean =>
  text(bytes.subarray(0, 5)) === "%PDF-" && /%%EOF[\s\0]*$/.test(text(bytes.subarray(-1024)));

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
