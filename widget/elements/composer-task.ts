/** What the composer is for: a new message, an answer to one, or another text for one; and the bar that tells it. */
import { html, nothing, type TemplateResult } from "lit";
import type { Unsaved } from "../client/state";
import type { Words } from "../strings/localize";
import { messageWords } from "../strings/message-words";
import { closeIcon } from "./icons";
import type { StoredMessage } from "./message-events";
import { editIcon, replyIcon } from "./message-icons";
import { firstLine } from "./message-line";
import { personName } from "./person-name";

export type Task =
  | { readonly kind: "new" }
  | { readonly kind: "reply"; readonly to: StoredMessage }
  /** `kept` was being written before, and comes back; `refused`: why the server didn't take the text. */
  | { readonly kind: "edit"; readonly of: StoredMessage; readonly kept: string; readonly refused?: Unsaved["code"] };

const why = (code: Unsaved["code"], words: Words): string => {
  const own = messageWords(words.locale);
  return code === "contacts" ? own.notSavedContacts : own.notSaved;
};

interface TaskActions {
  /** Back to a new message. */
  cancel(): void;
  /** After a warning. */
  saveAnyway?: (() => void) | undefined;
}

export const taskBar = (
  task: Exclude<Task, { kind: "new" }>,
  words: Words,
  { cancel, saveAnyway }: TaskActions,
): TemplateResult => {
  const own = messageWords(words.locale);
  const { message, own: mine } = task.kind === "reply" ? task.to : task.of;
  const name = mine ? words.you : personName(message.sender, words);
  return html`<div class="task" role="group" aria-label=${task.kind === "reply" ? own.replyingTo(name) : own.editing}>
    ${task.kind === "reply" ? replyIcon : editIcon}
    <p class="task-words">
      <span class="task-title cut" dir="auto">${task.kind === "reply" ? name : own.editing}</span>
      <span class="task-line cut" dir="auto">${firstLine(message)}</span>
    </p>
    <button type="button" class="icon-button" aria-label=${own.cancel} @click=${cancel}>${closeIcon}</button>
  </div>${
    task.kind === "edit" && task.refused
      ? html`<p class="refused" role="alert">${why(task.refused, words)} ${
          saveAnyway ? html`<button type="button" @click=${saveAnyway}>${own.saveAnyway}</button>` : nothing
        }</p>`
      : nothing
  }`;
};
