import type { ClientFrame } from "../../server/protocol/client-frames";
import type { ErrorCode } from "../../server/protocol/codes";
import type { Change } from "./changes";
import type { Clock } from "./clock";
import type { FileLinks } from "./file-links";
import type { Model } from "./model";
import { hasToUpload, type Outbox, type Placed } from "./outbox";
import { Requests } from "./requests";
import type { ListKey, Topic } from "./state";
import type { Entry, Threads } from "./threads";
import type { Uploads } from "./uploads";

/**
 * What has to go to the server now follows from what is held and what is shown. So nothing has to be remembered across
 * a lost link: after the next `welcome` the same look finds the same needs.
 */
export class Needs {
  readonly requests: Requests;
  readonly #model: Model;
  readonly #threads: Threads;
  readonly #outbox: Outbox;
  readonly #uploads: Uploads;
  readonly #links: FileLinks;
  readonly #clock: Clock;
  readonly #send: (frame: ClientFrame) => void;
  readonly #look: () => void;
  readonly #changes = new Map<string, Change>();
  #cancelNext: () => void = () => {};

  /** @param look called when there may be something to send again */
  constructor(
    deps: { model: Model; threads: Threads; outbox: Outbox; uploads: Uploads; links: FileLinks; clock: Clock },
    send: (frame: ClientFrame) => void,
    look: () => void,
  ) {
    this.#model = deps.model;
    this.#threads = deps.threads;
    this.#outbox = deps.outbox;
    this.#uploads = deps.uploads;
    this.#links = deps.links;
    this.#clock = deps.clock;
    this.#send = send;
    this.#look = look;
    this.requests = new Requests(deps.clock, send, look);
  }

  /** Is sent until the server has answered, also over a link to come. */
  change(name: string, change: Change): void {
    this.#changes.set(name, change);
  }

  /** The link is gone, and with it whatever was under way. */
  cutOff(): void {
    this.requests.reset();
    this.#outbox.landed();
    this.#cancelNext();
  }

  /** Asks and sends everything that is due and not under way. The link must be live. */
  meet(): void {
    for (const entry of this.#threads.values()) this.#meetThread(entry);
    for (const { id, after } of this.#model.copies.questions()) this.#askChanges(id, after);
    for (const key of this.#model.inboxes.keys()) this.#askInbox(key);
    for (const [name, change] of this.#changes) this.#askChange(name, change);
    for (const frame of this.#model.positions.take()) this.#send(frame);
    this.#askLinks();
    this.#sendDue();
  }

  #meetThread(entry: Entry): void {
    const { conversation: id, key, target, viewers, refused } = entry;
    const replica = id === undefined ? undefined : this.#model.copies.get(id);
    const whole = replica && replica.head <= replica.cursor;
    if (whole || refused) this.#outbox.unsettle(key);
    if (refused) return;
    if (id !== undefined) this.#outbox.place(key, id);
    const needed = viewers.size > 0 || this.#outbox.items.some((item) => item.key === key);
    if (id === undefined) {
      if (needed && "seller" in target) this.#askOpen(entry, target.seller, target.topic);
    } else if (!replica) {
      if (needed) this.#askNewest(entry, id);
    } else if (entry.wantsOlder) {
      const oldest = replica.messages[0]?.seq;
      if (replica.more && oldest !== undefined) this.#askOlder(entry, id, oldest);
      else entry.wantsOlder = false;
    }
    if (id !== undefined && viewers.size > 0 && this.#model.sideIn(id) === "seller") this.#meetDesk(id);
  }

  #meetDesk(id: string): void {
    const { desk } = this.#model;
    if (desk.lacksNotes(id))
      this.requests.ask(`notes ${id}`, (ref) => ({ type: "notes", ref, conversation: id }), {
        answer: (frame) => {
          if (frame.type === "notes") desk.loaded(id, frame.items);
        },
        refused: () => desk.loaded(id, []),
      });
    const { seq, steps } = desk.trail(id) ?? {};
    if (seq !== undefined && !steps)
      this.requests.ask(`trail ${id} ${seq}`, (ref) => ({ type: "trail", ref, conversation: id, seq }), {
        answer: (frame) => {
          if (frame.type === "trail") desk.told(id, seq, frame);
        },
        refused: () => desk.ask(id, 0),
      });
  }

  #askOpen(entry: Entry, seller: string, topic: Topic | undefined): void {
    this.requests.ask(`open ${entry.key}`, (ref) => ({ type: "open", ref, seller, ...(topic && { topic }) }), {
      answer: (frame) => {
        if (frame.type !== "opened") return;
        entry.conversation = frame.conversation.id;
        this.#model.opened(frame);
      },
      refused: ({ code, message }) => {
        entry.refused = { code, message };
      },
    });
  }

  #askNewest(entry: Entry, id: string): void {
    this.requests.ask(`newest ${id}`, (ref) => ({ type: "history", ref, conversation: id }), {
      answer: (frame) => {
        if (frame.type === "page") this.#model.loaded(id, frame);
      },
      refused: ({ code, message }) => {
        // The conversation is not theirs any more. A buyer's thread begins another one.
        if ("seller" in entry.target) entry.conversation = undefined;
        else entry.refused = { code, message };
      },
    });
  }

  #askOlder(entry: Entry, id: string, before: number): void {
    const done = () => {
      entry.wantsOlder = false;
    };
    this.requests.ask(`older ${id}`, (ref) => ({ type: "history", ref, conversation: id, before }), {
      answer: (frame) => {
        done();
        if (frame.type === "page") this.#model.copies.older(id, frame.messages, frame.more);
      },
      refused: done,
    });
  }

  #askChanges(id: string, after: number): void {
    this.requests.ask(`changes ${id}`, (ref) => ({ type: "changes", ref, conversation: id, after }), {
      answer: (frame) => {
        if (frame.type === "page") this.#model.changes(id, frame);
      },
      refused: () => this.#model.copies.drop(id),
    });
  }

