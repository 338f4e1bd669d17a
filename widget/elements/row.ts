import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { Party } from "../client/state";
import type { Words } from "../strings/localize";
import { segments } from "./links";
import { personName } from "./person-name";
import type { Row } from "./timeline";

interface Context {
  readonly words: Words;
  readonly now: Date;
  /** Who the header says one talks with: only another name stands above a group. */
  readonly counterpart: string;
  /** It came while the log was in view: it rises into place. */
  readonly fresh: boolean;
  retry(id: string): void;
  discard(id: string): void;
}

type RowOf<K extends Row["kind"]> = Extract<Row, { kind: K }>;

/** S5: text is text. Lit escapes it; only what links.ts lets through becomes an anchor. */
const richText = (text: string): (string | TemplateResult)[] =>
  segments(text).map(({ text, href }) =>
    href ? html`<a href=${href} target="_blank" rel="noopener nofollow ugc">${text}</a>` : text,
  );

const nameOf = (author: Party | "me" | undefined, words: Words): string | undefined =>
  author && (author === "me" ? words.you : personName(author, words));

const bubble = (row: RowOf<"bubble">, { words, counterpart, fresh }: Context): TemplateResult => {
  const { mine, first, last, removed } = row;
  const author = nameOf(row.author, words);
  const known = row.author === "me" || author === counterpart;
  // On one line: white space inside a bubble is kept.
  return html`${author && !known ? html`<p class="author ${mine ? "mine" : ""}" aria-hidden="true">${author}</p>` : nothing}<div class=${classMap({ bubble: true, mine, first, last, removed, fresh })}>${
    author ? html`<span class="unseen">${author}: </span>` : nothing
  }<span dir="auto">${removed ? words.removed : richText(row.text)}</span></div>`;
};

const foot = (row: RowOf<"foot">, { words }: Context): TemplateResult =>
  html`<p class="foot ${row.mine ? "mine" : ""}"><time datetime=${row.at.toISOString()}>${words.time(row.at)}</time>${
    row.edited ? ` · ${words.edited}` : nothing
  }${row.delivery ? ` · ${words[row.delivery]}` : nothing}</p>`;

const why = (code: RowOf<"failed">["code"], words: Words): string =>
  code === "too_long" || code === "too_large"
    ? words.failedTooLong
    : code === "forbidden"
      ? words.failedForbidden
      : words.failed;

const failed = (row: RowOf<"failed">, context: Context): TemplateResult =>
  html`<p class="foot mine failed">
    <span>${why(row.code, context.words)}</span>
    <button @click=${() => context.retry(row.id)}>${context.words.retry}</button>
    <button @click=${() => context.discard(row.id)}>${context.words.discard}</button>
  </p>`;

export const renderRow = (row: Row, context: Context): TemplateResult => {
  switch (row.kind) {
    case "day":
      return html`<p class="day">${context.words.day(row.at, context.now)}</p>`;
    case "note":
      return html`<p class="note" dir="auto">${richText(row.text)}</p>`;
    case "bubble":
      return bubble(row, context);
    case "foot":
      return foot(row, context);
    case "failed":
      return failed(row, context);
  }
};
