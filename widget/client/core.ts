import { ATTACHMENT_BYTES, ATTACHMENTS, frameBytes, TEXT_LENGTH } from "../../server/protocol/limits";
import { VERSION } from "../../server/protocol/version";
import { apply, type Command, type Workshop } from "./commands";
import { Connection, type ConnectionDeps, type ConnectionState } from "./connection";
import { FileLinks } from "./file-links";
import { type Receiver, receive } from "./incoming";
import { Model } from "./model";
import { Needs } from "./needs";
import { Outbox } from "./outbox";
import type { ChatState, Link, Party, Side } from "./state";
import type { Refused, Shelf, Waiting } from "./storage";
import { Threads } from "./threads";
import type { Hello, Welcome } from "./transports/transport";
import { unreachable } from "./unreachable";
import type { Upload } from "./upload";
import { Uploads } from "./uploads";

export interface CoreDeps
  extends Pick<ConnectionDeps, "clock" | "random" | "backoff" | "log" | "transports" | "token"> {
  /** The person's id. */
  readonly me: string;
  /** Where files go, and relative links lead. */
  readonly server: string;
  readonly upload: Upload;
  readonly sides: readonly [Side, ...Side[]];
  readonly locale?: string;
  readonly shelf: Shelf;
  /** Whether a page that shows a thread is in view right now. */
  readonly visible: () => boolean;
  /** `state` is another one; at most once a microtask. */
  readonly changed: () => void;
}

/** How often a conversation in view is compared with the server, and the outbox with what is stored. */
const CHECK = 60_000;

