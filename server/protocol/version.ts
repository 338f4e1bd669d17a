/**
 * Version of the wire. New frames and fields keep it; a change of meaning moves it.
 *
 * History
 * - 1 (2026-11): the first.
 */
export const VERSION = 1;

/** The WebSocket subprotocol a client may offer. */
export const SUBPROTOCOL = "seller-chat.v1";
