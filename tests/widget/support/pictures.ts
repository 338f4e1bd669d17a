/** 64 × 64 pixels that compress as badly as a photo. */
const noise = (): HTMLCanvasElement => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 64, height: 64 });
  const context = canvas.getContext("2d");
  const image = new ImageData(64, 64);
  let seed = 1;
  for (let n = 0; n < image.data.length; n++) {
    seed = (seed * 16_807) % 2_147_483_647;
    image.data[n] = n % 4 === 3 ? 255 : 128 + ((seed % 100) - 50);
  }
  context?.putImageData(image, 0, 0);
  return canvas;
};

/** A file with a picture in it: plain, or like a photo. */
export const drawn = async (
  width: number,
  height: number,
  type: string,
  name: string,
  look: "plain" | "photo" = "plain",
): Promise<File> => {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = (look === "photo" && context.createPattern(noise(), "repeat")) || "#c08040";
  context.fillRect(0, 0, width, height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, 0.95));
  if (!blob) throw new Error("no picture");
  return new File([blob], name, { type });
};
