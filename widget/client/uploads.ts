import type { ErrorCode } from "../../server/protocol/codes";
import { type Backoff, backoffDelay } from "./backoff";
import type { Clock } from "./clock";
import type { Credentials } from "./credentials";
import { HttpFault } from "./http";
import type { Log } from "./log";
import type { Outbox, Placed } from "./outbox";
import { retryAfter } from "./requests";
import type { Attachment } from "./state";
import type { NotSent, QueuedFile } from "./storage";
import { type Upload, uploaded } from "./upload";

interface UploadsDeps {
  readonly server: string;
  readonly upload: Upload;
  /** @param fresh the last one was refused */
  readonly token: (fresh: boolean) => Promise<Credentials>;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly log: Log;
  /** There is something new to show, or to send. */
  readonly changed: () => void;
}

/** An upload of which nothing moves for this long is broken off and begun anew. */
const STALLED = 60_000;
/** Another tab tells of its message some milliseconds before its files are written down; later they won't come. */
const LOST_AFTER = 10_000;
/** Progress is shown in steps of this. */
const STEP = 0.05;

/** What a status says where no word of ours came along: a proxy answered. */
const codeOf = ({ status, fault }: HttpFault): ErrorCode => {
  if (fault.code) return fault.code;
  if (status === 413) return "too_large";
  if (status === 415) return "unsupported";
  if (status === 401) return "unauthorized";
  if (status === 408 || status === 429) return "rate_limited";
  return status >= 500 ? "unavailable" : "bad_frame";
};

const isAttachment = (answer: unknown): answer is Attachment =>
  typeof answer === "object" && answer !== null && "id" in answer && "name" in answer && "type" in answer;

class Lost extends Error {}

/** Brings the files of waiting messages to the server, each message's one after the other. */
export class Uploads {
  readonly #deps: UploadsDeps;
  /** By message. */
  readonly #running = new Map<string, AbortController>();
  /** Failures in a row, by message. */
  readonly #failures = new Map<string, number>();
  #stale = false;

  constructor(deps: UploadsDeps) {
    this.#deps = deps;
  }

  /** Afterwards the message is due, refused, or waits for the next attempt. */
  start(item: Placed): void {
    if (this.#running.has(item.id)) return;
    const running = new AbortController();
    this.#running.set(item.id, running);
    void this.#run(item, running.signal).finally(() => {
      if (this.#running.get(item.id) === running) this.#running.delete(item.id);
    });
  }

  /** Breaks off what nobody waits for any more. */
  sweep(): void {
    const { outbox } = this.#deps;
    for (const [id, running] of this.#running) if (!outbox.get(id)) running.abort();
    for (const id of this.#failures.keys()) if (!outbox.get(id)) this.#failures.delete(id);
  }

  stop(): void {
    for (const running of this.#running.values()) running.abort();
  }

  async #run(item: Placed, signal: AbortSignal): Promise<void> {
    const { outbox, changed } = this.#deps;
    try {
      for (const file of item.files ?? []) {
        if (file.uploaded) continue;
        const attachment = await this.#upload(item, file, signal);
        if (signal.aborted) return;
        outbox.uploaded(item.id, file.id, attachment);
        this.#failures.delete(item.id);
        changed();
      }
      outbox.complete(item.id);
    } catch (error) {
      if (signal.aborted) return;
      this.#failed(item, error);
    }
    changed();
  }

  async #upload(item: Placed, file: QueuedFile, signal: AbortSignal): Promise<Attachment> {
    const { server, upload, token, outbox } = this.#deps;
    const blob = outbox.blobs.get(file.id);
    if (!blob) throw new Lost();
    const credentials = await token(this.#stale);
    signal.throwIfAborted(); // what is aborted already tells nobody
    this.#stale = false;
    const form = new FormData();
    form.append("conversation", item.conversation);
    form.append("file", blob, file.name);
    const attempt = this.#watch(signal);
    const progress = (share: number) => {
      attempt.moved();
      this.#progress(item.id, file.id, share);
    };
    progress(0);
    try {
      const request = {
        url: `${server}/v1/attachments`,
        token: credentials.token,
        form,
        signal: attempt.signal,
        progress,
      };
      const answer = await uploaded(upload, request);
      if (!isAttachment(answer)) throw new Error("the server's answer is no attachment");
      this.#deps.log("file uploaded", { id: item.id, attachment: answer.id });
      return answer;
    } finally {
      attempt.stop();
    }
  }

  /** A signal that also ends an attempt in which nothing moves. */
  #watch(signal: AbortSignal): { readonly signal: AbortSignal; moved(): void; stop(): void } {
    const { clock } = this.#deps;
    const attempt = new AbortController();
    const abort = () => attempt.abort();
    let cancel = clock.after(STALLED, abort);
    signal.addEventListener("abort", abort, { once: true });
    return {
      signal: attempt.signal,
      moved() {
        cancel();
        cancel = clock.after(STALLED, abort);
      },
      stop() {
        cancel();
        signal.removeEventListener("abort", abort);
      },
    };
  }

  #progress(message: string, file: string, share: number): void {
    const { outbox, changed } = this.#deps;
    const known = outbox.get(message)?.files?.find(({ id }) => id === file);
    const progress = Math.floor(share / STEP) * STEP;
    if (!known || known.progress === progress) return;
    outbox.progress(message, file, progress);
    changed();
  }

  #failed(item: Placed, error: unknown): void {
    const { outbox, clock, log } = this.#deps;
    const refused = this.#refusal(item, error);
    log(refused ? "file refused" : "file not uploaded", { id: item.id, code: refused?.code });
    if (refused) outbox.refuse(item.id, refused);
    else outbox.postpone(item.id, clock.now() + this.#delay(item, error));
  }

  /** Why no other attempt will help, if that is so. */
  #refusal(item: Placed, error: unknown): NotSent | undefined {
    if (error instanceof Lost)
      return this.#deps.clock.now() < item.at + LOST_AFTER ? undefined : { code: "file_lost", message: "no such file" };
    if (!(error instanceof HttpFault)) return undefined;
    const code = codeOf(error);
    this.#stale = code === "unauthorized";
    return retryAfter({ ...error.fault, code }) === undefined ? { code, message: error.message } : undefined;
  }

  #delay(item: Placed, error: unknown): number {
    const { clock, random, backoff } = this.#deps;
    if (error instanceof Lost) return item.at + LOST_AFTER - clock.now();
    const failures = this.#failures.get(item.id) ?? 0;
    this.#failures.set(item.id, failures + 1);
    const said = error instanceof HttpFault ? error.fault.retryAfter : undefined;
    return said ?? Math.max(backoff.min, backoffDelay(failures, random(), backoff));
  }
}
