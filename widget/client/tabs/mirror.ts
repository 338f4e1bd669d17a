/** What changed between two states, in a form that can be cloned into another tab, and back. */
import type { ChatState, Conversation, InboxList, Link, ListKey, ShownMessage, Thread, ThreadKey } from "../state";

export const EMPTY: ChatState = {
  link: { state: "connecting" },
  threads: new Map(),
  inboxes: new Map(),
  links: new Map(),
};

/** `remove` items at `at` give way to `insert`. */
interface Splice<T> {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly T[];
}

type Head = Omit<ChatState, "threads" | "inboxes" | "link" | "links">;

export interface Patch {
  readonly link?: Link;
  readonly head?: Head;
  readonly links?: ChatState["links"];
  /** Without a `thread`: it is gone. */
  readonly threads: readonly {
    readonly key: ThreadKey;
    readonly thread?: Omit<Thread, "messages">;
    readonly messages: Splice<ShownMessage>;
  }[];
  /** Without a `list`: it is gone. */
  readonly inboxes: readonly {
    readonly key: ListKey;
    readonly list?: Omit<InboxList, "items">;
    readonly items: Splice<Conversation>;
  }[];
}

/** Unchanged parts are the same objects in both, so nothing is compared in depth. */
export const diff = (before: ChatState, after: ChatState): Patch => ({
  ...(before.link !== after.link && { link: after.link }),
  ...((before.me !== after.me || before.limits !== after.limits) && { head: headOf(after) }),
  ...(before.links !== after.links && { links: after.links }),
  threads: [
    ...[...after.threads].flatMap(([key, thread]) => {
      const old = before.threads.get(key);
      const { messages, ...rest } = thread;
      return old === thread ? [] : [{ key, thread: rest, messages: splice(old?.messages ?? [], messages) }];
    }),
    ...[...before.threads.keys()]
      .filter((key) => !after.threads.has(key))
      .map((key) => ({ key, messages: splice<ShownMessage>([], []) })),
  ],
  inboxes: [
    ...[...after.inboxes].flatMap(([key, list]) => {
      const old = before.inboxes.get(key);
      const { items, ...rest } = list;
      return old === list ? [] : [{ key, list: rest, items: splice(old?.items ?? [], items) }];
    }),
    ...[...before.inboxes.keys()]
      .filter((key) => !after.inboxes.has(key))
      .map((key) => ({ key, items: splice<Conversation>([], []) })),
  ],
});

export const isEmpty = ({ link, head, links, threads, inboxes }: Patch): boolean =>
  !link && !head && !links && threads.length === 0 && inboxes.length === 0;

/** `patched(before, diff(before, after))` equals `after`. */
export const patched = (state: ChatState, { link, head, links, threads, inboxes }: Patch): ChatState => {
  const nextThreads = new Map(state.threads);
  for (const { key, thread, messages } of threads) {
    if (thread)
      nextThreads.set(key, { ...thread, messages: spliced(state.threads.get(key)?.messages ?? [], messages) });
    else nextThreads.delete(key);
  }
  const nextInboxes = new Map(state.inboxes);
  for (const { key, list, items } of inboxes) {
    if (list) nextInboxes.set(key, { ...list, items: spliced(state.inboxes.get(key)?.items ?? [], items) });
    else nextInboxes.delete(key);
  }
  return {
    ...(head ?? headOf(state)),
    link: link ?? state.link,
    links: links ?? state.links,
    threads: threads.length > 0 ? nextThreads : state.threads,
    inboxes: inboxes.length > 0 ? nextInboxes : state.inboxes,
  };
};

const headOf = ({ me, limits }: ChatState): Head => ({ ...(me && { me }), ...(limits && { limits }) });

/** What lies between the items that both begin with and those that both end with. */
const splice = <T>(before: readonly T[], after: readonly T[]): Splice<T> => {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { at: start, remove: before.length - end - start, insert: after.slice(start, after.length - end) };
};

const spliced = <T>(items: readonly T[], { at, remove, insert }: Splice<T>): readonly T[] => [
  ...items.slice(0, at),
  ...insert,
  ...items.slice(at + remove),
];
