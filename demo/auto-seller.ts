/** A seller who answers by itself while nobody sits at the inbox: a client of the server like any other, over the wire. */
import { setTimeout } from "node:timers/promises";
import type { Message } from "../server/protocol/model";
import { answerTo, automatically, readingTime, typingTime } from "./answers";
import { productById, type Seller } from "./catalogue";
import { messageId } from "./message-id";
import { autoClaims, type Claims } from "./people";
import { Wire } from "./wire";

interface AutoSellerOptions {
  /** Address of the server, `http://localhost:3000`. */
  readonly server: string;
  readonly sign: (claims: Claims) => Promise<string>;
  /** Whether a person sits at the seller's inbox; the auto-seller itself doesn't count. */
  readonly staffed: (seller: string) => boolean;
  /** Passes the time; rejects when `signal` is aborted. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

const passTime = (milliseconds: number, signal: AbortSignal) => setTimeout(milliseconds, undefined, { signal });

/** Whoever has just left an inbox counts as there for 5 s; what is written then waits a little longer. */
const LEAVING = 6_000;
/** After a lost link. */
const RECONNECT = 1_000;
/** “… is writing” fades at the buyer's if it isn't repeated. */
const TYPING_AGAIN = 3_000;

export class AutoSeller {
  readonly #options: Required<AutoSellerOptions>;
  readonly #seller: Seller;
  readonly #stopped = new AbortController();
  /** What is being answered, by conversation. */
  readonly #answering = new Map<string, { readonly text: string; readonly abort: AbortController }>();
  #ended: Promise<void> | undefined;

  constructor(seller: Seller, { wait = passTime, ...options }: AutoSellerOptions) {
    this.#seller = seller;
    this.#options = { wait, ...options };
  }

  /** Resolves when it listens. @throws Error when the server can't be reached */
  async start(): Promise<void> {
    this.#ended = this.#stay(await this.#connect());
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    for (const { abort } of this.#answering.values()) abort.abort();
    await this.#ended;
  }

  async #stay(first: Wire): Promise<void> {
    const { signal } = this.#stopped;
    let wire = first;
    for (;;) {
      await wire.closed;
      try {
        await this.#options.wait(RECONNECT, signal);
        wire = await this.#connect();
        await this.#catchUp(wire, first.since);
      } catch {
        if (signal.aborted) return;
        wire.close();
      }
    }
  }

  async #connect(): Promise<Wire> {
    const { server, sign } = this.#options;
    const wire = await Wire.open(server, await sign(autoClaims(this.#seller, server)));
    wire.onFrame = (frame) => {
      if (frame.type === "message" && frame.message.side === "buyer")
        this.#hear(wire, frame.conversation, frame.message);
    };
    const { signal } = this.#stopped;
    const close = () => wire.close();
    signal.addEventListener("abort", close);
    void wire.closed.then(() => signal.removeEventListener("abort", close));
    if (signal.aborted) close();
    return wire;
  }

  /** What was written while the link was down. */
  async #catchUp(wire: Wire, since: string): Promise<void> {
    const { items } = await wire.inbox({ seller: this.#seller.id, since });
    for (const { id, unread, lastSeq, lastText } of items) {
      if (unread > 0) this.#hear(wire, id, { seq: lastSeq, text: lastText });
    }
  }

  /** Whoever writes on before the answer came is answered once, to everything. */
  #hear(wire: Wire, conversation: string, { seq, text }: Pick<Message, "seq" | "text">): void {
    const before = this.#answering.get(conversation);
    before?.abort.abort();
    const question = { text: before ? `${before.text}\n${text}` : text, abort: new AbortController() };
    this.#answering.set(conversation, question);
    this.#answer(wire, conversation, seq, question.text, question.abort.signal)
      .catch(() => {}) // interrupted by the next message or a lost link; then the next one answers
      .finally(() => {
        if (this.#answering.get(conversation) === question) this.#answering.delete(conversation);
      });
  }

  async #answer(wire: Wire, conversation: string, seq: number, text: string, signal: AbortSignal): Promise<void> {
    const { wait, staffed } = this.#options;
    const seller = this.#seller;
    if (staffed(seller.id)) await wait(LEAVING, signal);
    if (staffed(seller.id)) return;
    wire.tell({ type: "received", conversation, seq });
    await wait(readingTime(text), signal);
    if (staffed(seller.id)) return;
    const { items } = await wire.inbox({ seller: seller.id });
    const item = items.find(({ id }) => id === conversation);
    if (!item || item.read.seller >= seq) return; // a person has seen it, and answers or not
    wire.tell({ type: "read", conversation, seq });
    const product = item.topic && productById(item.topic.id);
    const answer = answerTo({
      text,
      title: item.topic?.title,
      seller,
      product: product?.seller === seller.id ? product : undefined,
      first: seq === 1,
    });
    for (let left = typingTime(answer); left > 0; left -= TYPING_AGAIN) {
      wire.tell({ type: "typing", conversation });
      await wait(Math.min(left, TYPING_AGAIN), signal);
    }
    if (staffed(seller.id)) return;
    await wire.send({ id: messageId(`answer ${conversation} ${seq}`), conversation, text: automatically(answer) });
  }
}