/** One person's chat, whole: the link, the conversations, the outbox. One tab runs it, for all tabs of that person. */
export class Core {
  readonly #deps: CoreDeps;
  readonly #connection: Connection;
  readonly #outbox: Outbox;
  readonly #threads: Threads;
  readonly #model: Model;
  readonly #needs: Needs;
  readonly #uploads: Uploads;
  readonly #links: FileLinks;
  readonly #shop: Workshop;
  #link = CONNECTING;
  #limits = {
    text: TEXT_LENGTH,
    frame: frameBytes(TEXT_LENGTH),
    attachments: ATTACHMENTS,
    file: ATTACHMENT_BYTES,
  };
  #head: Pick<ChatState, "me" | "limits"> = {};
  #state: ChatState | undefined;
  #touched = false;
  #stopped = false;
  /** What other pages left behind was read. */
  loaded = false;
  #stopChecking: () => void = () => {};

  constructor(deps: CoreDeps) {
    const { clock, shelf, me, sides } = deps;
    this.#deps = deps;
    const look = () => this.#touch();
    this.#outbox = new Outbox(shelf);
    this.#threads = new Threads(shelf);
    this.#model = new Model(me, sides[0], this.#outbox, clock, look);
    this.#uploads = new Uploads({ ...deps, outbox: this.#outbox, changed: look });
    this.#links = new FileLinks(deps.server);
    const files = { uploads: this.#uploads, links: this.#links };
    const parts = { ...files, model: this.#model, threads: this.#threads, outbox: this.#outbox, clock };
    this.#needs = new Needs(parts, (frame) => this.#connection.send(frame), look);
    const receiver: Receiver = { ...parts, needs: this.#needs, log: deps.log, me: () => this.#me() };
    this.#shop = {
      ...parts,
      needs: this.#needs,
      me: () => this.#me(),
      send: (frame) => this.#connection.send(frame),
      refusal: (item) => this.#refusal(item),
    };
    this.#connection = new Connection({
      ...deps,
      hello: (token, full) => this.#hello(token, full),
      changed: (state) => this.#linkChanged(state),
      welcome: (frame, hello, first) => this.#welcomed(frame, hello, first),
      frame: (frame) => {
        receive(frame, receiver);
        this.#touch();
      },
    });
  }

  /** Reads what other pages left behind. */
  async load(): Promise<void> {
    await Promise.all([this.#outbox.load(), this.#threads.load()]);
    for (const { key, target } of this.#outbox.items) this.#threads.ensure(key, target);
    this.loaded = true;
    this.#touch();
  }

  /** Then connects. */
  async start(): Promise<void> {
    await this.load();
    if (!this.#stopped) this.#connection.start();
  }

  stop(): void {
    this.#stopped = true;
    this.#uploads.stop();
    this.#connection.stop();
  }

  /** See `Connection`. */
  probe(): void {
    this.#connection.probe();
  }

  renew(): void {
    this.#connection.renew();
  }

  /** What waits for its ack, as another core takes it over. */
  get waiting(): readonly Command[] {
    return this.#outbox.items.map((item) => ({ type: "send", item, bytes: this.#outbox.blobs.of(item.files) }));
  }

  get state(): ChatState {
    this.#state ??= this.#build();
    return this.#state;
  }

  /** @param page who asks: a thread stays as long as any page shows it */
  do(command: Command, page: string): void {
    apply(command, page, this.#shop);
    this.#touch();
  }

  /** The page is gone. */
  gone(page: string): void {
    for (const entry of this.#threads.values()) entry.viewers.delete(page);
    this.#model.inboxes.gone(page);
    this.#threads.trim(this.#model, this.#outbox);
  }

  /** What the server would refuse anyway never takes its place in the queue. */
  #refusal({ text, files = [] }: Waiting): Refused | undefined {
    const { text: longest, frame, attachments, file } = this.#limits;
    if (files.length > attachments)
      return { code: "too_large", message: `A message has at most ${attachments} files.` };
    if (files.some(({ size }) => size > file))
      return { code: "too_large", message: `A file has at most ${file} bytes.` };
    if (text.length > longest) return { code: "too_long", message: `A message has at most ${longest} characters.` };
    const bytes = new TextEncoder().encode(JSON.stringify(text)).length + 256; // ids and the rest of the frame
    return bytes > frame ? { code: "too_long", message: `A message has at most ${frame} bytes.` } : undefined;
  }

  #hello(token: string, full: boolean): Hello {
    const { locale, sides } = this.#deps;
    return {
      type: "hello",
      v: VERSION,
      token,
      ...(full && { cursors: this.#model.copies.cursors() }),
      ...(locale !== undefined && { locale }),
      sides: [...sides],
    };
  }

  #linkChanged(state: ConnectionState): void {
    const was = this.#link.state;
    this.#link = linkOf(state);
    if (was === "connected" && this.#link.state !== "connected") this.#cutOff();
    this.#touch();
  }

  #cutOff(): void {
    this.#stopChecking();
    this.#needs.cutOff();
    this.#model.cutOff();
  }

  #welcomed(frame: Welcome, hello: Hello, first: boolean): void {
    if (first) {
      this.#cutOff(); // also when a WebSocket takes over from polling: its answers went another way
      this.#check();
    }
    // With polling there is a welcome every few seconds: the same one is no news.
    const { text, attachments, file, contacts } = frame.limits;
    const head = { me: frame.user, limits: { text, attachments, file, contacts } };
    if (JSON.stringify(head) !== JSON.stringify(this.#head)) this.#head = head;
    this.#limits = frame.limits;
    this.#links.at(frame.time, this.#deps.clock.now());
    this.#model.welcome(frame.time, new Set(Object.keys(hello.cursors ?? {})), first);
    this.#touch();
  }

  #check(): void {
    this.#stopChecking = this.#deps.clock.after(CHECK, () => {
      void this.load();
      if (this.#deps.visible()) this.#model.doubt(this.#threads.viewed());
      this.#check();
      this.#touch();
    });
  }

  #me(): Party {
    const { sellers, ...party } = this.#head?.me ?? { id: this.#deps.me, name: "", sellers: [] };
    return party;
  }

  /** Something may be different: in this turn's microtask the needs are met and the page is told, once. */
  #touch(): void {
    this.#state = undefined;
    if (this.#touched) return;
    this.#touched = true;
    queueMicrotask(() => {
      this.#touched = false;
      if (this.#stopped) return;
      if (this.#link.state === "connected") this.#needs.meet();
      this.#deps.changed();
    });
  }

  #build(): ChatState {
    return {
      link: this.#link,
      ...this.#head,
      threads: this.#threads.shown(this.#model, this.#outbox, this.#link.state === "connected"),
      inboxes: this.#model.shownInboxes(),
      links: this.#links.shown,
    };
  }
}

const CONNECTING: Link = { state: "connecting" };

const linkOf = (state: ConnectionState): Link => {
  switch (state.name) {
    case "idle":
      return { state: "idle" };
    case "waiting":
    case "authorizing":
    case "connecting":
    case "signing-in":
      return CONNECTING;
    case "live":
      return { state: "connected", transport: state.link.kind };
    case "refused":
      return { state: "refused", code: state.code, message: state.message };
    default:
      return unreachable(state);
  }
};
