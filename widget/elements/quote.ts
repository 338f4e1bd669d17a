/** What a message answers, above its words. */
import { html, type TemplateResult } from "lit";
import type { Words } from "../strings/localize";
import { messageWords } from "../strings/message-words";
import type { Quote } from "./quoted";

interface Context {
  readonly words: Words;
  /** Shows the original. */
  show(seq: number): void;
}

/** @param name of the author, where there is one */
export const renderQuote = (quote: Quote, name: string, { words, show }: Context): TemplateResult => {
  const { earlier, inReplyTo } = messageWords(words.locale);
  const lines = quote.kind === "held" ? [name, quote.line] : [quote.kind === "removed" ? words.removed : earlier];
  return html`<button class="quote ${quote.kind}" @click=${() => show(quote.seq)}><span class="unseen">${inReplyTo}</span>${lines.map(
    (line) => html`<span class="cut" dir="auto">${line}</span>`,
  )}</button>`;
};
