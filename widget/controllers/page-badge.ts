/** How many messages wait, in the page's title, its icon and, once installed, the app's badge. */
import { shortCount } from "../strings/count";

const PREFIX = /^\(\d+\+?\) ?/; // a title of nothing else loses its blank
const SIZE = 64;

const iconLink = (): HTMLLinkElement | null => document.querySelector('link[rel~="icon"]');
let plain: string | undefined;

/** The page's own icon with the number on it. @throws where another origin's icon can't be drawn on */
const drawn = async (href: string, count: number): Promise<string> => {
  const image = new Image();
  image.src = href;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  if (!pen) return href;
  pen.drawImage(image, 0, 0, SIZE, SIZE);
  const text = shortCount(count);
  const width = text.length > 1 ? 14 + text.length * 14 : 36;
  pen.fillStyle = "#d1242f";
  pen.beginPath();
  pen.roundRect(SIZE - width, 0, width, 36, 18);
  pen.fill();
  pen.fillStyle = "white";
  pen.font = "bold 26px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, SIZE - width / 2, 19);
  return canvas.toDataURL();
};

/** What is shown; nothing without an inbox. */
let latest: number | undefined;

export const showBadge = (count: number): void => {
  if (count === latest) return;
  latest = count;
  if ("setAppBadge" in navigator) void navigator.setAppBadge(count).catch(() => {});
  void paint(count);
};

/** The inbox has left the page. Its messages go on waiting, so the app's badge stays. */
export const hideBadge = (): void => {
  latest = undefined;
  void paint(0);
};

const paint = async (count: number): Promise<void> => {
  const painted = latest;
  const title = document.title.replace(PREFIX, "");
  document.title = count > 0 ? `(${shortCount(count)}) ${title}` : title;
  const link = iconLink();
  if (!link) return;
  plain ??= link.href;
  const icon = count > 0 ? await drawn(plain, count).catch(() => plain) : plain;
  if (latest === painted && icon !== undefined) link.href = icon;
};
