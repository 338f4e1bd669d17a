import type { Rgb } from "../../../widget/styles/contrast";

/** Any colour, as the browser paints it. */
export const paint = (color: string): Rgb => {
  const pen = document.createElement("canvas").getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
};
