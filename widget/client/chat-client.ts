import { BACKOFF, type Backoff } from "./backoff";
import type { Command } from "./commands";
import type { Environment } from "./environment";
import type { Method } from "./http";
import type { TokenSource } from "./identity";
import { type Log, silent } from "./log";
import {
  type ChatClient,
  type ChatState,
  type ListKey,
  type ListView,
  type Outgoing,
  type Party,
  type ReportReason,
  type Side,
  type Status,
  type ThreadKey,
  type Topic,
  threadKey,
} from "./state";
import type { QueuedFile, Target, Waiting } from "./storage";
import { cleanText } from "./text";
import { pollingTransport } from "./transports/polling";
import type { OpenTransport, TransportKind } from "./transports/transport";
import { webSocketTransport } from "./transports/websocket";
import { Visit } from "./visit";

export interface ChatClientOptions {
  /** The server's address, without a slash at the end: `https://chat.example`. */
  readonly server: string;
  /** On which sides this page wants to hear: a storefront `["buyer"]`, an inbox `["seller"]`. */
  readonly sides: readonly [Side, ...Side[]];
  /** The store's token; without one, the person is a guest. */
  readonly token?: TokenSource;
  /** BCP 47. */
  readonly locale?: string;
  /** Milliseconds; 300 to 20,000 unless told. */
  readonly reconnect?: Backoff;
  readonly log?: Log;
  /** WebSocket and polling, unless told. */
  readonly transports?: Readonly<Partial<Record<TransportKind, OpenTransport>>>;
}

/**
 * The whole chat without an element: see `ChatClient` for what it does.
 *
 * @example
 * const chat = createChatClient({ server: "https://chat.example", sides: ["buyer"] }, browserEnvironment());
 * chat.subscribe(() => render(chat.state));
 * chat.open("lamps", { id: "noon", title: "Noon lamp" });
 * chat.start();
 */
export const createChatClient = (options: ChatClientOptions, environment: Environment): ChatClient =>
  new Client(options, environment);

const queuedFile = (id: string, { file, width, height }: Outgoing): QueuedFile => ({
  id,
  name: file.name,
  type: file.type,
  size: file.size,
  ...(width !== undefined && height !== undefined && { width, height }),
  progress: 0,
});

class Client implements ChatClient {
  readonly #visit: Visit;
  readonly #environment: Environment;
  readonly #listeners = new Set<() => void>();
  readonly #targets = new Map<ThreadKey, Target>();
  #state: ChatState | undefined;
  #telling = false;
  #lastAt = 0;

  constructor(options: ChatClientOptions, environment: Environment) {
    const { server, sides, token = () => undefined, locale, reconnect = BACKOFF, log = silent } = options;
    const { socket, fetch, clock } = environment;
    this.#environment = environment;
    this.#visit = new Visit({
      server,
      sides,
      source: token,
      ...(locale !== undefined && { locale }),
      backoff: reconnect,
      log,
      transports: options.transports ?? {
        websocket: webSocketTransport(server, socket),
        polling: pollingTransport(server, fetch, clock),
      },
      environment,
      changed: () => this.#changed(),
    });
  }

  get state(): ChatState {
    this.#state ??= this.#visit.state;
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(guest: "create" | "known" = "create"): void {
    this.#visit.start(guest);
  }

  stop(): void {
    this.#visit.stop();
  }

  tokenChanged(): void {
    this.#visit.tokenChanged();
  }

  open(seller: string, topic?: Topic): void {
    this.#open(threadKey(seller, topic?.id), topic ? { seller, topic } : { seller });
  }

  show(conversation: string): void {
    this.#open(conversation, { conversation });
  }

  leave(key: ThreadKey): void {
    this.#do({ type: "leave", key });
  }

  send(key: ThreadKey, text: string, replyTo?: number, outgoing: readonly Outgoing[] = []): void {
    const target = this.#targets.get(key);
    if (!target) throw new Error(`no thread was opened as ${key}`);
    const clean = cleanText(text);
    if (clean === "" && outgoing.length === 0) return;
    const { clock, uuid } = this.#environment;
    this.#lastAt = Math.max(clock.now(), this.#lastAt + 1);
    const id = uuid();
    const files = outgoing.map((one, n) => queuedFile(`${id} ${n}`, one));
    const item: Waiting = {
      ...{ id, key, target, text: clean, at: this.#lastAt },
      ...(replyTo !== undefined && { replyTo }),
      ...(files.length > 0 && { files }),
    };
    this.#do({ type: "send", item, bytes: new Map(outgoing.map(({ file }, n) => [`${id} ${n}`, file])) });
  }

  retry(_key: ThreadKey, id: string, anyway?: true): void {
    this.#do({ type: "retry", id, ...(anyway && { anyway }) });
  }

  discard(_key: ThreadKey, id: string): void {
    this.#do({ type: "discard", id });
  }

  edit(key: ThreadKey, seq: number, text: string, anyway?: true): void {
    const clean = cleanText(text);
    if (clean !== "") this.#do({ type: "edit", key, seq, text: clean, ...(anyway && { anyway }) });
  }

  remove(key: ThreadKey, seq: number): void {
    this.#do({ type: "remove", key, seq });
  }

  older(key: ThreadKey): void {
    this.#do({ type: "older", key });
  }

  relink(attachment: string): void {
    this.#do({ type: "relink", attachment });
  }

  seen(key: ThreadKey): void {
    this.#do({ type: "seen", key });
  }

  typing(key: ThreadKey): void {
    this.#do({ type: "typing", key });
  }

  draft(key: ThreadKey, text: string, note?: true): void {
    this.#do({ type: "draft", key, text, ...(note && { note }) });
  }

  block(key: ThreadKey, on: boolean): void {
    this.#do({ type: "block", key, on });
  }

  report(key: ThreadKey, reason: ReportReason, text = ""): void {
    this.#do({ type: "report", key, reason, text: cleanText(text) });
  }

  setStatus(key: ThreadKey, status: Status): void {
    this.#do({ type: "status", key, status });
  }

  assign(key: ThreadKey, agent: Party | null): void {
    this.#do({ type: "assign", key, agent });
  }

  note(key: ThreadKey, text: string): void {
    const { clock, uuid } = this.#environment;
    const clean = cleanText(text);
    if (clean === "") return;
    this.#do({ type: "note", key, id: uuid(), text: clean, at: new Date(clock.now()).toISOString() });
  }

  trail(key: ThreadKey, seq: number): void {
    this.#do({ type: "trail", key, seq });
  }

  list(view: ListView): void {
    this.#do({ type: "list", view });
  }

  listMore(list: ListKey): void {
    this.#do({ type: "list-more", list });
  }

  unlist(list: ListKey): void {
    this.#do({ type: "unlist", list });
  }

  request(method: Method, path: string, body?: unknown): Promise<unknown> {
    return this.#visit.request(method, path, body);
  }

  #open(key: ThreadKey, target: Target): void {
    this.#targets.set(key, target);
    this.#do({ type: "open", key, target });
  }

  #do(command: Command): void {
    this.#visit.do(command);
    this.#changed();
  }

  #changed(): void {
    this.#state = undefined;
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener();
    });
  }
}
