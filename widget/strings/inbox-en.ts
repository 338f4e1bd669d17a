import { plural } from "./plural";

const form = plural("en");

/** What only the seller's side reads, in English; the buyer's page doesn't load it. Every other language has these keys. */
export const inboxEn = {
  inbox: "Conversations",
  chooseSeller: "Seller",
  emptyInbox: "No conversations yet",
  emptyInboxText: "When a buyer writes, it appears here at once.",
  chooseTitle: "Choose a conversation",
  chooseText: "Pick one from the list to read and answer.",

  filters: "Show",
  all: "All",
  unreadOnly: "Unread",
  waiting: "Waiting",
  mine: "Mine",
  closedOnes: "Closed",
  blockedOnes: "Blocked",
  newestFirst: "Newest first",
  unreadFirst: "Unread first",
  search: "Search",
  clearSearch: "Clear the search",
  found: (count: number, more: boolean) =>
    `${count}${more ? "+" : ""} ${form(count, { one: "conversation", other: "conversations" })} found`,
  nothingFound: "Nothing found",
  nothingFoundText: "Try another word, or the beginning of one.",
  searchAll: "Search in all conversations",
  noneUnread: "Everything is read",
  noneWaiting: "Nobody is waiting for an answer",
  noneMine: "Nothing is yours right now",
  noneMineText: "Conversations that somebody gives you, or you take, are here.",
  noneClosed: "No closed conversations",
  noneBlocked: "Nobody is blocked",
  noneText: "As soon as there is something, it appears here.",
  refused: "The list can’t be shown",
  refusedText: "It may pass by itself. Please try once more.",
  tryAgain: "Try again",

  closeTalk: "Close",
  reopenTalk: "Reopen",
  closed: "Closed",
  blocked: "Blocked",
  closedBar: "This conversation is closed. It opens again when the buyer writes.",
  assignee: "Who answers",
  nobody: "Nobody",
  me: (name: string) => (name ? `${name} (you)` : "You"),
  answering: (name: string) => `${name} is answering`,

  details: "About the buyer and the product",
  about: "Buyer",
  openProduct: "Open the product page",
  claimed: "As the buyer’s page showed it",
  notes: "Notes",
  notesHint: "The buyer never sees them.",
  addNote: "Add a note",
  saveNote: "Save the note",
  noteWaits: "saving…",

  trail: "What became of this message",
  stored: "Stored",
  pushed: "Notified",
  notPushed: "Not notified",
  deliveredAt: "Delivered",
  readAt: "Read",
  notYet: "not yet",

  replies: "Canned replies",
  reply: (at: number, count: number, text: string) => `Reply ${at} of ${count}: ${text}`,
  noReplies: "No reply fits.",
  noRepliesYet: "There are no canned replies yet.",
  addReplies: "Add some in Settings",

  settings: "Settings",

  unreadElsewhere: (count: number) => `With others: ${count} new`,
  signInTitle: "Sign in to see your conversations",
  signInText: "The page has to give this inbox a token of somebody who may act for a seller.",
  signInAtStore: "Sign in at your store, then come back to this tab.",
  noSeller: "You don’t act for any seller yet.",
  notYours: "This inbox belongs to somebody else",
  notYoursText: "You are signed in, but not for this seller. Ask the owner to add you, or choose another shop.",
  signedOut: "You were signed out",
  signedOutText: "New messages wait for you. Sign in again to see them.",
  newMessage: (name: string) => `New message from ${name}`,
};

export type InboxStrings = typeof inboxEn;
