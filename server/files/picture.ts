/**
 * A picture made anew: what isn't a pixel is gone (EXIF, location, whatever else the file was), it is turned as it was
 * held, and no larger than people look at it (S7).
 */
import sharp, { type Sharp, type SharpOptions } from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { ChatError } from "../errors";
import { SMALL_SIDE } from "../protocol/limits";
import type { Kind } from "./kind";

interface Picture {
  /** WebP; the frames of an animation stay. */
  readonly file: Buffer;
  /** Where the picture is larger than that. */
  readonly small: Buffer | undefined;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** A ThumbHash in base64. */
  readonly preview: string;
}

const LONGEST_SIDE = 2048;
/** A phone's 50 megapixels pass. Most are decoded line by line; AVIF as a whole, with 19 bytes a pixel (450 MB for 24). */
const MOST_PIXELS = 64_000_000;
const MOST_PIXELS_AT_ONCE = 32_000_000;
/** Of an animation, all frames together; what is beyond is left out. */
const MOST_MOVING_PIXELS = 40_000_000;
const MOST_FRAMES = 150;
const SECONDS = 30;
/** WebP's: for many frames, and for what nobody looks at closely; half the time for 2 % more bytes. */
const QUICK = 2;
const THOROUGH = 4;

/** @throws ChatError `too_large` for too many pixels, `unsupported` for what can't be decoded */
export async function remake(
  bytes: Uint8Array,
  format: Extract<Kind, { kind: "picture" }>["format"],
): Promise<Picture> {
  try {
    const options = await judge(bytes, format);
    const { data: file, info } = await sharp(bytes, options)
      .timeout({ seconds: SECONDS })
      .autoOrient()
      .resize(within(LONGEST_SIDE))
      .webp({ quality: 82, effort: options.pages ? QUICK : THOROUGH })
      .toBuffer({ resolveWithObject: true });
    const [width, height] = [info.width, info.pageHeight ?? info.height];
    return {
      file,
      small: Math.max(width, height) > SMALL_SIDE ? await shrink(file) : undefined,
      width,
      height,
      preview: await preview(sharp(file)),
    };
  } catch (error) {
    if (error instanceof ChatError) throw error;
    throw new ChatError("unsupported", REFUSALS[format] ?? "This picture can't be read; it may be damaged.");
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  heif: "This kind of picture can't be read here (HEIC, for instance); send it as JPEG.",
};

/** Reads the head alone, so that a bomb is known before it goes off. */
async function judge(bytes: Uint8Array, format: string): Promise<SharpOptions> {
  const head = await sharp(bytes, { limitInputPixels: false }).metadata();
  // The decoder finds out by itself what it is given; it must have found the same.
  if (head.format !== format) throw new Error("not what it seems");
  const pixels = head.width * head.height;
  const most = format === "heif" ? MOST_PIXELS_AT_ONCE : MOST_PIXELS;
  if (pixels > most) {
    throw new ChatError("too_large", `A picture of this kind has at most ${most / 1_000_000} million pixels.`);
  }
  const frames = Math.min(head.pages ?? 1, MOST_FRAMES, Math.floor(MOST_MOVING_PIXELS / pixels));
  const moves = frames > 1 && format !== "heif";
  return { failOn: "error", limitInputPixels: MOST_PIXELS, ...(moves ? { pages: frames } : {}) };
}

const shrink = (file: Buffer): Promise<Buffer> =>
  sharp(file, { animated: true }).resize(within(SMALL_SIDE)).webp({ quality: 75, effort: QUICK }).toBuffer();

async function preview(picture: Sharp): Promise<string> {
  const { data, info } = await picture.resize(within(100)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
}

const within = (side: number) => ({ width: side, height: side, fit: "inside", withoutEnlargement: true }) as const;
