/** Icons of what one does with a message. */
import { svg } from "lit";
import { icon } from "./icon";

export const replyIcon = icon(18, svg`<path d="M9 7l-5 5 5 5M4 12h9c4 0 7 2 7 6"/>`);
export const editIcon = icon(18, svg`<path d="M4 20l1-4L16 5l3 3L8 19l-4 1Z"/>`);
export const copyIcon = icon(
  18,
  svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15V6a2 2 0 0 1 2-2h8"/>`,
);
export const removeIcon = icon(18, svg`<path d="M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13"/>`);
export const actsIcon = icon(18, svg`<path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="3.5"/>`);
export const doneIcon = icon(20, svg`<path d="M5 13l5 5 9-11"/>`);
