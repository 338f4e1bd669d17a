/** Every frame, with ids of what is another's. */
import type { ClientFrameType } from "../../../server/protocol/client-frames";
import { type Attacker, type Ids, TOPIC } from "./world";

export interface Attempt {
  readonly name: string;
  frame(ids: Ids, me: Attacker): object;
  /**
   * `refusal`: `not_found` or `forbidden`. `nothing`: an answer in which nothing is. Either is the same, word for word, for
   * what doesn't exist. `own`: only what is the attacker's own, which the frame asks for as well.
   */
  readonly gives: "refusal" | "nothing" | "own";
}

const refused = (name: string, frame: Attempt["frame"]): Attempt => ({ name, frame, gives: "refusal" });
const empty = (name: string, frame: Attempt["frame"]): Attempt => ({ name, frame, gives: "nothing" });
const own = (name: string, frame: Attempt["frame"]): Attempt => ({ name, frame, gives: "own" });

const id = () => crypto.randomUUID();
const ref = "r";
const hello = (me: Attacker, more: object) => ({ type: "hello", v: 1, token: me.token, ...more });
const FAR = Number.MAX_SAFE_INTEGER;

export const ATTEMPTS: Record<ClientFrameType, readonly Attempt[]> = {
  hello: [
    empty("with a cursor from the beginning", (i, me) => hello(me, { cursors: { [i.conversation]: 0 } })),
    empty("with a cursor in the middle", (i, me) => hello(me, { cursors: { [i.conversation]: 2 } })),
    empty("with a cursor far ahead", (i, me) => hello(me, { cursors: { [i.conversation]: FAR }, sides: ["seller"] })),
  ],
  open: [own("about what another has opened, too", () => ({ type: "open", ref, seller: "svet", topic: TOPIC }))],
  send: [
    refused("a text", (i) => ({ type: "send", id: id(), conversation: i.conversation, text: "x" })),
    refused("a text with the id of a message there", (i) => ({
      type: "send",
      id: i.message,
      conversation: i.conversation,
      text: "x",
    })),
    refused("an answer", (i) => ({ type: "send", id: id(), conversation: i.conversation, text: "x", replyTo: i.seq })),
    refused("one's own upload", (i, me) => ({
      type: "send",
      id: id(),
      conversation: i.conversation,
      attachments: [me.upload],
    })),
    refused("another's upload, in one's own conversation", (i, me) => ({
      type: "send",
      id: id(),
      conversation: me.own,
      attachments: [i.upload],
    })),
    refused("another's file beside one's own", (i, me) => ({
      type: "send",
      id: id(),
      conversation: me.own,
      attachments: [me.upload, i.file],
    })),
    refused("another's upload, as the message that it is for", (i) => ({
      type: "send",
      id: i.message,
      conversation: i.conversation,
      attachments: [i.upload],
    })),
  ],
  edit: [refused("a message", (i) => ({ type: "edit", ref, conversation: i.conversation, seq: i.seq, text: "x" }))],
  remove: [refused("a message", (i) => ({ type: "remove", ref, conversation: i.conversation, seq: i.seq }))],
  history: [
    refused("the newest", (i) => ({ type: "history", ref, conversation: i.conversation })),
    refused("all", (i) => ({ type: "history", ref, conversation: i.conversation, before: FAR, limit: 100 })),
  ],
  changes: [
    refused("all", (i) => ({ type: "changes", ref, conversation: i.conversation, after: 0 })),
    refused("none", (i) => ({ type: "changes", ref, conversation: i.conversation, after: FAR })),
  ],
  inbox: [
    refused("of another seller", (i) => ({ type: "inbox", ref, seller: i.seller })),
    refused("of another seller, by a word", (i) => ({ type: "inbox", ref, seller: i.seller, query: "тайна" })),
    refused("of one whose id is a buyer's", (i) => ({ type: "inbox", ref, seller: i.buyer })),
    own("going on where another's page ends", (i) => ({ type: "inbox", ref, before: i.next })),
    own("since ever, by another's words", () => ({
      type: "inbox",
      ref,
      since: "1970-01-01T00:00:00.000Z",
      query: "тайн",
    })),
    ...(["unread", "waiting", "mine", "closed", "blocked"] as const).map((filter) =>
      own(`of one's own, ${filter}`, () => ({ type: "inbox", ref, filter })),
    ),
  ],
  received: [
    refused("a message", (i) => ({ type: "received", conversation: i.conversation, seq: i.seq })),
    refused("everything", (i) => ({ type: "received", conversation: i.conversation, seq: FAR })),
  ],
  read: [
    refused("a message", (i) => ({ type: "read", conversation: i.conversation, seq: i.seq })),
    refused("everything", (i) => ({ type: "read", conversation: i.conversation, seq: FAR })),
  ],
  typing: [refused("there", (i) => ({ type: "typing", conversation: i.conversation }))],
  links: [
    empty("to a file", (i) => ({ type: "links", ref, attachments: [i.file] })),
    empty("to an upload", (i) => ({ type: "links", ref, attachments: [i.upload, i.file] })),
  ],
  block: [
    refused("on", (i) => ({ type: "block", ref, conversation: i.conversation, on: true })),
    refused("off", (i) => ({ type: "block", ref, conversation: i.conversation, on: false })),
  ],
  report: [
    refused("a conversation", (i) => ({
      type: "report",
      ref,
      conversation: i.conversation,
      reason: "spam",
      text: "x",
    })),
  ],
  status: [
    refused("closed", (i) => ({ type: "status", ref, conversation: i.conversation, status: "closed" })),
    refused("open", (i) => ({ type: "status", ref, conversation: i.conversation, status: "open" })),
  ],
  assign: [
    refused("to oneself", (i, me) => ({ type: "assign", ref, conversation: i.conversation, agent: me.id })),
    refused("to nobody", (i) => ({ type: "assign", ref, conversation: i.conversation, agent: null })),
    refused("to its own agent", (i) => ({ type: "assign", ref, conversation: i.conversation, agent: i.agent })),
    refused("one's own to another's agent", (i, me) => ({ type: "assign", ref, conversation: me.own, agent: i.agent })),
  ],
  note: [
    refused("a new one", (i) => ({ type: "note", ref, id: id(), conversation: i.conversation, text: "x" })),
    refused("with the id of one there", (i) => ({
      type: "note",
      ref,
      id: i.note,
      conversation: i.conversation,
      text: "x",
    })),
  ],
  notes: [refused("of a conversation", (i) => ({ type: "notes", ref, conversation: i.conversation }))],
  trail: [refused("of a message", (i) => ({ type: "trail", ref, conversation: i.conversation, seq: i.seq }))],
  ping: [empty("", () => ({ type: "ping" }))],
};
