/**
 * Makes a photo lighter before it leaves: a phone's weighs ten times what anybody will see of it, and the buyer may sit in
 * a train. A chunk of its own, loaded with the first picture that somebody attaches.
 */
import type { Outgoing } from "../client/state";

/** Pixels; the server keeps no more either. */
const LONGEST = 2048;
const QUALITY = 0.85;
/** What is small enough already is left as it is (bytes). */
const LIGHT = 1024 * 1024;
/** As they are: a GIF moves, and of the others the server knows as much as we do. */
const TAKEN = ["image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"];

/** The picture as it will be sent, and its size in pixels; what this browser can't read goes as it is. */
export const preparePicture = async (file: File): Promise<Outgoing> => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" })
    .catch(() => createImageBitmap(file)) // older ones turn it by themselves, and don't know the word
    .catch(() => undefined);
  if (!picture) return { file };
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
  const size = { width: width ?? 1, height: height ?? 1 };
  const taken = TAKEN.includes(file.type);
  const asItIs = taken && (file.type === "image/gif" || (scale === 1 && file.size <= LIGHT));
  const smaller = asItIs ? undefined : await redraw(picture, size);
  picture.close();
  if (!smaller || (taken && smaller.size >= file.size)) return { file, ...size };
  return { file: new File([smaller], renamed(file.name, smaller.type), { type: smaller.type }), ...size };
};

const renamed = (name: string, type: string): string =>
  `${name.replace(/\.\w{1,5}$/, "")}.${type === "image/webp" ? "webp" : "jpg"}`;

/** WebP where the browser writes it (Safari doesn't), else JPEG on white. */
const redraw = async (
  picture: ImageBitmap,
  { width, height }: { width: number; height: number },
): Promise<Blob | undefined> => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  const webp = await written(canvas, "image/webp");
  if (webp?.type === "image/webp") return webp;
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  return written(canvas, "image/jpeg");
};

const written = (canvas: HTMLCanvasElement, type: string): Promise<Blob | undefined> =>
  new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), type, QUALITY));
