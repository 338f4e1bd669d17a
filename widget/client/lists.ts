/** One list of conversations: what to ask the server for, what its answers say, what is shown. Pure. */
import type { ClientFrameOf } from "../../server/protocol/client-frames";
import type { ServerFrameOf } from "../../server/protocol/server-frames";
import type { Conversation, Found, InboxList, InboxOrder, ListView } from "./state";

type Question = Omit<ClientFrameOf<"inbox">, "type" | "ref">;
type Answer = Pick<ServerFrameOf<"inbox">, "items" | "next" | "unread" | "found">;
/** Why the server said no. */
export type Refused = NonNullable<InboxList["refused"]>;
type Place = Pick<Conversation, "id" | "lastAt" | "unread">;

/** What lies between the server's clocks and a delivery on its way: `since` reaches back this far. */
const OVERLAP = 10_000;

/** What is known of one list on the server; the conversations themselves are kept once, for all lists and threads. */
export interface List {
  readonly view: ListView;
  /** The first page is there. */
  readonly loaded: boolean;
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
  /** The last conversation in the pages loaded: what lies below comes with later pages. Absent: there are none. */
  readonly horizon: Place | undefined;
  readonly unread: number;
  readonly wantsMore: boolean;
  /** Everything up to this server time (ISO) is in. */
  readonly synced: string;
  /** Something may have changed unseen since then. */
  readonly stale: boolean;
  /** Catching up: since when the answers are true, and where the next page of changes begins. */
  readonly catching: { readonly asked: string; readonly before?: string } | undefined;
  /** Ids, as the server told them: where nobody here can judge what belongs. */
  readonly told: readonly string[];
  readonly found: ReadonlyMap<string, Found>;
  readonly refused: Refused | undefined;
}

const NOTHING_FOUND: ReadonlyMap<string, Found> = new Map();

export const newList = (view: ListView): List => ({
  view,
  loaded: false,
  next: null,
  horizon: undefined,
  unread: 0,
  wantsMore: false,
  synced: "",
  stale: false,
  catching: undefined,
  told: [],
  found: NOTHING_FOUND,
  refused: undefined,
});

/** Who wrote last isn't in a conversation, and how words are found is the server's affair: such lists are asked again. */
const isTold = ({ filter, query = "" }: ListView): boolean => filter === "waiting" || query !== "";

/** Catches up for every list of its seller that can be judged here: what has changed may have left a filter, too. */
const isPlain = ({ filter, order = "newest", query = "" }: ListView): boolean =>
  filter === undefined && order === "newest" && query === "";

/** What to ask the server for this list now, if anything. */
export const question = ({ view, loaded, next, wantsMore, synced, stale, catching }: List): Question | undefined => {
  const whose = view.seller === "" ? {} : { seller: view.seller };
  const { filter, order = "newest", query = "" } = view;
  const first = {
    ...whose,
    ...(filter && { filter }),
    ...(order !== "newest" && { order }),
    ...(query !== "" && { query }),
  };
  if (!loaded) return first;
  if (stale || catching) {
    if (isTold(view)) return first;
    const since = new Date(Date.parse(synced) - OVERLAP).toISOString();
    return { ...whose, since, ...(catching?.before !== undefined && { before: catching.before }) };
  }
  return wantsMore && next !== null ? { ...first, before: next } : undefined;
};

/** The question goes out at this server time. What turns stale from now on asks once more. */
export const asked = (list: List, time: string): List => {
  if (!list.loaded) return { ...list, synced: time };
  return list.stale ? { ...list, stale: false, catching: list.catching ?? { asked: time } } : list;
};

/** The answer to `question`, as it stood when the list was `asked`. */
export const answered = (list: List, { items, next, unread, found = [] }: Answer): List => {
  const { catching, view } = list;
  if (catching && !isTold(view))
    return next === null
      ? { ...list, unread, synced: catching.asked, catching: undefined }
      : { ...list, unread, catching: { ...catching, before: next } };
  const begins = !list.loaded || catching !== undefined;
  const ids = items.map(({ id }) => id);
  return {
    ...list,
    loaded: true,
    next,
    horizon: next === null ? undefined : (items.at(-1) ?? list.horizon),
    unread,
    wantsMore: false,
    catching: undefined,
    told: !isTold(view) ? [] : begins ? ids : [...new Set([...list.told, ...ids])],
    found:
      found.length === 0 && (begins || list.found.size === 0)
        ? NOTHING_FOUND
        : new Map([...(begins ? [] : list.found), ...found.map((one) => [one.conversation, one] as const)]),
  };
};

/** Something may have happened that nobody told here. */
export const outdated = (list: List): List =>
  list.loaded && (isPlain(list.view) || isTold(list.view)) ? { ...list, stale: true } : list;

/** The link is gone: whatever was under way is asked again, from where everything was in. */
export const cutOff = (list: List): List => ({ ...outdated(list), catching: undefined });

/** The server will not show it to this person. */
export const refusedList = (list: List, refused: Refused): List => ({
  ...list,
  loaded: true,
  next: null,
  wantsMore: false,
  stale: false,
  catching: undefined,
  refused,
});

/** Whether a conversation waits for the seller's answer, where a live frame says so. */
export const waits = (list: List, id: string, waiting: boolean): List => {
  const { filter, query = "" } = list.view;
  if (filter !== "waiting" || query !== "" || !list.loaded || list.told.includes(id) === waiting) return list;
  return { ...list, told: waiting ? [id, ...list.told] : list.told.filter((other) => other !== id) };
};

/** Newest first; `id` decides between equals. */
const newestFirst = (a: Place, b: Place): number =>
  a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : a.id < b.id ? 1 : a.id > b.id ? -1 : 0;
const unreadFirst = (a: Place, b: Place): number => Number(b.unread > 0) - Number(a.unread > 0) || newestFirst(a, b);
const ORDERS: Readonly<Record<InboxOrder, typeof newestFirst>> = { newest: newestFirst, unread: unreadFirst };

const fits = ({ filter }: ListView, { unread, assignee, status, blocked }: Conversation, me: string): boolean => {
  switch (filter) {
    case "unread":
      return unread > 0;
    case "mine":
      return assignee?.id === me;
    case "closed":
      return status === "closed";
    case "blocked":
      return blocked === true;
    default:
      return true; // `waiting`: as told
  }
};

/**
 * @param belonging every known conversation of this list's seller. Those without a message aren't in a list yet.
 * @param me the person's id
 */
export const shownList = (list: List, belonging: readonly Conversation[], me: string): InboxList => {
  const { view, found, refused } = list;
  const known = belonging.filter(({ lastSeq }) => lastSeq > 0);
  return {
    items: isTold(view) ? toldItems(list, known) : judgedItems(list, known, me),
    unread: list.unread,
    more: list.next !== null,
    loading: !list.loaded || list.wantsMore,
    ...(found.size > 0 && { found }),
    ...(refused && { refused }),
  };
};

const judgedItems = ({ view, horizon }: List, known: readonly Conversation[], me: string): Conversation[] => {
  const compare = ORDERS[view.order ?? "newest"];
  return known.filter((one) => fits(view, one, me) && (!horizon || compare(one, horizon) <= 0)).sort(compare);
};

/** What was found stays in the order of the answer. */
const toldItems = ({ view, told }: List, known: readonly Conversation[]): Conversation[] => {
  const byId = new Map(known.map((one) => [one.id, one]));
  const items = told.flatMap((id) => byId.get(id) ?? []);
  return view.query ? items : items.sort(ORDERS[view.order ?? "newest"]);
};
