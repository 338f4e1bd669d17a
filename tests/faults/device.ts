import type { Message } from "../../server/protocol/model";
import { type ChatClientOptions, createChatClient } from "../../widget/client/chat-client";
import { bareEnvironment } from "../../widget/client/environment";
import { type ChatClient, type ShownMessage, type Thread, type ThreadKey, threadKey } from "../../widget/client/state";
import { pollingTransport } from "../../widget/client/transports/polling";
import { webSocketTransport } from "../../widget/client/transports/websocket";
import { crashableEnvironment, newDisk } from "./browser";
import { Heart } from "./clock";
import type { Dice } from "./dice";
import type { DeviceLog, Entry, Life, Stored, View } from "./ledger";
import type { Line } from "./line";
import { change, inView, recorded } from "./recorder";
import type { DeviceSpec, Talk } from "./world";

export type Token = () => Promise<string>;

interface Living {
  readonly heart: Heart;
  readonly chat: ChatClient;
  readonly entries: Entry[];
  /** What wakes the page: the network is back, the lid is open again. */
  readonly wakes: Set<() => void>;
  readonly unsubscribe: () => void;
}

/** Clocks of people's machines are wrong by up to an hour. Milliseconds. */
const SKEW = 3_600_000;

/** How many of the newest own messages somebody would still change. */
const CHANGEABLE = 10;

/** A browser with the real client in it, which crashes and freezes when it is told to. */
export class Device {
  readonly #disk = newDisk();
  readonly #lives: Life[] = [];
  readonly #skew: number;
  readonly #removed = new Set<string>();
  #living: Living;
  #lastId = "";
  #ids = 0;

  /** @param index of the device; message ids tell it */
  constructor(
    readonly spec: DeviceSpec,
    readonly index: number,
    readonly line: Line,
    readonly talks: readonly Talk[],
    readonly token: Token | undefined,
    readonly dice: Dice,
  ) {
    this.#skew = dice.between(-SKEW, SKEW);
    this.#living = this.#born();
  }

  get chat(): ChatClient {
    return this.#living.chat;
  }

