/** One signed-in link, whatever carries it. Frames are handled one after another, so a person's order is kept (D3). */

import type { Identity } from "../auth/tokens";
import type { Asker } from "../db/client";
import { asChatError, ChatError, internal } from "../errors";
import type { ClientFrame } from "../protocol/client-frames";
import { CLOSE } from "../protocol/codes";
import { BAD_FRAMES_A_MINUTE, FRAMES_A_SECOND, FRAMES_BURST } from "../protocol/limits";
import type { Party, Side } from "../protocol/model";
import type { ServerFrame } from "../protocol/server-frames";
import { dispatch } from "./dispatch";
import { encode, marks, parseFrame } from "./frames";
import type { Audience, Delivery, Listener } from "./hub";
import type { Live } from "./live";
import { type Bucket, type Rule, take } from "./rates";

/** What carries a session: a socket, or one poll. */
export interface Sink {
  /** Where it comes from, for limits and logs. */
  readonly address: string;
  /** False when the reader is too slow to take more (D7). */
  send(text: string): boolean;
  /** Bytes that wait for the reader. */
  buffered(): number;
  /** After the last frame; `code` is one of CLOSE. */
  end(code: number, reason: string): void;
}

/** Who is signed in. `me` is what others see; `expiresAt` is milliseconds since 1970. */
export interface Person {
  readonly identity: Identity;
  readonly asker: Asker;
  readonly me: Party;
  readonly sides: readonly Side[];
}

type State = { state: "new" } | { state: "signed-in"; person: Person } | { state: "closed" };

const FRAMES: Rule = { burst: FRAMES_BURST, each: 1000 / FRAMES_A_SECOND };
/** Frames that may wait for their turn on one link. */
const QUEUE = 256;
/** Conversations of which a link remembers how far it was told. */
const TOLD = 1_000;
/** Characters of live frames that may wait while the session reads what it missed. */
const HELD = 4 * 1024 * 1024;

export class Session implements Listener {
  readonly id = crypto.randomUUID();
  readonly openedAt: number;
  lastHeard: number;
  readonly audiences = new Set<Audience>();
  #state: State = { state: "new" };
  #queue: (string | Buffer)[] = [];
  #busy = false;
  #held: Delivery[] | undefined;
  #heldSize = 0;
  /**
   * By conversation, the highest `rev` told: by an answer, or live. What comes behind it is not told any more (D4): the
   * answer held it already, or the client has seen the hole, and asks.
   */
  readonly #told = new Map<string, number>();
  #drained: (() => void) | undefined;
  #frames: Bucket | undefined;
  /** When `typing` was last passed on. */
  typedAt = 0;
  #badFrames = 0;
  #badSince = 0;

  constructor(
    readonly live: Live,
    readonly sink: Sink,
  ) {
    this.openedAt = this.lastHeard = live.now();
  }

  get state(): State["state"] {
    return this.#state.state;
  }

  get signedIn(): Person | undefined {
    return this.#state.state === "signed-in" ? this.#state.person : undefined;
  }

