/** What stands in a log beside its messages. */
import { html, type TemplateResult } from "lit";
import type { Words } from "../strings/localize";

/** While nothing is known yet. */
export const skeleton = (words: Words): TemplateResult => html`<div class="skeleton">
  <span class="unseen" role="status">${words.loadingMessages}</span>
  <i></i><i class="mine"></i><i class="mine short"></i><i class="long"></i>
</div>`;

export const typingDots = (name: string, words: Words): TemplateResult => html`<div class="typing">
  <span class="unseen" role="status">${words.typing(name)}</span><i></i><i></i><i></i>
</div>`;
