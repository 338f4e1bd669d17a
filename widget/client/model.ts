import type { ServerFrameOf } from "../../server/protocol/server-frames";
import type { Clock } from "./clock";
import { refreshed, waitingIn, withChange, withMessages, withPositions } from "./conversations";
import { Copies } from "./copies";
import { Desk } from "./desk";
import { Inboxes } from "./inboxes";
import type { Outbox } from "./outbox";
import { OwnPositions } from "./positions";
import type { Conversation, InboxList, ListKey, Message, Side, Unsaved } from "./state";
import { Typing } from "./typing";

type Presence = Pick<ServerFrameOf<"presence">, "online" | "usual" | "until">;
type Resumed = ServerFrameOf<"resumed">;
type Receipt = ServerFrameOf<"receipt">;
type Changed = ServerFrameOf<"changed">;
type Opened = ServerFrameOf<"opened">;
type Page = ServerFrameOf<"page">;

/** What the server's frames say, put in its place. Sends nothing and shows nothing. */
export class Model {
  /** The person's id. */
  readonly me: string;
  readonly #side: Side;
  readonly #outbox: Outbox;
  readonly #conversations = new Map<string, Conversation>();
  readonly copies = new Copies();
  readonly positions = new OwnPositions();
  readonly typing: Typing;
  /** The same of one's own side: two don't answer at once. */
  readonly answering: Typing;
  readonly desk = new Desk();
  /** By seller: whether somebody sits at the inbox, and when else they answer. */
  readonly presence = new Map<string, Presence>();
  /** Own messages that the server has stored otherwise than they were written: it hides contacts. */
  readonly masked = new Set<string>();
  /** By conversation: what the server refused to put in the place of a text. */
  readonly unsaved = new Map<string, Unsaved>();
  readonly inboxes: Inboxes;
  /** Conversations that a list was asked for already, without finding them. */
  readonly #strange = new Set<string>();
  /** The latest time that the server told (ISO). */
  #time = "";
  /** Counts changes of conversations. */
  #version = 0;

  /** @param me the person's id. @param side where they are while nothing is known of a conversation */
  constructor(me: string, side: Side, outbox: Outbox, clock: Clock, changed: () => void) {
    this.me = me;
    this.#side = side;
    this.#outbox = outbox;
    this.inboxes = new Inboxes(me);
    this.typing = new Typing(clock, changed);
    this.answering = new Typing(clock, changed);
  }

  get time(): string {
    return this.#time;
  }

  /** @param time the server's (ISO) */
  at(time: string): void {
    if (time > this.#time) this.#time = time;
  }

  conversation(id: string): Conversation | undefined {
    return this.#conversations.get(id);
  }

  /** The side this person is on there. */
  sideIn(id: string): Side {
    const buyer = this.#conversations.get(id)?.buyer.id;
    return buyer === undefined ? this.#side : this.#sideOf(buyer);
  }

  #sideOf(buyer: string): Side {
    return buyer === this.me ? "buyer" : "seller";
  }

  welcome(time: string, named: ReadonlySet<string>, first: boolean): void {
    this.at(time);
    this.copies.welcome(named, first);
    if (first) this.positions.reset();
  }

  /** The link is gone: from now on things happen unseen. */
  cutOff(): void {
    this.typing.endedAll();
    this.answering.endedAll();
    this.desk.cutOff();
    this.#strange.clear();
    this.inboxes.cutOff();
  }

  /** Compares what is in view with the server: on a bus between servers, a live frame may be lost. */
  doubt(conversations: Iterable<string>): void {
    for (const id of conversations) this.copies.doubt(id);
    this.inboxes.outdated();
  }

  opened({ conversation, messages, more }: Opened): void {
    this.#learn(conversation);
    this.copies.load(conversation.id, messages, more, conversation.rev);
    this.#arrived(conversation.id, messages);
  }

  /** The newest page of `history`: a copy from scratch. */
  loaded(id: string, { messages, more, rev }: Page): void {
    this.copies.load(id, messages, more, rev);
    this.#arrived(id, messages);
  }

  changes(id: string, { messages, more, rev }: Page): void {
    const all = this.copies.changes(id, messages, more, rev);
    this.#tell(id, all);
    this.#arrived(id, all);
  }

