/**
 * What the elements show. State flows down as immutable snapshots, requests go up as `ChatClient` methods:
 * a method returns nothing, its effect is the next snapshot. Every value can be cloned into another tab.
 */
import type { ClientFrameOf } from "../../server/protocol/client-frames";
import type { ErrorCode } from "../../server/protocol/codes";
import type { Conversation, Message, Note, Party, Side, Status, Topic } from "../../server/protocol/model";
import type { ServerFrameOf } from "../../server/protocol/server-frames";

import type { Method } from "./http";

export type { Attachment, Conversation, Message, Note, Party, Side, Status, Topic } from "../../server/protocol/model";

/** The link to the server as a person sees it. `refused`: no reconnect will help; the host page must act. */
export type Link =
  | { readonly state: "idle" }
  | { readonly state: "connecting" }
  | { readonly state: "connected"; readonly transport: "websocket" | "polling" }
  | { readonly state: "refused"; readonly code: ErrorCode; readonly message: string };

/** How far an own message has come. `delivered` and `read` follow the other side's positions. */
export type Delivery = "sending" | "sent" | "delivered" | "read";

/** Why a message was refused: the server's word, or `file_lost`: its page went away before the browser had its file. */
export type RefusalCode = ErrorCode | "file_lost";

/** A file on its way. */
export interface WaitingFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels, of a picture. */
  readonly width?: number;
  readonly height?: number;
  /** How much of it is with the server, 0 to 1. */
  readonly progress: number;
  /** To be shown meanwhile. */
  readonly blob?: Blob;
}

/** A message in the log, or one's own that still waits in the outbox (then without `seq`). */
export type ShownMessage =
  | {
      readonly kind: "stored";
      readonly message: Message;
      /** This person wrote it, and may change it or take it back; another agent's is of their side, and not their own. */
      readonly own: boolean;
      /** Of what their side wrote. */
      readonly delivery?: Delivery;
      /** One's own, from which the server has hidden contacts; told while this page lives. */
      readonly masked?: true;
    }
  | {
      readonly kind: "waiting";
      readonly id: string;
      readonly text: string;
      readonly submittedAt: string;
      readonly replyTo?: number;
      readonly files?: readonly WaitingFile[];
      /** A permanent refusal: shown on the bubble with retry and delete. */
      readonly refused?: { readonly code: RefusalCode; readonly message: string };
    };

/** Names a conversation before and after it has an id: `threadKey(seller, topicId)`, or the id itself in the inbox. */
export type ThreadKey = string;

/** A note of the seller's side; `waits` until the server has it. */
export type ShownNote = Note & { readonly waits?: true };

/** A change of the message `seq` that the server refused; of the last one. */
export interface Unsaved {
  readonly seq: number;
  readonly text: string;
  readonly code: ErrorCode;
}

/** What became of the message `seq`, and when; `steps` are absent until the server has told. */
export interface ShownTrail {
  readonly seq: number;
  readonly steps?: Omit<ServerFrameOf<"trail">, "type" | "ref">;
}

/** One conversation, as open on this page. */
export interface Thread {
  readonly key: ThreadKey;
  /** Which side the person is on here. */
  readonly side: Side;
  /** Absent until the server answered. */
  readonly conversation?: Conversation;
  /** Ascending; the outbox at the end. */
  readonly messages: readonly ShownMessage[];
  /** Older messages exist on the server. */
  readonly more: boolean;
  /** `opening`: nothing is known yet; `older`: a page of history is on its way. */
  readonly loading: "opening" | "older" | "no";
  /** Who of the other side is writing right now. */
  readonly typing?: string;
  /** Who else of one's own side is writing right now. */
  readonly answering?: string;
  /** Ascending; on the seller's side, once known. */
  readonly notes?: readonly ShownNote[];
  /** Of the message that was asked about last. */
  readonly trail?: ShownTrail;
  readonly unsaved?: Unsaved;
  /** Whether somebody sits at the seller's inbox; absent until known. */
  readonly online?: boolean;
  /** The seller's typical time to a first answer (ms), and when they work again (ISO): to a buyer, once known. */
  readonly usual?: number;
  readonly until?: string;
  readonly draft: string;
  /** What is being typed as a note; never goes to the buyer. */
  readonly noteDraft?: string;
  /** A refused `open`: a seller that doesn't exist, one's own shop. */
  readonly refused?: { readonly code: ErrorCode; readonly message: string };
}

export type InboxFilter = NonNullable<ClientFrameOf<"inbox">["filter"]>;
export type InboxOrder = NonNullable<ClientFrameOf<"inbox">["order"]>;

/** Which of a seller's conversations (`""`: the person's own), and in which order; newest first unless told. */
export interface ListView {
  readonly seller: string;
  readonly filter?: InboxFilter;
  readonly order?: InboxOrder;
  /** Words to look for; the last one by its beginning. */
  readonly query?: string;
}

/** Names a list: see `listKey`. */
export type ListKey = string;

/** The newest message of a conversation in which the words of a query are. */
export interface Found {
  readonly seq: number;
  readonly text: string;
}

/** A list of conversations, in the order of its view. */
export interface InboxList {
  readonly items: readonly Conversation[];
  /** Unread messages of the seller in all, not only in `items`. */
  readonly unread: number;
  readonly more: boolean;
  readonly loading: boolean;
  /** With a query: by conversation, what was found. Absent where only names or titles fit. */
  readonly found?: ReadonlyMap<string, Found>;
  /** The server said no; to list it again asks again. */
  readonly refused?: { readonly code: ErrorCode; readonly message: string };
}

