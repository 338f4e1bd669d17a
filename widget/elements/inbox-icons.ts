/** What only the inbox draws. */
import { svg } from "lit";
import { icon } from "./icon";

export const searchIcon = icon(18, svg`<circle cx="11" cy="11" r="6.500"/><path d="M16 16l4.500 4.500"/>`);
export const clearIcon = icon(16, svg`<path d="M7 7l10 10M17 7L7 17"/>`);
export const onIcon = icon(16, svg`<path d="M9 6l6 6-6 6"/>`);
export const newestIcon = icon(20, svg`<path d="M4 7h16M7 12h10M10 17h4"/>`);
export const unreadIcon = icon(
  20,
  svg`<path d="M4 8h9M4 13h16M4 18h16"/><circle cx="18.500" cy="6.500" r="2.500" fill="currentColor" stroke="none"/>`,
);
export const settingsIcon = icon(
  20,
  svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2.200"/><circle cx="9" cy="17" r="2.200"/>`,
);
export const checkIcon = icon(18, svg`<path d="M5 12.500l4.500 4.500L19 7.500"/>`);
export const reopenIcon = icon(18, svg`<path d="M4 10h11a5 5 0 0 1 0 10h-3M4 10l4-4M4 10l4 4"/>`);
export const closedMark = icon(14, svg`<path d="M5 12.500l4.500 4.500L19 7.500"/>`);
export const blockedMark = icon(14, svg`<circle cx="12" cy="12" r="8.500"/><path d="M6 6l12 12"/>`);
export const removeIcon = icon(18, svg`<path d="M5 7h14M10 7V4.500h4V7M7 7l1 12.500h8L17 7"/>`);
export const plusIcon = icon(18, svg`<path d="M12 5v14M5 12h14"/>`);
