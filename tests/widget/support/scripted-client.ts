import type {
  ChatClient,
  ChatState,
  InboxList,
  Link,
  ListKey,
  ListView,
  Outgoing,
  Party,
  ReportReason,
  Status,
  Thread,
  ThreadKey,
  Topic,
} from "../../../widget/client/state";

export type Call = readonly [method: keyof ChatClient, ...args: unknown[]];

/** A client without a server: the test says what its state is, and reads what was asked of it. */
export class ScriptedClient implements ChatClient {
  state: ChatState;
  readonly calls: Call[] = [];
  private readonly opened: (Topic | undefined)[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(state: Partial<ChatState> = {}) {
    this.state = { link: { state: "idle" }, threads: new Map(), inboxes: new Map(), links: new Map(), ...state };
  }

  set(change: Partial<ChatState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  setLink(link: Link): void {
    this.set({ link });
  }

  setThread(thread: Thread): void {
    this.set({ threads: new Map(this.state.threads).set(thread.key, thread) });
  }

  changeThread(key: ThreadKey, change: Partial<Thread>): void {
    const thread = this.state.threads.get(key);
    if (!thread) throw new Error(`no thread ${key}`);
    this.setThread({ ...thread, ...change });
  }

  setInbox(seller: string, list: InboxList): void {
    this.set({ inboxes: new Map(this.state.inboxes).set(seller, list) });
  }

  /** The calls of one method, their arguments only. */
  callsOf(method: keyof ChatClient): unknown[][] {
    return this.calls.filter(([name]) => name === method).map(([, ...args]) => args);
  }

  /** The ids of the products that were opened, in turn. */
  openedTopics(): (string | undefined)[] {
    return this.opened.map((topic) => topic?.id);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start = (guest: "create" | "known" = "create") => this.call("start", guest);
  stop = () => this.call("stop");
  tokenChanged = () => this.call("tokenChanged");
  open = (seller: string, topic?: Topic) => {
    this.opened.push(topic);
    this.call("open", seller, topic);
  };
  show = (conversation: string) => this.call("show", conversation);
  leave = (key: ThreadKey) => this.call("leave", key);
  send = (key: ThreadKey, text: string, replyTo?: number, files: readonly Outgoing[] = []) =>
    this.call(
      ...(["send", key, text] as const),
      ...(replyTo !== undefined ? [replyTo] : []),
      ...(files.length > 0 ? [files] : []),
    );
  relink = (attachment: string) => this.call("relink", attachment);
  retry = (key: ThreadKey, id: string, anyway?: true) =>
    anyway ? this.call("retry", key, id, anyway) : this.call("retry", key, id);
  block = (key: ThreadKey, on: boolean) => this.call("block", key, on);
  report = (key: ThreadKey, reason: ReportReason, text = "") => this.call("report", key, reason, text);
  discard = (key: ThreadKey, id: string) => this.call("discard", key, id);
  edit = (key: ThreadKey, seq: number, text: string, anyway?: true) =>
    anyway ? this.call("edit", key, seq, text, anyway) : this.call("edit", key, seq, text);
  remove = (key: ThreadKey, seq: number) => this.call("remove", key, seq);
  older = (key: ThreadKey) => this.call("older", key);
  seen = (key: ThreadKey) => this.call("seen", key);
  typing = (key: ThreadKey) => this.call("typing", key);
  draft = (key: ThreadKey, text: string, note?: true) =>
    note ? this.call("draft", key, text, note) : this.call("draft", key, text);
  setStatus = (key: ThreadKey, status: Status) => this.call("setStatus", key, status);
  assign = (key: ThreadKey, agent: Party | null) => this.call("assign", key, agent);
  note = (key: ThreadKey, text: string) => this.call("note", key, text);
  trail = (key: ThreadKey, seq: number) => this.call("trail", key, seq);
  list = (view: ListView) => this.call("list", view);
  listMore = (key: ListKey) => this.call("listMore", key);
  /** What HTTP answers; a test may put its own here. */
  answer: (method: string, path: string, body?: unknown) => Promise<unknown> = async () => ({});
  request = (method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown) => {
    this.call("request", method, path, body);
    return this.answer(method, path, body);
  };
  unlist = (key: ListKey) => this.call("unlist", key);

  private call(...call: Call): void {
    this.calls.push(call);
  }
}
