import type {
  ChatClient,
  ChatState,
  InboxList,
  Link,
  ListKey,
  ListView,
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
    this.state = { link: { state: "idle" }, threads: new Map(), inboxes: new Map(), ...state };
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

  start = (guest: "create" | "known" = "create") => this.note("start", guest);
  stop = () => this.note("stop");
  tokenChanged = () => this.note("tokenChanged");
  open = (seller: string, topic?: Topic) => {
    this.opened.push(topic);
    this.note("open", seller, topic);
  };
  show = (conversation: string) => this.note("show", conversation);
  leave = (key: ThreadKey) => this.note("leave", key);
  send = (key: ThreadKey, text: string) => this.note("send", key, text);
  retry = (key: ThreadKey, id: string) => this.note("retry", key, id);
  discard = (key: ThreadKey, id: string) => this.note("discard", key, id);
  edit = (key: ThreadKey, seq: number, text: string) => this.note("edit", key, seq, text);
  remove = (key: ThreadKey, seq: number) => this.note("remove", key, seq);
  older = (key: ThreadKey) => this.note("older", key);
  seen = (key: ThreadKey) => this.note("seen", key);
  typing = (key: ThreadKey) => this.note("typing", key);
  draft = (key: ThreadKey, text: string) => this.note("draft", key, text);
  list = (view: ListView) => this.note("list", view);
  listMore = (key: ListKey) => this.note("listMore", key);
  unlist = (key: ListKey) => this.note("unlist", key);

  private note(...call: Call): void {
    this.calls.push(call);
  }
}