  get log(): DeviceLog {
    const { name, side, person } = this.spec;
    const last: Life = { entries: this.#living.entries, ended: "end" };
    return { name, person: this.chat.state.me?.id ?? person ?? "?", side, lives: [...this.#lives, last] };
  }

  /** The guest's own token where nobody is signed in. */
  async credentials(): Promise<string | undefined> {
    return this.token ? this.token() : this.#disk.keep.get(`seller-chat guest ${this.line.url}`);
  }

  /** In the middle of whatever it does: nothing that the page still does has an effect. */
  crash(): void {
    const { heart, unsubscribe, chat, entries } = this.#living;
    heart.stop();
    unsubscribe();
    this.line.cut("RST");
    chat.stop();
    this.#lives.push({ entries, ended: "crash" });
    this.#living = this.#born();
  }

  reload(): void {
    const { heart, unsubscribe, chat, entries } = this.#living;
    unsubscribe();
    chat.stop();
    heart.stop();
    this.#lives.push({ entries, ended: "reload" });
    this.#living = this.#born();
  }

  freeze(): void {
    this.#living.heart.freeze();
  }

  thaw(): void {
    const { heart } = this.#living;
    if (heart.pulse === "frozen") heart.thaw();
  }

  /** The browser says that the network is back, or the page in view again. */
  wake(): void {
    const { heart, wakes } = this.#living;
    if (heart.pulse === "awake") for (const wake of wakes) wake();
  }

  stop(): void {
    const { heart, unsubscribe, chat } = this.#living;
    unsubscribe();
    chat.stop();
    heart.stop();
  }

  /** Where nothing can be done, since the page is frozen or doesn't know the conversation yet, nothing is done. */
  send(talk: number, text: string): void {
    const key = this.#opened(talk);
    if (key === undefined) return;
    this.chat.send(key, text);
    this.#tell({ is: "submitted", id: this.#lastId, talk, text });
  }

  /** @param which of the newest own ones: at least 0, below 1. Without a text it is taken back. */
  rewrite(talk: number, which: number, text: string | undefined): void {
    const key = this.#opened(talk);
    const own = key === undefined ? [] : this.#changeable(key);
    const message = own[Math.floor(which * own.length)];
    if (key === undefined || !message) return;
    const { id, seq } = message;
    if (text === undefined) {
      this.#removed.add(id);
      this.chat.remove(key, seq);
    } else this.chat.edit(key, seq, text);
    this.#tell({ is: "rewrote", id, text });
  }

  see(talk: number): void {
    const key = this.#opened(talk);
    const thread = key === undefined ? undefined : this.chat.state.threads.get(key);
    const newest = thread?.messages.findLast((shown) => shown.kind === "stored");
    if (key === undefined || !thread?.conversation || newest?.kind !== "stored") return;
    this.chat.seen(key);
    this.#tell({ is: "saw", talk, seq: newest.message.seq });
  }

  type(talk: number): void {
    const key = this.#opened(talk);
    if (key !== undefined) this.chat.typing(key);
  }

  older(talk: number): void {
    const key = this.#opened(talk);
    if (key !== undefined) this.chat.older(key);
  }

  /** Looks at something else, and comes back with the next thing that is done here. */
  leave(talk: number): void {
    const key = this.#keyOf(talk);
    if (key !== undefined && this.#living.heart.pulse === "awake") this.chat.leave(key);
  }

  /** What the person sees of each conversation. One that isn't there yet is asked for, and so is what is older. */
  views(): readonly View[] {
    return this.spec.talks.flatMap((talk) => {
      const key = this.#opened(talk);
      const thread = key === undefined ? undefined : this.chat.state.threads.get(key);
      if (key === undefined || !thread?.conversation) return [];
      if (thread.more && thread.loading === "no") this.chat.older(key);
      return [{ talk, conversation: thread.conversation, messages: thread.messages.flatMap(storedIn) }];
    });
  }

  /** Why not everything is done yet; undefined when it is. */
  unrest(stored: readonly Stored[]): string | undefined {
    const { link, threads } = this.chat.state;
    const views = this.views();
    if (link.state !== "connected") return `the link is ${link.state}`;
    if (link.transport !== "websocket") return `the link is ${link.transport}`;
    const waiting = [...threads.values()].flatMap(({ messages }) => messages.filter(({ kind }) => kind === "waiting"));
    if (waiting.length > 0) return `${waiting.length} wait, the first is ${JSON.stringify(waiting[0])}`;
    for (const conversation of stored) {
      if (!this.spec.talks.includes(conversation.talk)) continue;
      const view = views.find(({ talk }) => talk === conversation.talk);
      const behind = view ? lag(view, conversation) : "isn't there";
      if (behind !== undefined) return `talk ${conversation.talk}: ${behind}`;
    }
    return undefined;
  }

  #born(): Living {
    const heart = new Heart();
    const entries: Entry[] = [];
    const tell = (entry: Entry) => void entries.push(entry);
    const wakes = new Set<() => void>();
    const environment = crashableEnvironment({
      heart,
      disk: this.#disk,
      dice: this.dice,
      skew: this.#skew,
      uuid: () => this.#uuid(),
      onWake: (wake) => {
        wakes.add(wake);
        return () => wakes.delete(wake);
      },
    });
    const { url } = this.line;
    const { socket, fetch, clock } = environment;
    const options: ChatClientOptions = {
      server: url,
      sides: [this.spec.side],
      ...(this.token && { token: this.token }),
      transports: {
        websocket: recorded(webSocketTransport(url, socket), "websocket", tell),
        polling: recorded(pollingTransport(url, fetch, clock), "polling", tell),
      },
    };
    const chat = createChatClient(options, environment);
    const shown = new Map<ThreadKey, readonly ShownMessage[]>();
    const look = () => {
      for (const [key, thread] of chat.state.threads) {
        const before = shown.get(key) ?? [];
        const messages = inView(before, thread);
        const entry = change(key, before, messages);
        shown.set(key, messages);
        if (entry) tell(entry);
      }
    };
    start(chat, this.spec, this.talks);
    return { heart, chat, entries, wakes, unsubscribe: chat.subscribe(look) };
  }

  #tell(entry: Entry): void {
    this.#living.entries.push(entry);
  }

  /** `…-0007-…-000000000042`: the 42nd of device 7. */
  #uuid(): string {
    const device = String(this.index).padStart(4, "0");
    this.#lastId = `00000000-${device}-4000-8000-${String(++this.#ids).padStart(12, "0")}`;
    return this.#lastId;
  }

  #keyOf(talk: number): ThreadKey | undefined {
    return keyOf(this.chat, this.spec, this.talks[talk]);
  }

