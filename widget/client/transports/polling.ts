import type { ClientFrame } from "../../../server/protocol/client-frames";
import { CLOSE, type ErrorCode } from "../../../server/protocol/codes";
import { POLL_WAIT, PONG_WITHIN } from "../../../server/protocol/limits";
import type { Fault } from "../../../server/protocol/rest";
import type { ServerFrame } from "../../../server/protocol/server-frames";
import type { Clock } from "../clock";
import { type Fetch, HttpFault, post } from "../http";
import {
  type Closed,
  type Hello,
  isFrame,
  type OpenTransport,
  type Transport,
  type TransportEvents,
} from "./transport";

/** The slowest it ever gets: a poll this often where long ones are cut. */
const SHORT = 2_000;
/** So many long polls in a row have to fail, with the network up, before they are given up. */
const CUTS = 2;
const ANSWER_WITHIN = 10_000;
/** Frames in one poll beside `hello`; the server takes 100. */
const MOST = 50;
const GONE = 1006; // RFC 6455: ended without a word

/** What the server's refusal of a poll would have been as a close code. */
const CODES: Partial<Record<ErrorCode, number>> = {
  unauthorized: CLOSE.unauthorized,
  forbidden: CLOSE.origin,
  bad_frame: CLOSE.malformed,
  too_large: CLOSE.tooLarge,
  rate_limited: CLOSE.tooMany,
  unavailable: CLOSE.restart,
  internal: CLOSE.restart,
};

const closedBy = ({ code, message = "", retryAfter }: Partial<Fault>): Closed => ({
  code: (code && CODES[code]) ?? GONE,
  reason: message,
  ...(retryAfter !== undefined && { retryAfter }),
});

const framesOf = (answer: unknown): readonly ServerFrame[] => {
  const frames = typeof answer === "object" && answer !== null && "frames" in answer ? answer.frames : undefined;
  return Array.isArray(frames) ? frames.filter(isFrame) : [];
};

/**
 * The same frames over `POST /v1/poll`, where a WebSocket can't pass (DESIGN §4). One poll hangs and waits for news, while
 * frames go out in short ones of their own, one after the other. Each is a session for itself and says hello with the
 * cursors of that moment, so what two of them bring twice does no harm.
 */
export const pollingTransport =
  (server: string, fetch: Fetch, clock: Clock): OpenTransport =>
  (on) =>
    new Polling(`${server}/v1/poll`, fetch, clock, on);

class Polling implements Transport {
  readonly kind = "polling";
  readonly #url: string;
  readonly #fetch: Fetch;
  readonly #clock: Clock;
  readonly #on: TransportEvents;
  readonly #underWay = new Set<AbortController>();
  #queue: ClientFrame[] = [];
  #sending = false;
  #closed = false;
  #cancelPause: () => void = () => {};

  constructor(url: string, fetch: Fetch, clock: Clock, on: TransportEvents) {
    this.#url = url;
    this.#fetch = fetch;
    this.#clock = clock;
    this.#on = on;
    queueMicrotask(() => void this.#listen());
  }

  send(frame: ClientFrame): void {
    if (frame.type === "hello") return; // every poll says its own
    this.#queue.push(frame);
    if (!this.#sending) void this.#flush();
  }

  close(): void {
    this.#closed = true;
    this.#cancelPause();
    for (const request of this.#underWay) request.abort();
  }

  /** Hears what happens, until it is closed or can't. */
  async #listen(): Promise<void> {
    if (this.#closed) return;
    this.#on.opened();
    let cuts = 0;
    while (await this.#poll([], 0)) {
      if (cuts >= CUTS) await this.#pause(SHORT);
      else while (await this.#poll([], POLL_WAIT)) cuts = 0;
      cuts++;
    }
  }

  async #flush(): Promise<void> {
    this.#sending = true;
    while (this.#queue.length > 0 && (await this.#poll(this.#queue.splice(0, MOST), 0)));
    this.#sending = false;
  }

  /**
   * Returns whether it was answered and the link goes on. One that hangs may fail without a word: a proxy cut it, or the
   * network is gone, and the short one that follows tells which.
   */
  async #poll(frames: readonly ClientFrame[], wait: number): Promise<boolean> {
    if (this.#closed) return false;
    const hello = this.#on.hello();
    const request = new AbortController();
    const within = wait === 0 ? ANSWER_WITHIN : wait + PONG_WITHIN; // D6: a dead link is noticed within 30 s
    const cancel = this.#clock.after(within, () => request.abort());
    this.#underWay.add(request);
    try {
      const answer = await post(this.#fetch, this.#url, { frames: [hello, ...frames], wait }, request.signal);
      if (!this.#closed) this.#deliver(framesOf(answer), hello);
    } catch (error) {
      const fault = error instanceof HttpFault ? error.fault : {};
      if (wait > 0 && fault.code === undefined) return false;
      this.#end(closedBy({ message: "the poll failed", ...fault }));
    } finally {
      cancel();
      this.#underWay.delete(request);
    }
    return !this.#closed;
  }

  #deliver(frames: readonly ServerFrame[], hello: Hello): void {
    if (!frames.some(({ type }) => type === "welcome")) {
      const error = frames.find((frame) => frame.type === "error");
      this.#end(closedBy(error ?? { code: "unavailable", message: "no welcome" }));
    }
    for (const frame of frames) {
      if (this.#closed) return;
      if (frame.type === "welcome") this.#on.welcome(frame, hello);
      else this.#on.frame(frame);
    }
    const bye = frames.find((frame) => frame.type === "bye");
    if (bye) this.#end({ code: CLOSE.restart, reason: bye.reason, retryAfter: bye.retryAfter });
  }

  #end(how: Closed): void {
    if (this.#closed) return;
    this.close();
    this.#on.closed(how);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#cancelPause = this.#clock.after(ms, resolve);
    });
  }
}
