/** Icons of files. */
import { svg } from "lit";
import { icon } from "./icon";

export const clipIcon = icon(
  20,
  svg`<path d="M19.5 11.5l-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l8.2-8.2a3 3 0 0 1 4.3 4.3l-8.2 8.2a1.5 1.5 0 0 1-2.1-2.1l7.3-7.4"/>`,
);
export const fileIcon = icon(
  18,
  svg`<path d="M13.5 3.5H7a1.5 1.5 0 0 0-1.5 1.5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5ZM13.5 3.5v5h5M9 13h6M9 16.5h4"/>`,
);
export const pictureIcon = icon(
  24,
  svg`<rect x="4" y="5" width="16" height="14" rx="2.5"/><path d="M4.5 16.5l4.5-4 3.5 3 3-2.5 4 3.5"/><circle cx="9" cy="9.5" r=".8"/>`,
);
export const retryIcon = icon(20, svg`<path d="M19 12a7 7 0 1 1-2.2-5.1M19.5 4v4h-4"/>`);
export const downloadIcon = icon(20, svg`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>`);
export const forwardIcon = icon(22, svg`<path d="M9 5l7 7-7 7"/>`);
