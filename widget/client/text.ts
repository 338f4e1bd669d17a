/** As the server stores it: one kind of line end, no control characters but newline and tab, no half characters. */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\n\t])\p{Cc}/gu, "")
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .trim();

export { REPORT_LENGTH } from "../../server/protocol/limits";