  #askInbox(key: ListKey): void {
    const { inboxes, time } = this.#model;
    const what = inboxes.question(key);
    const name = `inbox ${key}`;
    if (!what || this.requests.has(name)) return;
    inboxes.asked(key, time);
    this.requests.ask(name, (ref) => ({ type: "inbox", ref, ...what }), {
      answer: (frame) => {
        if (frame.type === "inbox") this.#model.inbox(key, frame);
      },
      refused: ({ code, message }) => inboxes.refused(key, { code, message }),
    });
  }

  /** Of the newest files first; what one request doesn't take is asked for after its answer. */
  #askLinks(): void {
    const asked = this.#links.due(this.#attachments(), this.#clock.now());
    if (asked.length === 0) return;
    this.requests.ask("links", (ref) => ({ type: "links", ref, attachments: asked }), {
      answer: (frame) => {
        if (frame.type === "links") this.#links.learn(asked, frame, this.#clock.now());
      },
      refused: () => this.#links.refused(asked),
    });
  }

  /** The files of what some page shows. */
  #attachments(): Set<string> {
    const ids = new Set<string>();
    for (const conversation of this.#threads.viewed())
      for (const { attachments } of this.#model.copies.get(conversation)?.messages.slice().reverse() ?? [])
        for (const { id } of attachments) ids.add(id);
    return ids;
  }

  #askChange(name: string, change: Change): void {
    const done = (taken: boolean, code?: ErrorCode) => {
      if (this.#changes.get(name) === change) this.#changes.delete(name); // or a newer one has taken its place
      change.done(taken, code);
    };
    this.requests.ask(name, change.frame, { answer: () => done(true), refused: ({ code }) => done(false, code) });
  }

  #sendDue(): void {
    const now = this.#clock.now();
    const due = this.#outbox.takeDue(now);
    this.#uploads.sweep();
    for (const item of due)
      if (hasToUpload(item)) this.#uploads.start(item);
      else this.#send(sendOf(item));
    const times = [this.#outbox.nextAfter(now), this.#links.nextAfter(this.#attachments(), now)];
    const next = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
    this.#cancelNext();
    if (next < Number.POSITIVE_INFINITY) this.#cancelNext = this.#clock.after(next - now, this.#look);
  }
}

const sendOf = ({ id, conversation, text, replyTo, anyway, files = [] }: Placed): ClientFrame => ({
  type: "send",
  id,
  conversation,
  text,
  ...(replyTo !== undefined && { replyTo }),
  ...(anyway && { anyway }),
  ...(files.length > 0 && { attachments: files.flatMap(({ uploaded }) => (uploaded ? [uploaded.id] : [])) }),
});
