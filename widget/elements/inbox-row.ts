import { html, nothing, type TemplateResult } from "lit";
import type { Conversation, Found } from "../client/state";
import { shortCount } from "../strings/count";
import { inboxWords } from "../strings/inbox-words";
import type { Words } from "../strings/localize";
import { blockedMark, closedMark } from "./inbox-icons";
import { excerpt, marked, type Piece } from "./marks";
import { guestMark, personName } from "./person-name";
import { topicTitle } from "./topic-title";

interface Context {
  readonly words: Words;
  readonly now: Date;
  /** What is looked for; empty when nothing is. */
  readonly query: string;
  readonly found: Found | undefined;
}

/** S5: text is text; what was found is marked piece by piece. */
const shown = (pieces: readonly Piece[]) => pieces.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text));
const searched = (text: string, query: string) => (query ? shown(marked(text, query)) : text);

const badge = (unread: number, words: Words): TemplateResult =>
  html`<span class="badge"><span aria-hidden="true">${shortCount(unread)}</span><span class="unseen">${words.unread(unread)}</span></span>`;

const mark = (icon: TemplateResult, word: string): TemplateResult =>
  html`<span class="mark" title=${word}>${icon}<span class="unseen">${word}</span></span>`;

/** What a row of the inbox says of its conversation. */
export const renderInboxRow = (conversation: Conversation, { words, now, query, found }: Context): TemplateResult => {
  const { buyer, topic, lastAt, lastText, unread, status, blocked, assignee } = conversation;
  const name = personName(buyer, words);
  const own = inboxWords(words);
  const title = topic && topicTitle(topic, words);
  return html`<chat-avatar .name=${name} .mark=${guestMark(buyer)} .picture=${buyer.picture ?? ""}></chat-avatar>
    <span class="text">
      <span class="top">
        <span class="what">
          <span class="name cut" dir="auto">${searched(name, query)}</span>
          ${title ? html`<span class="topic cut" dir="auto">${query ? shown(excerpt(title, query)) : title}</span>` : nothing}
        </span>
        <time datetime=${lastAt}>${words.moment(new Date(lastAt), now)}</time>
      </span>
      <span class="bottom">
        <span class="last cut" dir="auto">${query ? shown(excerpt(found?.text ?? lastText, query)) : lastText}</span>
        ${blocked ? mark(blockedMark, own.blocked) : nothing}
        ${status === "closed" ? mark(closedMark, own.closed) : nothing}
        ${
          assignee
            ? html`<chat-avatar class="assignee" title=${personName(assignee, words)} .name=${personName(assignee, words)} .picture=${assignee.picture ?? ""}></chat-avatar>`
            : nothing
        }
        ${unread > 0 ? badge(unread, words) : nothing}
      </span>
    </span>`;
};
