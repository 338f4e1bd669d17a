/**
 * The server's promises in memory: conversations, one counter each, resume, in-order frames. What is under way on a link
 * waits in two queues, so that a test decides what arrives, when, twice, or never.
 */
import type { ClientFrame, ClientFrameOf } from "../../../server/protocol/client-frames";
import type { ServerFrame } from "../../../server/protocol/server-frames";
import type { Conversation, Message, Party, Side, Topic } from "../../../widget/client/state";
import type { OpenTransport, TransportEvents } from "../../../widget/client/transports/transport";
import { conversation } from "./messages";
import { WELCOME } from "./scripted-transport";

/** Small, so that a few messages fill several. */
export const PAGE = 3;
const RESUME_CHANGES = 8;
const TIME = Date.parse("2026-11-02T09:00:00.000Z");

interface Held {
  conversation: Conversation;
  /** By `seq` less one. */
  log: Message[];
}

/** Frames on their way down; `live` ones may get lost on a bus, the others can't. */
export interface Down {
  readonly frame: ServerFrame;
  readonly live: boolean;
}

export class ModelLink {
  up: ClientFrame[] = [];
  down: Down[] = [];
  closed = false;
  signedIn = false;

  constructor(
    readonly server: ModelServer,
    readonly person: Party,
    readonly shops: readonly string[],
    readonly on: TransportEvents,
  ) {}

  /** The server takes the next frame. */
  receive(): void {
    const frame = this.up.shift();
    if (frame && !this.closed) this.server.handle(frame, this);
  }

  /** The client gets the next frame. */
  deliver(): void {
    const next = this.down.shift();
    if (!next || this.closed) return;
    if (next.frame.type === "welcome") this.on.welcome(next.frame, this.#hello);
    else this.on.frame(next.frame);
  }

  /** The network goes away with everything that was under way. */
  cut(): void {
    if (this.closed) return;
    this.closed = true;
    this.server.links.delete(this);
    this.on.closed({ code: 1006, reason: "cut" });
  }

  #hello: ClientFrameOf<"hello"> = { type: "hello", v: 1, token: "" };
  hello(frame: ClientFrameOf<"hello">): void {
    this.#hello = frame;
    this.up.push(frame);
  }
}

export class ModelServer {
  readonly held = new Map<string, Held>();
  readonly links = new Set<ModelLink>();
  /** Each stored id with how often it was sent. */
  readonly sends = new Map<string, number>();
  #made = 0;

  transport(person: Party, shops: readonly string[] = []): OpenTransport {
    return (on) => {
      const link = new ModelLink(this, person, shops, on);
      this.links.add(link);
      queueMicrotask(() => {
        if (link.closed) return;
        link.hello(on.hello());
        on.opened();
      });
      return {
        kind: "websocket",
        send: (frame) => void link.up.push(frame),
        close: () => {
          link.closed = true;
          this.links.delete(link);
        },
      };
    };
  }

  log(id: string): readonly Message[] {
    return this.#find(id).log;
  }

  /** Finds or makes it, without a client. */
  ensure(buyer: Party, seller: string, topic?: Topic): Held {
    for (const held of this.held.values()) {
      const { conversation } = held;
      if (
        conversation.buyer.id === buyer.id &&
        conversation.seller.id === seller &&
        conversation.topic?.id === topic?.id
      )
        return held;
    }
    const id = `00000000-0000-7000-8000-${String(++this.#made).padStart(12, "0")}`;
    const party = { id: seller, name: seller };
    const made = { conversation: conversation({ id, buyer, seller: party, ...(topic && { topic }) }), log: [] };
    this.held.set(id, made);
    return made;
  }

  write(id: string, side: Side, message: Pick<Message, "id" | "text" | "sender">, from?: ModelLink): Message {
    const held = this.#find(id);
    const { log, conversation } = held;
    const seq = log.length + 1;
    const at = new Date(TIME + seq * 1_000).toISOString();
    const stored: Message = { ...message, seq, rev: conversation.rev + 1, side, attachments: [], at };
    log.push(stored);
    this.#publish(held, stored, from);
    return stored;
  }

  /** Without a text: taken back. */
  rewrite(id: string, seq: number, text: string | undefined, from?: ModelLink): number {
    const held = this.#find(id);
    const before = held.log[seq - 1];
    if (!before) throw new Error(`no message ${seq}`);
    const rev = held.conversation.rev + 1;
    const at = new Date(TIME + rev * 60_000).toISOString();
    const after =
      text === undefined ? { ...before, rev, text: "", removedAt: at } : { ...before, rev, text, editedAt: at };
    held.log[seq - 1] = after;
    this.#publish(held, after, from);
    return rev;
  }

