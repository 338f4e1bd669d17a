/**
 * `POST /v1/poll`: a session for the length of one request, where a WebSocket can't pass. It keeps nothing between calls:
 * cursors and message ids carry everything, so any node can answer any poll.
 */
import { ChatError } from "../errors";
import { POLL_WAIT } from "../protocol/limits";
import type { PollAnswer, PollRequest } from "../protocol/rest";
import type { ServerFrame } from "../protocol/server-frames";
import { checkFrame, type Parsed } from "./frames";
import type { Live } from "./live";
import type { Sink } from "./session";

/** Frames that nobody waits for; a poll that holds nothing else is held open. */
const NO_NEWS: ReadonlySet<ServerFrame["type"]> = new Set(["welcome", "resumed", "pong", "presence", "typing"]);

/** Characters after which an answer takes no further requests. */
const MOST_ANSWERED = 1024 * 1024;

/** Collects what the session sends until the poll is answered. */
class Collector implements Sink {
  readonly frames: ServerFrame[] = [];
  /** Characters of all frames. */
  size = 0;
  readonly #unanswered = new Set<string>();
  #news = false;
  #ended = false;
  #changed: () => void = () => {};

  constructor(readonly address: string) {}

  /** A `send` is answered after its commit, and the poll waits for that. */
  expect(id: string): void {
    this.#unanswered.add(id);
  }

  send(text: string): boolean {
    const frame: ServerFrame = JSON.parse(text);
    this.frames.push(frame);
    this.size += text.length;
    if ((frame.type === "ack" || frame.type === "error") && frame.id) this.#unanswered.delete(frame.id);
    this.#news ||= !NO_NEWS.has(frame.type);
    this.#changed();
    return true;
  }

  buffered(): number {
    return 0;
  }

  end(): void {
    this.#ended = true;
    this.#changed();
  }

  /** Resolves once every `send` is answered; the other requests were awaited one by one. */
  answered(): Promise<void> {
    return this.#until(() => this.#unanswered.size === 0);
  }

  /** Resolves once something came that somebody waits for. */
  news(): Promise<void> {
    return this.#until(() => this.#news);
  }

  #until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = () => {
        if (this.#ended || condition()) resolve();
      };
      this.#changed();
    });
  }
}

/** Runs the frames, waits for their answers, then for news. `signal`: the client has gone. */
export async function poll(
  live: Live,
  request: PollRequest,
  address: string,
  signal: AbortSignal,
): Promise<PollAnswer> {
  const sink = new Collector(address);
  const session = live.connect(sink);
  const gone = abandoned(signal);
  try {
    for (const [index, value] of request.frames.entries()) {
      if (signal.aborted || session.state === "closed") break;
      const parsed = judge(value, index, sink);
      if (parsed.ok && parsed.frame.type === "send") sink.expect(parsed.frame.id);
      if (parsed.ok) await session.handle(parsed.frame);
      else session.fail(parsed.error, parsed.frame);
    }
    await Promise.race([sink.answered(), gone]);
    if (session.state === "signed-in") await Promise.race([sink.news(), gone, pause(request.wait ?? POLL_WAIT)]);
    return { frames: sink.frames };
  } finally {
    session.closed(1000, "poll answered");
  }
}

/** One sign-in a poll, and an end to what one answer may hold. */
function judge(value: unknown, index: number, sink: Collector): Parsed {
  const parsed = checkFrame(value);
  if (parsed.ok && parsed.frame.type === "hello" && index > 0) {
    return { ok: false, error: new ChatError("bad_frame", "`hello` is the first frame of a poll."), frame: value };
  }
  if (sink.size > MOST_ANSWERED) {
    return { ok: false, error: new ChatError("rate_limited", "The answer is full; ask again.", 0), frame: value };
  }
  return parsed;
}

const abandoned = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
