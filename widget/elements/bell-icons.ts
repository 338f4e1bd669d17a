/** Come with the bell. */
import { svg } from "lit";
import { icon } from "./icon";

const bell = svg`<path d="M6.500 10.500a5.500 5.500 0 0 1 11 0c0 4.500 1.500 6 2 6.500h-15c.5-.5 2-2 2-6.500ZM10 20.500h4"/>`;
export const bellIcon = icon(20, bell);
export const bellOnIcon = icon(20, svg`<g fill="currentColor">${bell}</g>`);
export const bellOffIcon = icon(20, svg`${bell}<path d="M4 4l16 16"/>`);
