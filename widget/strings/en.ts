import { plural } from "./plural";

const form = plural("en");

/** English, and the list of keys: every other language has exactly these. */
export const en = {
  launcher: "Write to the seller",
  chatWith: (name: string) => (name ? `Chat with ${name}` : "Chat with the seller"),
  unread: (count: number) => `${count} unread ${form(count, { one: "message", other: "messages" })}`,
  close: "Close",
  back: "Back",
  seller: "Seller",
  buyer: "Buyer",
  guest: (mark: string) => `Guest ${mark}`,
  product: "Product",

  connecting: "Connecting…",
  connected: "Connected",
  connectedHint: "Connected: messages go through at once",
  disconnected: "No connection",
  online: "online",
  away: "answers when they’re back",

  messages: "Messages",
  you: "You",
  loadingMessages: "Loading messages",
  loadingOlder: "Loading older messages",
  typing: (name: string) => `${name} is typing`,
  newMessages: (count: number) => `${count} new ${form(count, { one: "message", other: "messages" })}`,
  toNewest: "To the newest message",
  removed: "Message removed",
  edited: "edited",
  today: "Today",
  yesterday: "Yesterday",

  sending: "Sending…",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  failed: "Not sent.",
  failedTooLong: "Not sent: the text is too long.",
  failedForbidden: "Not sent: this conversation doesn’t take messages.",
  retry: "Retry",
  discard: "Delete",

  write: "Message",
  send: "Send",
  left: (count: number) => `${count} ${form(count, { one: "character", other: "characters" })} left`,

  emptyTitle: "Ask away",
  emptyAboutProduct: "The seller answers about this product right here.",
  emptyAboutAnything: "The seller answers right here.",

  refusedTitle: "The chat isn’t available",
  refusedSignIn: "Please sign in again, and the conversation goes on.",
  refusedForbidden: "This page isn’t allowed to use the chat.",
  refusedOther: "Something is wrong on our side. Please come back a little later.",
  refusedNobody: "There’s nobody to write to on this page yet.",
  refusedSeller: "This seller can’t be written to.",
  refusedOwn: "You can’t write to this seller. It may be your own shop.",

  system: "Notice",
};

export type Strings = typeof en;
