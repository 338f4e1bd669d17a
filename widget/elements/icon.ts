/** A line icon on a 24-unit grid, drawn in the current colour, silent for screen readers. */
import { html, type SVGTemplateResult, type TemplateResult } from "lit";

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
