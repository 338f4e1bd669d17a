/** What stands under one's own message in which the server has seen contacts. */
import { html, nothing, type TemplateResult } from "lit";
import type { ContactRule } from "../client/state";
import type { Words } from "../strings/localize";
import { trustWords } from "../strings/trust-words";

export interface ContactActions {
  sendAnyway(id: string): void;
  revise(id: string): void;
  discard(id: string): void;
}

/** @param rule the server's: only a warning can be passed over */
export const contactsRefused = (
  id: string,
  rule: ContactRule | undefined,
  { locale, discard }: Words,
  actions: ContactActions,
): TemplateResult => {
  const words = trustWords(locale);
  const warned = rule !== "refuse";
  return html`<p class="foot mine failed">
    <span>${warned ? words.contactsWarned : words.contactsRefused}</span>
    <span class="ways">
      ${warned ? html`<button @click=${() => actions.sendAnyway(id)}>${words.sendAnyway}</button>` : nothing}
      <button @click=${() => actions.revise(id)}>${words.revise}</button>
      <button @click=${() => actions.discard(id)}>${discard}</button>
    </span>
  </p>`;
};

export const contactsMasked = ({ locale }: Words): TemplateResult =>
  html`<span class="masked">${trustWords(locale).contactsMasked}</span>`;