  /** The thread of a conversation, open on the page; undefined where the page knows nothing of it, or is frozen. */
  #opened(talk: number): ThreadKey | undefined {
    const key = this.#living.heart.pulse === "awake" ? this.#keyOf(talk) : undefined;
    const { seller, topic } = this.talks[talk] ?? {};
    if (key === undefined || seller === undefined) return undefined;
    if (this.spec.side === "buyer") this.chat.open(seller, topic);
    else this.chat.show(key);
    return key;
  }

  #changeable(key: ThreadKey): readonly Message[] {
    const messages = this.chat.state.threads.get(key)?.messages.flatMap(storedIn) ?? [];
    const me = this.chat.state.me?.id;
    return messages
      .filter(({ id, sender, removedAt }) => sender.id === me && removedAt === undefined && !this.#removed.has(id))
      .slice(-CHANGEABLE);
  }
}

const start = (chat: ChatClient, { side, sellers, talks }: DeviceSpec, all: readonly Talk[]): void => {
  for (const seller of side === "buyer" ? [""] : sellers) chat.list({ seller });
  for (const talk of talks) {
    const { seller, topic } = all[talk] ?? {};
    if (side === "buyer" && seller !== undefined) chat.open(seller, topic);
  }
  chat.start();
};

/** An agent learns of a conversation through the list. */
const keyOf = (chat: ChatClient, { side }: DeviceSpec, talk: Talk | undefined): ThreadKey | undefined => {
  if (!talk) return undefined;
  if (side === "buyer") return threadKey(talk.seller, talk.topic.id);
  return chat.state.inboxes.get(talk.seller)?.items.find(({ topic }) => topic?.id === talk.topic.id)?.id;
};

const storedIn = (shown: ShownMessage): readonly Message[] => (shown.kind === "stored" ? [shown.message] : []);

/** What a view still lacks of what is stored. */
const lag = ({ messages, conversation }: View, { rev, received, read, ...stored }: Stored): string | undefined => {
  if (conversation.rev !== rev) return `rev ${conversation.rev} of ${rev}`;
  const missing = stored.messages.find((message, n) => messages[n]?.rev !== message.rev);
  if (missing) return `${messages.length} messages, not message ${missing.seq} as of rev ${missing.rev}`;
  const told = JSON.stringify([conversation.received, conversation.read]);
  const known = JSON.stringify([received, read]);
  return told === known ? undefined : `positions ${told}, not ${known}`;
};

/** What a new client of the same person loads, at the pace of the server and on no line but the machine's own. */
export async function freshViews(
  spec: DeviceSpec,
  talks: readonly Talk[],
  options: Pick<ChatClientOptions, "server" | "token">,
  patience: number,
): Promise<readonly View[]> {
  const chat = createChatClient({ ...options, sides: [spec.side] }, bareEnvironment());
  start(chat, spec, talks);
  const giveUpAt = Date.now() + patience;
  try {
    for (;;) {
      const threads = spec.talks.map((talk) => whole(chat, spec, talks, talk));
      const loaded = threads.flatMap((thread) => (thread === undefined ? [] : [thread]));
      if (loaded.length === spec.talks.length || Date.now() > giveUpAt) return loaded;
      await Bun.sleep(20);
    }
  } finally {
    chat.stop();
  }
}

const whole = (chat: ChatClient, spec: DeviceSpec, talks: readonly Talk[], talk: number): View | undefined => {
  const key = keyOf(chat, spec, talks[talk]);
  if (key === undefined) return undefined;
  const thread: Thread | undefined = chat.state.threads.get(key);
  if (!thread && spec.side === "seller") chat.show(key);
  if (!thread?.conversation || thread.loading !== "no") return undefined;
  if (!thread.more) return { talk, conversation: thread.conversation, messages: thread.messages.flatMap(storedIn) };
  chat.older(key);
  return undefined;
};
