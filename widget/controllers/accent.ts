import { type Rgb, textOn } from "../styles/contrast";

/** Draws a colour as the browser understands it, whatever its notation. */
const toRgb = (color: string): Rgb | undefined => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d");
  if (!pen) return undefined;
  pen.fillStyle = color;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
};

/** tokens.ts computes the text on the accent by a relative colour; where that isn't known, this does. */
export const fixAccentText = (host: HTMLElement): void => {
  if (CSS.supports("color: color(from red xyz-d65 x y z)")) return;
  const rgb = toRgb(getComputedStyle(host).getPropertyValue("--_accent"));
  if (!rgb) return;
  const text = textOn(rgb);
  host.style.setProperty("--_on-accent", text);
  host.style.setProperty("--_off-accent", text === "white" ? "black" : "white");
};
