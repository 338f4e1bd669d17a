import { html, type TemplateResult } from "lit";

const RADIUS = 16;
const LENGTH = 2 * Math.PI * RADIUS;
/** Something is to be seen of it from the start. */
const LEAST = 0.04;

/** How much of a file has left. @param progress 0 to 1 */
export const progressRing = (progress: number, label: string): TemplateResult => html`<span
  class="ring"
  role="progressbar"
  aria-label=${label}
  aria-valuenow=${Math.round(progress * 100)}
  ><svg width="40" height="40" viewBox="0 0 40 40" fill="none" stroke="currentColor" stroke-width="3" aria-hidden="true">
    <circle cx="20" cy="20" r=${RADIUS} opacity=".3" />
    <circle
      class="done"
      cx="20"
      cy="20"
      r=${RADIUS}
      stroke-linecap="round"
      stroke-dasharray=${LENGTH}
      stroke-dashoffset=${LENGTH * (1 - Math.max(LEAST, progress))}
      transform="rotate(-90 20 20)"
    /></svg
></span>`;
