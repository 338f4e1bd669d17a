/** Pure: black or white on an accent, by WCAG 2's relative luminance. */

/** sRGB, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

const linear = (channel: number): number => {
  const part = channel / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
};

/** 0 (black) to 1 (white). */
const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** 1 to 21. */
export const contrast = (a: Rgb, b: Rgb): number => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

/** Where black and white read equally well, at 4.58 each: so the better one always passes 4.5. tokens.ts has it too. */
const MIDDLE = 0.179;

export const textOn = (accent: Rgb): "black" | "white" => (luminance(accent) > MIDDLE ? "black" : "white");
