import type { ClientFrame, ClientFrameOf } from "../../../server/protocol/client-frames";
import type { ServerFrame, ServerFrameOf } from "../../../server/protocol/server-frames";

export type Hello = ClientFrameOf<"hello">;
export type Welcome = ServerFrameOf<"welcome">;
export type TransportKind = "websocket" | "polling";

/** One link to the server, for one use: it opens, carries frames, and is closed for good. */
export interface Transport {
  readonly kind: TransportKind;
  send(frame: ClientFrame): void;
  /** Detaches first: nothing calls back afterwards, however long the browser takes to let go of the connection. */
  close(): void;
}

/** How a transport ended. `code` as in `CLOSE`, or a browser's own; `retryAfter` is milliseconds. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
  readonly retryAfter?: number;
}

export interface TransportEvents {
  /** The hello to say right now: with the newest token and cursors. Polling says one with each poll. */
  hello(): Hello;
  /** The way is open and `hello` is on it. */
  opened(): void;
  /** The answer to `hello`: what the conversations named there missed follows, up to their `resumed`. */
  welcome(frame: Welcome, hello: Hello): void;
  /** Every other frame. */
  frame(frame: ServerFrame): void;
  /** The server or the network ended it. At most once, never after `close()`. */
  closed(how: Closed): void;
}

export type OpenTransport = (events: TransportEvents) => Transport;

/**
 * The frames in a message of the server's. The server's own schema answers for their fields; whatever isn't even a frame is
 * dropped here, and types that this version doesn't know are dropped where frames are told apart.
 */
export const isFrame = (value: unknown): value is ServerFrame =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
