/** How much room is left, once there is little. */
import { html, nothing, type TemplateResult } from "lit";
import type { Words } from "../strings/localize";

/** The counter appears when fewer characters than this are left. */
const NEAR_LIMIT = 200;

/** @param left characters; below zero the text is too long */
export const counter = (left: number, words: Words): TemplateResult | typeof nothing =>
  left > NEAR_LIMIT
    ? nothing
    : html`<p class="counter ${left < 0 ? "over" : ""}">
        <span aria-hidden="true">${left}</span><span class="unseen" role="status">${words.left(left)}</span>
      </p>`;
