/** What a message answers, above its words. */
import { html, type TemplateResult } from "lit";
import type { Party } from "../client/state";
import type { Words } from "../strings/localize";
import { messageWords } from "../strings/message-words";

/** `absent`: it is further back than what is held here. */
export type Quote =
  | { readonly kind: "held"; readonly seq: number; readonly author: Party | "me" | "system"; readonly line: string }
  | { readonly kind: "removed" | "absent"; readonly seq: number };

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
