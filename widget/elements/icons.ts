/** Line icons on a 24-unit grid, drawn in the current colour, silent for screen readers. */
import { html, type SVGTemplateResult, svg, type TemplateResult } from "lit";

export const icon = (size: number, shape: SVGTemplateResult): TemplateResult => html`<svg
  width=${size}
  height=${size}
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
  stroke-linecap="round"
  stroke-linejoin="round"
  aria-hidden="true"
>${shape}</svg>`;

export const chatIcon = icon(
  26,
  svg`<path d="M12 4c4.7 0 8.5 3.2 8.5 7.2s-3.8 7.3-8.5 7.3c-1 0-2-.2-3-.4L4.5 20l1.2-3.5c-1.4-1.4-2.2-3.2-2.2-5.3C3.5 7.2 7.3 4 12 4Z"/>`,
);
export const closeIcon = icon(20, svg`<path d="M6 6l12 12M18 6L6 18"/>`);
export const sendIcon = icon(20, svg`<path d="M12 19V5M6 11l6-6 6 6"/>`);
export const downIcon = icon(18, svg`<path d="M12 5v14M6 13l6 6 6-6"/>`);
export const moreIcon = icon(20, svg`<path d="M12 5v.01M12 12v.01M12 19v.01" stroke-width="3"/>`);
export const backIcon = icon(22, svg`<path d="M15 5l-7 7 7 7"/>`);
export const linkIcon = icon(16, svg`<path d="M14 5h5v5M19 5l-8 8M17 14v5H5V7h5"/>`);
export const infoIcon = icon(20, svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.01"/>`);
export const chevronIcon = icon(16, svg`<path d="M6 9l6 6 6-6"/>`);
