/** Pictures on a canvas: a strict page allows neither `data:` nor `blob:` addresses for `<img>`. */
import { thumbHashToRGBA } from "thumbhash";

/** The blurred placeholder that comes with an attachment. @param preview a ThumbHash in base64 */
export const paintPreview = (canvas: HTMLCanvasElement, preview: string): void => {
  try {
    const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(preview), (letter) => letter.charCodeAt(0)));
    canvas.width = w;
    canvas.height = h;
    canvas.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
  } catch {
    // Not one of ours: the picture comes without a placeholder.
  }
};

/** Of pixels on a screen: sharp enough for a bubble. */
const LONGEST = 800;

/** A picture of this machine. @returns whether the browser can read it */
export const paintBlob = async (canvas: HTMLCanvasElement, blob: Blob): Promise<boolean> => {
  try {
    const picture = await createImageBitmap(blob);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext("2d");
    if (context) context.imageSmoothingQuality = "high";
    context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return true;
  } catch {
    return false;
  }
};
