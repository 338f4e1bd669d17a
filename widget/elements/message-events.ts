/** Events about messages; they come with the panel. */
import type { ShownMessage } from "../client/state";

/** A message as the server has it. */
export type StoredMessage = Extract<ShownMessage, { kind: "stored" }>;

/** The composer is wanted for it: to answer it, or to change its text. */
export class MessageComposeEvent extends Event {
  static readonly type = "message-compose";
  constructor(
    readonly what: "reply" | "edit",
    readonly of: StoredMessage,
  ) {
    super(MessageComposeEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    "message-compose": MessageComposeEvent;
  }
}
