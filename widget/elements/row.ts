import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import type { ContactRule, FileLink, Party } from "../client/state";
import { fileWords } from "../strings/file-words";
import type { Words } from "../strings/localize";
import { messageWords } from "../strings/message-words";
import { attachments } from "./attachments";
import { boxOf, isPicture } from "./bubble-file";
import { type ContactActions, contactsMasked, contactsRefused } from "./contact-row";
import { segments } from "./links";
import type { StoredMessage } from "./message-events";
import { actsIcon } from "./message-icons";
import { spoken } from "./message-line";
import { personName } from "./person-name";
import { renderQuote } from "./quote";
import type { Row } from "./timeline";

interface Context extends ContactActions {
  readonly words: Words;
  readonly now: Date;
  /** Who the header says one talks with: only another name stands above a group. */
  readonly counterpart: string;
  /** It came while the log was in view: it rises into place. */
  readonly fresh: boolean;
  /** Of attachments, by their id. */
  readonly links: ReadonlyMap<string, FileLink>;
  readonly contacts: ContactRule | undefined;
  retry(id: string): void;
  /** Asks what to do with a message; the menu opens at its button. */
  act(message: StoredMessage, button: HTMLElement): void;
  /** Shows a message that is quoted. */
  show(seq: number): void;
  /** Where one may ask what became of an own message. `at` is what was pressed. */
  trail?: ((seq: number, at: Element) => void) | undefined;
}

type RowOf<K extends Row["kind"]> = Extract<Row, { kind: K }>;

/** S5: text is text. Lit escapes it; only what links.ts lets through becomes an anchor. */
const richText = (text: string): (string | TemplateResult)[] =>
  segments(text).map(({ text, href }) =>
    href ? html`<a href=${href} target="_blank" rel="noopener nofollow ugc">${text}</a>` : text,
  );

const nameOf = (author: Party | "me", words: Words): string =>
  author === "me" ? words.you : personName(author, words);

/** A pointer finds it beside its bubble; the keys of the log press it. */
const actions = (message: StoredMessage, { words, act }: Context): TemplateResult => {
  const open = ({ currentTarget }: Event) => currentTarget instanceof HTMLElement && act(message, currentTarget);
  return html`<button class="act" tabindex="-1" aria-haspopup="menu" aria-label=${messageWords(words.locale).actions} @click=${open}>${actsIcon}</button>`;
};

const quoted = (quote: NonNullable<RowOf<"bubble">["quote"]>, context: Context): TemplateResult => {
  const author = quote.kind === "held" ? quote.author : "system";
  return renderQuote(quote, author === "system" ? context.words.system : nameOf(author, context.words), context);
};

const bubble = (row: RowOf<"bubble">, context: Context): TemplateResult => {
  const { words, counterpart, fresh } = context;
  const { mine, first, last, removed, files } = row;
  const author = row.author && nameOf(row.author, words);
  const known = (row.author === "me" && !row.relieved) || author === counterpart;
  const pictures = files.filter(isPicture);
  const pictured = pictures.length > 0;
  const [sender, time] = [nameOf(row.sender, words), words.time(row.at)];
  const label = fileWords(words.locale).photo(sender, time);
  const said = removed ? words.removed : spoken({ text: row.text, attachments: files });
  const filed = files.length > 0 && !pictured;
  const width = pictured ? `inline-size: ${boxOf(pictures).width}px` : ""; // by the CSSOM: a strict page forbids the attribute
  // On one line: white space inside a bubble is kept.
  return html`${author && !known ? html`<p class="author ${mine ? "mine" : ""}" aria-hidden="true">${author}</p>` : nothing}<div class=${classMap({ bubble: true, mine, first, last, removed, fresh, pictured, filed })} .style=${width} role="article" tabindex="-1" aria-label=${`${sender}, ${time}: ${said}`} data-seq=${row.seq ?? nothing}>${
    author ? html`<span class="unseen">${author}: </span>` : nothing
  }${row.quote ? quoted(row.quote, context) : nothing}${files.length > 0 ? attachments(files, { ...context, halted: row.refused, label }) : nothing}${
    removed || row.text
      ? html`<span class="text" dir="auto">${removed ? words.removed : richText(row.text)}</span>`
      : nothing
  }${row.stored ? actions(row.stored, context) : nothing}</div>`;
};

const delivery = ({ delivery: how, seq }: RowOf<"foot">, { words, trail }: Context) => {
  if (!how) return nothing;
  if (!trail || seq === undefined) return html` · ${words[how]}`;
  const ask = ({ currentTarget }: Event) => currentTarget instanceof Element && trail(seq, currentTarget);
  return html` · <button class="trail" aria-haspopup="dialog" @click=${ask}>${words[how]}</button>`;
};

const foot = (row: RowOf<"foot">, context: Context): TemplateResult =>
  html`<p class="foot ${row.mine ? "mine" : ""}"><time datetime=${row.at.toISOString()}>${context.words.time(row.at)}</time>${
    row.edited ? ` · ${context.words.edited}` : nothing
  }${delivery(row, context)}${row.masked ? contactsMasked(context.words) : nothing}</p>`;

const why = (code: RowOf<"failed">["code"], words: Words): string => {
  switch (code) {
    case "too_long":
      return words.failedTooLong;
    case "forbidden":
      return words.failedForbidden;
    case "too_large":
      return fileWords(words.locale).failedTooLarge;
    case "unsupported":
      return fileWords(words.locale).failedKind;
    case "file_lost":
      return fileWords(words.locale).failedLost;
    default:
      return words.failed;
  }
};

/** The same files would be refused for the same reason. */
const HOPELESS: readonly RowOf<"failed">["code"][] = ["too_large", "unsupported", "file_lost"];

const failed = (row: RowOf<"failed">, context: Context): TemplateResult =>
  html`<p class="foot mine failed">
    <span>${why(row.code, context.words)}</span>
    <span class="ways">${
      HOPELESS.includes(row.code)
        ? nothing
        : html`<button @click=${() => context.retry(row.id)}>${context.words.retry}</button> `
    }<button @click=${() => context.discard(row.id)}>${context.words.discard}</button></span>
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
      return row.code === "contacts"
        ? contactsRefused(row.id, context.contacts, context.words, context)
        : failed(row, context);
  }
};
