/** The marks that the picture is made of. Classes carry the colours. */

export const legend = (x: number, y: number, name: string, style: string): string =>
  `<rect class="${style}" x="${x}" y="${y - 10}" width="10" height="10" rx="3" stroke="none"/>${text(x + 16, y, name, "muted")}`;

export const stat = (x: number, y: number, figure: string, what: string): string =>
  text(x, y, figure, "figure ink") + text(x, y + 22, what, "muted");

/** Rounded above, straight where it stands. */
export function column(x: number, y: number, width: number, height: number, style: string): string {
  const r = Math.min(5, width / 2, height);
  return `<path class="${style}" stroke="none" d="M${x} ${y + height}v${r - height}q0-${r} ${r}-${r}h${width - 2 * r}q${r} 0 ${r} ${r}v${height - r}z"/>`;
}

export const rule = (x1: number, y1: number, x2: number, y2: number): string =>
  `<path class="line" d="M${x1} ${y1}L${x2} ${y2}"/>`;

export const text = (x: number, y: number, content: string, style: string, anchor?: "middle" | "end"): string =>
  `<text x="${x}" y="${y}" class="${style}"${anchor ? ` text-anchor="${anchor}"` : ""}>${esc(content)}</text>`;

export const esc = (content: string): string =>
  content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
