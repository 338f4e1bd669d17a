/**
 * The WebSocket. Bun's own events, not Elysia's `ws()`: that builds a wrapper for every message, coerces text before a
 * schema sees it and echoes what it refuses. Elysia hands each event to `ws.data`, which here is our own object.
 */
import type { ServerWebSocket } from "bun";
import { CLOSE } from "../protocol/codes";
import type { Live } from "./live";
import type { OriginRule } from "./origins";
import type { Session, Sink } from "./session";

/** Bytes that may wait for a slow reader, beside the frame that goes over it (D7). */
const MOST_BUFFERED = 1024 * 1024;

class Socket implements Sink {
  #ws: ServerWebSocket<Socket> | undefined;
  #session: Session | undefined;

  constructor(
    readonly live: Live,
    readonly address: string,
    /** The origin of a page that may not talk to us; a browser learns why only from a socket that opens. */
    readonly refused: string | undefined,
  ) {}

  open(ws: ServerWebSocket<Socket>): void {
    this.#ws = ws;
    if (this.refused === undefined) this.#session = this.live.connect(this);
    else {
      this.live.refusedOrigins.tell(this.refused);
      this.live.metrics.closed.inc({ code: CLOSE.origin });
      ws.close(CLOSE.origin, "origin refused");
    }
  }

  message(_ws: ServerWebSocket<Socket>, text: string | Buffer): void {
    this.#session?.receive(text);
  }

  drain(): void {
    this.#session?.drained();
  }

  /** The client's own words for it are not repeated. */
  close(_ws: ServerWebSocket<Socket>, code: number): void {
    this.#session?.closed(code, "by the client");
  }

  send(text: string): boolean {
    // 0: dropped; -1: taken, but the reader is behind.
    const taken = this.#ws?.sendText(text) ?? 0;
    return taken > 0 || (taken === -1 && this.buffered() <= MOST_BUFFERED);
  }

  buffered(): number {
    return this.#ws?.getBufferedAmount() ?? 0;
  }

  end(code: number, reason: string): void {
    this.#ws?.close(code, reason);
  }
}

/** Turns a request into a socket; undefined when it is done, a refusal otherwise. */
export function upgrade(
  live: Live,
  allows: OriginRule,
  request: Request,
  server: Pick<Bun.Server<Socket>, "upgrade">,
  address: string,
): Response | undefined {
  const origin = request.headers.get("origin");
  const data = new Socket(live, address, allows(origin) ? undefined : (origin ?? ""));
  if (server.upgrade(request, { data })) return undefined;
  return Response.json({ code: "bad_frame", message: "This address speaks WebSocket." }, { status: 426 });
}
