/** What was seen from outside, in a form that can be checked afterwards and written by hand in a test. */
import type { Conversation, Message, Side } from "../../server/protocol/model";
import type { TransportKind } from "../../widget/client/transports/transport";

/** One message as a page shows it; one's own that waits has no `seq`. */
export interface Glimpse {
  readonly id: string;
  readonly seq?: number;
  readonly rev?: number;
}

/** What a client did, heard and showed. `talk` names a conversation by its place in the world. */
export type Entry =
  | { readonly is: "submitted"; readonly id: string; readonly talk: number; readonly text: string }
  /** Without a text: taken back. */
  | { readonly is: "rewrote"; readonly id: string; readonly text: string | undefined }
  /** The reader saw everything up to here. */
  | { readonly is: "saw"; readonly talk: number; readonly seq: number }
  /** Signed in: a WebSocket, or one poll. */
  | { readonly is: "linked"; readonly over: TransportKind }
  | {
      readonly is: "message";
      readonly conversation: string;
      readonly id: string;
      readonly seq: number;
      readonly rev: number;
    }
  /** The answer to an edit or a removal. */
  | { readonly is: "done"; readonly conversation: string; readonly rev: number }
  /** Everything up to `rev` is known: by `opened`, `resumed`, or a page. */
  | { readonly is: "covered"; readonly conversation: string; readonly rev: number }
  | {
      readonly is: "acked";
      readonly id: string;
      readonly conversation: string;
      readonly seq: number;
      readonly rev: number;
    }
  /** In the thread's list of messages `gone` at `at` have given way to `come`. */
  | {
      readonly is: "showed";
      readonly thread: string;
      readonly at: number;
      readonly gone: number;
      readonly come: readonly Glimpse[];
    };

export type EntryOf<K extends Entry["is"]> = Extract<Entry, { is: K }>;

/** One browser: from its start to a crash or a reload is a life. What it keeps goes on to the next one. */
export interface DeviceLog {
  readonly name: string;
  /** The person's id, as the server knows it. */
  readonly person: string;
  readonly side: Side;
  readonly lives: readonly Life[];
}

export interface Life {
  readonly entries: readonly Entry[];
  /** `end`: it lived until all was over. */
  readonly ended: "crash" | "reload" | "end";
}

/** A conversation as somebody sees it. */
export interface View {
  readonly talk: number;
  readonly conversation: Conversation;
  /** The whole log. */
  readonly messages: readonly Message[];
}

/** What one client shows when all is quiet, and what a new client of the same person loads. */
export interface Seen {
  readonly device: string;
  readonly views: readonly View[];
  readonly fresh: readonly View[];
}

/** A conversation in the database. */
export interface Stored {
  readonly talk: number;
  readonly id: string;
  readonly buyer: string;
  readonly seller: string;
  readonly rev: number;
  readonly lastSeq: number;
  readonly lastText: string;
  readonly received: { readonly buyer: number; readonly seller: number };
  readonly read: { readonly buyer: number; readonly seller: number };
  readonly unread: { readonly buyer: number; readonly seller: number };
  /** Ascending `seq`. */
  readonly messages: readonly StoredMessage[];
  /** The earlier texts of edited and removed messages, with the `rev` that each had. */
  readonly versions: readonly { readonly seq: number; readonly rev: number; readonly text: string }[];
}

export interface StoredMessage {
  readonly id: string;
  readonly seq: number;
  readonly rev: number;
  readonly side: string;
  readonly sender: string;
  readonly text: string;
  readonly removed: boolean;
}

export interface Ledger {
  readonly stored: readonly Stored[];
  readonly devices: readonly DeviceLog[];
  readonly seen: readonly Seen[];
}

export interface Violation {
  readonly rule: string;
  readonly what: string;
}