  handle(frame: ClientFrame, link: ModelLink): void {
    const answer = (frame: ServerFrame) => link.down.push({ frame, live: false });
    switch (frame.type) {
      case "hello": {
        link.signedIn = true;
        answer({ ...WELCOME, user: { ...link.person, sellers: [] } });
        for (const [id, cursor] of Object.entries(frame.cursors ?? {})) this.#resume(id, cursor, answer);
        break;
      }
      case "open": {
        const { conversation, log } = this.ensure(link.person, frame.seller, frame.topic);
        const messages = log.slice(-PAGE);
        answer({ type: "opened", ref: frame.ref, conversation, messages, more: log.length > PAGE });
        break;
      }
      case "send": {
        this.sends.set(frame.id, (this.sends.get(frame.id) ?? 0) + 1);
        const { conversation, log } = this.#find(frame.conversation);
        const side = conversation.buyer.id === link.person.id ? "buyer" : "seller";
        const { id, text = "" } = frame;
        const stored =
          log.find((message) => message.id === id) ??
          this.write(conversation.id, side, { id, text, sender: link.person }, link);
        // What was edited since has another rev than its ack had; the first one is long past.
        answer({ type: "ack", id, conversation: conversation.id, seq: stored.seq, rev: stored.rev, at: stored.at });
        break;
      }
      case "history": {
        const { log, conversation } = this.#find(frame.conversation);
        const older = log.slice(0, (frame.before ?? log.length + 1) - 1);
        const messages = older.slice(-PAGE);
        answer({ type: "page", ref: frame.ref, messages, more: older.length > PAGE, rev: conversation.rev });
        break;
      }
      case "changes": {
        const { log, conversation } = this.#find(frame.conversation);
        const changed = log.filter(({ rev }) => rev > frame.after).sort((a, b) => a.rev - b.rev);
        const messages = changed.slice(0, PAGE);
        const more = changed.length > PAGE;
        const rev = more ? (messages.at(-1)?.rev ?? 0) : conversation.rev;
        answer({ type: "page", ref: frame.ref, messages, more, rev });
        break;
      }
      case "edit":
      case "remove": {
        const text = frame.type === "edit" ? frame.text : undefined;
        const { ref } = frame;
        if (frame.seq > this.log(frame.conversation).length)
          answer({ type: "error", ref, code: "not_found", message: "There is no such message." });
        else answer({ type: "done", ref, rev: this.rewrite(frame.conversation, frame.seq, text, link) });
        break;
      }
      case "inbox": {
        const items = [...this.held.values()]
          .map(({ conversation }) => conversation)
          .filter(({ lastSeq }) => lastSeq > 0);
        answer({ type: "inbox", ref: frame.ref, items, next: null, unread: 0 });
        break;
      }
      case "ping":
        answer({ type: "pong", time: new Date(TIME).toISOString() });
        break;
      default: // positions and typing have no answer
    }
  }

  #resume(id: string, cursor: number, answer: (frame: ServerFrame) => void): void {
    const { log, conversation } = this.#find(id);
    const { rev, received, read } = conversation;
    const missed = log.filter((message) => message.rev > cursor).sort((a, b) => a.rev - b.rev);
    if (cursor > rev || missed.length > RESUME_CHANGES) {
      answer({ type: "resumed", conversation: id, rev, received, read, reset: true });
      return;
    }
    for (const message of missed) answer({ type: "message", conversation: id, message });
    answer({ type: "resumed", conversation: id, rev, received, read });
  }

  #publish(held: Held, message: Message, from: ModelLink | undefined): void {
    const { id, buyer, seller } = held.conversation;
    const { rev, at, text } = message;
    const isNew = message.seq > held.conversation.lastSeq;
    held.conversation = {
      ...held.conversation,
      rev,
      ...(isNew && { lastSeq: message.seq, lastAt: at }),
      ...(message.seq >= held.conversation.lastSeq && { lastText: text }),
    };
    for (const link of this.links)
      if (link !== from && link.signedIn && (link.person.id === buyer.id || link.shops.includes(seller.id)))
        link.down.push({ frame: { type: "message", conversation: id, message }, live: true });
  }

  #find(id: string): Held {
    const held = this.held.get(id);
    if (!held) throw new Error(`no conversation ${id}`);
    return held;
  }
}