  /** The person, for a frame that needs one. */
  get person(): Person {
    if (this.#state.state !== "signed-in") throw new ChatError("unauthorized", "Say `hello` first.");
    return this.#state.person;
  }

  set person(person: Person) {
    if (this.#state.state === "closed") return;
    if (this.#state.state === "new") this.live.known(this);
    this.#state = { state: "signed-in", person };
  }

  receive(text: string | Buffer): void {
    if (this.#state.state === "closed") return;
    this.lastHeard = this.live.now();
    const frames = this.live.limited ? take(this.#frames, FRAMES, this.lastHeard) : undefined;
    if (typeof frames === "number") {
      this.sendAway("too many frames", frames);
      return;
    }
    this.#frames = frames;
    if (Buffer.byteLength(text) > this.live.frameBytes) {
      this.fail(new ChatError("too_large", `A frame holds at most ${this.live.frameBytes} bytes.`));
      this.close(CLOSE.tooLarge, "frame too large");
      return;
    }
    if (this.#queue.length >= QUEUE) {
      this.fail(new ChatError("rate_limited", "Too many frames wait on this link.", 1000), parseFrame(text).frame);
      return;
    }
    this.#queue.push(text);
    this.#next();
  }

  #next(): void {
    while (!this.#busy && this.#state.state !== "closed") {
      const text = this.#queue.shift();
      if (text === undefined) return;
      const pending = this.#handle(text);
      if (!pending) continue;
      this.#busy = true;
      void pending.then(() => {
        this.#busy = false;
        this.#next();
      });
    }
  }

  #handle(text: string | Buffer): Promise<void> | undefined {
    const parsed = parseFrame(text);
    if (!parsed.ok) {
      this.fail(parsed.error, parsed.frame);
      this.#countBad();
      return undefined;
    }
    return this.handle(parsed.frame);
  }

  /** Undefined when the frame is done at once; a promise never rejects. */
  handle(frame: ClientFrame): Promise<void> | undefined {
    try {
      return dispatch(this.live, this, frame)?.catch((error: unknown) => this.#refuse(error, frame));
    } catch (error) {
      this.#refuse(error, frame);
      return undefined;
    }
  }

  #refuse(error: unknown, frame: ClientFrame): void {
    this.fail(error, frame);
    if (error instanceof ChatError && error.code === "unauthorized") this.close(CLOSE.unauthorized, "not signed in");
  }

  send(frame: ServerFrame): void {
    this.sendText(encode(frame));
  }

  sendText(text: string): void {
    if (this.#state.state === "closed") return;
    if (!this.sink.send(text)) this.close(CLOSE.slowReader, "reads too slowly");
  }

  deliver(delivery: Delivery): void {
    if (!this.#held) {
      this.#tell(delivery);
      return;
    }
    this.#heldSize += delivery.text.length;
    if (this.#heldSize <= HELD) this.#held.push(delivery);
    else this.close(CLOSE.slowReader, "too much happened while it resumed");
  }

  #tell({ text, conversation, rev }: Delivery): void {
    if (conversation !== undefined && rev !== undefined) {
      if (rev <= (this.#told.get(conversation) ?? 0)) return;
      if (this.#told.size >= TOLD) this.#told.clear();
      this.#told.set(conversation, rev);
    }
    this.sendText(text);
  }

  /**
   * Live frames wait while `read` answers with what was committed before them, and those that the answer covers (up to
   * the `rev` it gives for a conversation) are dropped: no window, no repeat (D4). Also those that come later: a commit
   * can be read before the writer has heard of it, and told of it.
   */
  async holding(read: (covered: Map<string, number>) => Promise<void>): Promise<void> {
    this.#held = [];
    this.#heldSize = 0;
    try {
      await read(this.#told);
    } finally {
      const held = this.#held;
      this.#held = undefined;
      for (const delivery of held) this.#tell(delivery);
    }
  }

  /** Waits until the reader has taken most of what it was sent. */
  async writable(): Promise<void> {
    if (this.sink.buffered() > 65_536 && this.#state.state !== "closed") {
      await new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
    }
  }

  drained(): void {
    this.#drained?.();
    this.#drained = undefined;
  }

  /** Answers with an `error` that names the frame; nothing was changed. */
  fail(error: unknown, frame?: unknown): void {
    const { code, message, retryAfter } = this.#known(error);
    this.live.metrics.refused.inc({ code });
    this.live.log.debug({ session: this.id, code, reason: message }, "refused");
    this.send({ type: "error", code, message, ...marks(frame), ...(retryAfter === undefined ? {} : { retryAfter }) });
  }

  #known(error: unknown): ChatError {
    const known = asChatError(error);
    if (!known) this.live.log.error({ session: this.id, err: error }, "a frame failed");
    return known ?? internal();
  }

  #countBad(): void {
    const now = this.live.now();
    if (now - this.#badSince > 60_000) {
      this.#badSince = now;
      this.#badFrames = 0;
    }
    this.#badFrames++;
    if (this.#badFrames >= BAD_FRAMES_A_MINUTE) this.close(CLOSE.malformed, "too many bad frames");
  }

  /** S4: the link is one too many, or says too much. @param retryAfter milliseconds */
  sendAway(why: string, retryAfter: number): void {
    this.fail(new ChatError("rate_limited", `This link ends: ${why}.`, retryAfter));
    this.close(CLOSE.tooMany, why);
  }

  /** The server ends it. */
  close(code: number, reason: string): void {
    if (this.#state.state === "closed") return;
    this.closed(code, reason);
    this.sink.end(code, reason);
  }

  /** It has ended. */
  closed(code: number, reason: string): void {
    if (this.#state.state === "closed") return;
    this.live.leave(this, code, reason);
    this.#state = { state: "closed" };
    this.#queue = [];
    this.drained();
  }
}