  /** A live message, or between `welcome` and `resumed` a missed one. */
  message(id: string, message: Message): void {
    this.at(message.at);
    if (this.copies.message(id, message)) this.#tell(id, [message]);
    this.#arrived(id, [message]);
    if (!this.#conversations.has(id)) this.#missing(id);
    (message.side === this.sideIn(id) ? this.answering : this.typing).ended(id);
  }

  resumed(frame: Resumed): void {
    const { conversation: id, rev, received, read } = frame;
    const reset = frame.reset === true;
    const missed = this.copies.resumed(id, rev, reset);
    this.#tell(id, missed);
    this.#arrived(id, missed);
    if (!reset)
      for (const side of ["buyer", "seller"] as const)
        this.#position(id, side, { received: received[side], read: read[side] });
  }

  receipt({ conversation, side, received, read }: Receipt): void {
    this.#position(conversation, side, { received, read });
  }

  changed({ conversation: id, ...change }: Changed): void {
    const { status, blocked } = change;
    const known = this.#conversations.get(id);
    if (!known) return;
    if (blocked) this.typing.ended(id);
    this.#put(withChange(known, change));
    if (status === "closed") this.inboxes.waits(known, false);
    else if (status === "open") this.inboxes.outdated(); // nobody here knows who wrote last
  }

  /** This side has seen everything there is: at once here, and with the next frames at the server. */
  seen(id: string): void {
    const newest = this.copies.get(id)?.messages.at(-1)?.seq;
    const conversation = this.#conversations.get(id);
    if (newest === undefined) return;
    this.positions.read(id, newest);
    if (!conversation) return;
    const mine = this.sideIn(id);
    this.#put(withPositions(conversation, mine, { received: newest, read: newest }, mine));
  }

  inbox(key: ListKey, frame: ServerFrameOf<"inbox">): void {
    for (const item of frame.items) this.#learn(item);
    this.inboxes.answered(key, frame);
  }

  shownInboxes(): ReadonlyMap<ListKey, InboxList> {
    const belonging = (seller: string) =>
      [...this.#conversations.values()].filter((conversation) => this.#listOf(conversation) === seller);
    return this.inboxes.shown(belonging, this.#version);
  }

  /** What the server says of a conversation as a whole. */
  #learn(said: Conversation): void {
    const mine = this.#sideOf(said.buyer.id);
    this.positions.shown(said.id, { received: said.received[mine], read: said.read[mine] });
    this.#put(refreshed(this.#conversations.get(said.id), said, mine));
    if (said.unread > 0) this.#received(said.id, said.lastSeq);
  }

  /** This side has it: at once here, and with the next frames at the server. */
  #received(id: string, seq: number): void {
    const conversation = this.#conversations.get(id);
    const mine = this.sideIn(id);
    this.positions.received(id, seq);
    if (conversation) this.#put(withPositions(conversation, mine, { received: seq, read: 0 }, mine));
  }

  #position(id: string, side: Side, positions: { received: number; read: number }): void {
    const conversation = this.#conversations.get(id);
    if (!conversation) return;
    const mine = this.sideIn(id);
    if (side === mine) this.positions.shown(id, positions);
    const next = withPositions(conversation, side, positions, mine);
    this.#put(next);
    // Another device has read a part of what waits, and how much that was is not held here: the lists ask.
    const partly = next.read[mine] > conversation.read[mine] && next.unread > 0;
    if (partly && waitingIn(this.copies.get(id)?.messages ?? [], next, mine) === undefined) this.inboxes.outdated();
  }

  #tell(id: string, messages: readonly Message[]): void {
    const conversation = this.#conversations.get(id);
    if (!conversation) return;
    this.#put(withMessages(conversation, messages, this.sideIn(id)));
    for (const { seq, side } of [...messages].sort((a, b) => a.seq - b.seq))
      if (seq >= conversation.lastSeq && side !== "system") this.inboxes.waits(conversation, side === "buyer");
  }

  /** Messages that are safe on the server leave the outbox once they are in the log here (D5); foreign ones are received. */
  #arrived(id: string, messages: readonly Message[]): void {
    const copy = this.copies.get(id);
    for (const { id: message, side, seq, rev, text, editedAt, removedAt } of messages) {
      if (copy && rev > copy.cursor) continue;
      const written = this.#outbox.get(message)?.text ?? text;
      if (written !== text && !editedAt && !removedAt) this.masked.add(message);
      if (copy) this.#outbox.remove(message);
      else this.#outbox.settle(message);
      if (side !== this.sideIn(id)) this.#received(id, seq);
    }
  }

  #put(known: Conversation): void {
    const held = this.copies.get(known.id)?.messages ?? [];
    const conversation = { ...known, unread: waitingIn(held, known, this.sideIn(known.id)) ?? known.unread };
    const before = this.#conversations.get(conversation.id);
    this.#conversations.set(conversation.id, conversation);
    this.#version++;
    const more = conversation.unread - (before?.unread ?? conversation.unread);
    if (more !== 0) this.inboxes.unread(this.#listOf(conversation), more);
  }

  #listOf(conversation: Conversation): string {
    return this.#sideOf(conversation.buyer.id) === "buyer" ? "" : conversation.seller.id;
  }

  /** A message of a conversation that nobody knows here: the lists ask. */
  #missing(id: string): void {
    if (this.#strange.has(id)) return;
    this.#strange.add(id);
    this.inboxes.outdated();
  }
}
