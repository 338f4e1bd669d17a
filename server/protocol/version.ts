/**
 * Version of the wire. New frames and fields keep it; a change of meaning moves it.
 *
 * History
 * - 1 (2026-11): the first. Since then, without a change of meaning: `links`, `block`, `report`, `status`, `assign`,
 *   `note`, `notes`, `trail`, `changed`; `send.anyway`, `edit.anyway`, `ack.text`, `inbox.order` and `found`, `presence.usual` and
 *   `until`, `limits.file` and `contacts`, `Attachment.preview`, `Conversation.assignee` and `blocked`; codes `unsupported`
 *   and `contacts`; the bodies of push, settings, agents and revocation, and what a push carries.
 */
export const VERSION = 1;

/** The WebSocket subprotocol a client may offer. */
export const SUBPROTOCOL = "seller-chat.v1";