/** Where a file can be fetched for a while; `small` is a picture of at most 512 pixels. */
export interface FileLink {
  readonly url: string;
  readonly small?: string;
}

/** A file to be sent; of a picture, its size in pixels, so that nothing jumps once it is drawn. */
export interface Outgoing {
  readonly file: File;
  readonly width?: number;
  readonly height?: number;
}

/** What becomes of phone numbers, addresses and names elsewhere in a text. */
export type ContactRule = ServerFrameOf<"welcome">["limits"]["contacts"];
export type ReportReason = ClientFrameOf<"report">["reason"];

/** What the server takes: UTF-16 units of a text, files in a message, bytes of one file. */
export interface Limits {
  readonly text: number;
  readonly attachments: number;
  readonly file: number;
  /** Absent: nothing becomes of them. */
  readonly contacts?: ContactRule;
}

export interface ChatState {
  readonly link: Link;
  readonly me?: Party & { readonly sellers: readonly Party[] };
  /** The server's limits, once known. */
  readonly limits?: Limits;
  readonly threads: ReadonlyMap<ThreadKey, Thread>;
  /** By `listKey`: a seller's plain list by the seller's id, `""` is the person's own as a buyer. */
  readonly inboxes: ReadonlyMap<ListKey, InboxList>;
  /** By attachment id: those of the threads that some page shows, as far as the server has told. */
  readonly links: ReadonlyMap<string, FileLink>;
}

export interface ChatClient {
  readonly state: ChatState;
  /** Calls back after each change of `state`, at most once a microtask. Returns how to stop it. */
  subscribe(listener: () => void): () => void;

  /**
   * Connects, and stays connected until `stop`. Creates a guest if there is no token, unless told to connect only who is
   * `"known"`: signed in, or a guest of an earlier visit. That is what a page may do on load.
   */
  start(guest?: "create" | "known"): void;
  /** Closes the link. What waits in the outbox stays there. */
  stop(): void;
  /** The host page has another token: the same person's goes to the server at once, another person's starts afresh. */
  tokenChanged(): void;

  /** A buyer opens the conversation with a seller; the thread appears under `threadKey(seller, topic?.id)`. */
  open(seller: string, topic?: Topic): void;
  /** Opens a conversation of the inbox by its id; the thread appears under that id. */
  show(conversation: string): void;
  /** The thread is not in view any more. */
  leave(key: ThreadKey): void;

  /**
   * Submits what a person wrote; it is in the outbox when this returns, and its draft is gone. Files are safe once the
   * browser has written them down, some milliseconds later.
   */
  send(key: ThreadKey, text: string, replyTo?: number, files?: readonly Outgoing[]): void;
  /** @param anyway after a warning of the contacts in it: the person means it */
  retry(key: ThreadKey, id: string, anyway?: true): void;
  discard(key: ThreadKey, id: string): void;
  /** @param anyway as in `retry` */
  edit(key: ThreadKey, seq: number, text: string, anyway?: true): void;
  remove(key: ThreadKey, seq: number): void;

  /** Loads the page before the oldest message held. */
  older(key: ThreadKey): void;
  /** An attachment's link led nowhere: another one, please. */
  relink(attachment: string): void;
  /** The reader sees the newest message now. */
  seen(key: ThreadKey): void;
  /** The person is writing; may be called at every key stroke. */
  typing(key: ThreadKey): void;
  /** Keeps what is being typed. @param note as a note, not as a message */
  draft(key: ThreadKey, text: string, note?: true): void;

  /** Takes no more messages from the other side, in any conversation with it; or takes them again. */
  block(key: ThreadKey, on: boolean): void;
  /** Tells the operator of the conversation; its newest messages go along. */
  report(key: ThreadKey, reason: ReportReason, text?: string): void;

  /** The seller's side is done with the conversation, or takes it up again. */
  setStatus(key: ThreadKey, status: Status): void;
  /** Gives the conversation to an agent of the seller, or to nobody. */
  assign(key: ThreadKey, agent: Party | null): void;
  /** Writes down what only the seller's side sees. */
  note(key: ThreadKey, text: string): void;
  /** What became of an own message? 0: nobody wants to know any more. */
  trail(key: ThreadKey, seq: number): void;

  /** Loads the first conversations of a view and keeps them live; they appear under its `listKey`. */
  list(view: ListView): void;
  /** Loads the next page of that list. */
  listMore(key: ListKey): void;
  /** The list is not in view any more. A seller's plain list stays. */
  unlist(key: ListKey): void;

  /**
   * The server's HTTP routes (`/v1/…`) as whoever is here; JSON both ways.
   *
   * @throws HttpFault for a 4xx or 5xx, Refusal if nobody is here, whatever `fetch` throws without a network
   */
  request(method: Method, path: string, body?: unknown): Promise<unknown>;
}

/** Ids from outside may hold any character, so the key is JSON and never splits wrongly. */
export const threadKey = (seller: string, topic?: string): ThreadKey =>
  JSON.stringify(topic ? [seller, topic] : [seller]);

/** A plain list is named by its seller. PostgreSQL takes no NUL in a text, so no seller is called as another list is. */
export const listKey = ({ seller, filter, order = "newest", query = "" }: ListView): ListKey =>
  filter === undefined && order === "newest" && query === ""
    ? seller
    : `\0${JSON.stringify([seller, filter ?? "", order, query])}`;
