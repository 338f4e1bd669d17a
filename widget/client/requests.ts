import type { ClientFrame } from "../../server/protocol/client-frames";
import type { ErrorCode } from "../../server/protocol/codes";
import type { ServerFrame, ServerFrameOf } from "../../server/protocol/server-frames";
import type { Clock } from "./clock";

type ErrorFrame = ServerFrameOf<"error">;
type Answer = Extract<ServerFrame, { type: "opened" | "page" | "inbox" | "links" | "notes" | "trail" | "done" }>;

interface Handlers {
  answer(frame: Answer): void;
  /** Refused for good; what may be tried again is asked again without a word. */
  refused(error: ErrorFrame): void;
}

/** Refusals that pass by themselves. Everything else stays refused however often it is sent. */
const PASSING: readonly ErrorCode[] = ["rate_limited", "unavailable", "internal", "unauthorized"];
const RETRY_AFTER = 2_000;

/** When a refused request may go out again, in milliseconds; `undefined`: never. */
export const retryAfter = ({ code, retryAfter: said }: Pick<ErrorFrame, "code" | "retryAfter">): number | undefined =>
  PASSING.includes(code) ? (said ?? RETRY_AFTER) : undefined;

/**
 * Requests and their answers, matched by `ref`. What is asked for follows from what is shown, so a request has a name,
 * and under one name only one is under way: whoever needs something may ask in every turn.
 */
export class Requests {
  readonly #clock: Clock;
  readonly #send: (frame: ClientFrame) => void;
  readonly #again: () => void;
  /** Names that are under way, or wait to be asked again. */
  readonly #names = new Map<string, () => void>();
  readonly #pending = new Map<number, { readonly name: string; readonly handlers: Handlers }>();
  #ref = 0;

  /** @param again called when a postponed request may be asked again */
  constructor(clock: Clock, send: (frame: ClientFrame) => void, again: () => void) {
    this.#clock = clock;
    this.#send = send;
    this.#again = again;
  }

  ask(name: string, frame: (ref: number) => ClientFrame, handlers: Handlers): void {
    if (this.#names.has(name)) return;
    const ref = ++this.#ref;
    this.#names.set(name, () => this.#pending.delete(ref));
    this.#pending.set(ref, { name, handlers });
    this.#send(frame(ref));
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  answer(frame: Answer | ErrorFrame): void {
    const ref = Number(frame.ref);
    const request = this.#pending.get(ref);
    if (!request) return;
    const { name, handlers } = request;
    this.#pending.delete(ref);
    this.#names.delete(name);
    const wait = frame.type === "error" ? retryAfter(frame) : undefined;
    if (wait !== undefined) this.#postpone(name, wait);
    else if (frame.type === "error") handlers.refused(frame);
    else handlers.answer(frame);
  }

  #postpone(name: string, wait: number): void {
    const cancel = this.#clock.after(wait, () => {
      this.#names.delete(name);
      this.#again();
    });
    this.#names.set(name, cancel);
  }

  /** The link is gone: no answer comes any more. */
  reset(): void {
    for (const cancel of this.#names.values()) cancel();
    this.#names.clear();
  }
}
