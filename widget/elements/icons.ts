/** The panel's icons. None of them is in the first load of a store's page. */
import { svg } from "lit";
import { icon } from "./icon";

export const closeIcon = icon(20, svg`<path d="M6 6l12 12M18 6L6 18"/>`);
export const sendIcon = icon(20, svg`<path d="M12 19V5M6 11l6-6 6 6"/>`);
export const downIcon = icon(18, svg`<path d="M12 5v14M6 13l6 6 6-6"/>`);
export const moreIcon = icon(20, svg`<path d="M12 5v.01M12 12v.01M12 19v.01" stroke-width="3"/>`);
export const backIcon = icon(22, svg`<path d="M15 5l-7 7 7 7"/>`);
export const personIcon = icon(
  22,
  svg`<circle cx="12" cy="8.5" r="3.8"/><path d="M4.8 20a7.200 7.200 0 0 1 14.400 0"/>`,
);
export const productIcon = icon(
  22,
  svg`<path d="M12 3.500l7.500 4v9l-7.500 4-7.500-4v-9zM4.500 7.500l7.500 4 7.500-4M12 11.500v9"/>`,
);
export const linkIcon = icon(16, svg`<path d="M14 5h5v5M19 5l-8 8M17 14v5H5V7h5"/>`);
export const infoIcon = icon(20, svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8v.01"/>`);
export const chevronIcon = icon(16, svg`<path d="M6 9l6 6 6-6"/>`);
