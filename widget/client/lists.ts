import type { ClientFrameOf } from "../../server/protocol/client-frames";
import type { Conversation, InboxList } from "./state";

type Question = Omit<ClientFrameOf<"inbox">, "type" | "ref">;

/** What lies between the server's clocks and a delivery on its way: `since` reaches back this far. */
const OVERLAP = 10_000;

/** What is known of one list on the server; the conversations themselves are kept once, for all lists and threads. */
export interface List {
  /** The seller's id; `""`: the person's own as a buyer. */
  readonly seller: string;
  /** The first page is there. */
  readonly loaded: boolean;
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
  /** `lastAt` of the oldest conversation in the pages loaded: what lies below comes with later pages. */
  readonly horizon: string;
  readonly unread: number;
  readonly wantsMore: boolean;
  /** Everything up to this server time (ISO) is in. */
  readonly synced: string;
  /** Something may have changed unseen since then. */
  readonly stale: boolean;
  /** Catching up: since when the answers are true, and where the next page of changes begins. */
  readonly catching: { readonly asked: string; readonly before?: string } | undefined;
}

export const newList = (seller: string): List => ({
  seller,
  loaded: false,
  next: null,
  horizon: "",
  unread: 0,
  wantsMore: false,
  synced: "",
  stale: false,
  catching: undefined,
});

/** What to ask the server for this list now, if anything. */
export const question = ({ seller, loaded, next, wantsMore, synced, stale, catching }: List): Question | undefined => {
  const whose = seller === "" ? {} : { seller };
  if (!loaded) return whose;
  if (stale || catching) {
    const since = new Date(Date.parse(synced) - OVERLAP).toISOString();
    return { ...whose, since, ...(catching?.before !== undefined && { before: catching.before }) };
  }
  return wantsMore && next !== null ? { ...whose, before: next } : undefined;
};

/** The question goes out at this server time. What turns stale from now on asks once more. */
export const asked = (list: List, time: string): List => {
  if (!list.loaded) return { ...list, synced: time };
  return list.stale ? { ...list, stale: false, catching: list.catching ?? { asked: time } } : list;
};

/** The answer to `question`, as it stood when the list was `asked`. */
export const answered = (list: List, items: readonly Conversation[], next: string | null, unread: number): List => {
  const { catching } = list;
  if (catching)
    return next === null
      ? { ...list, unread, synced: catching.asked, catching: undefined }
      : { ...list, unread, catching: { ...catching, before: next } };
  const horizon = next === null ? "" : (items.at(-1)?.lastAt ?? list.horizon);
  return { ...list, loaded: true, next, horizon, unread, wantsMore: false };
};

/** Something may have happened that nobody told here. */
export const outdated = (list: List): List => (list.loaded ? { ...list, stale: true } : list);

/** The link is gone: whatever was under way is asked again, from where everything was in. */
export const cutOff = (list: List): List => ({ ...outdated(list), catching: undefined });

/** The server will not show it to this person. */
export const refusedList = (list: List): List => ({
  ...list,
  loaded: true,
  next: null,
  wantsMore: false,
  stale: false,
  catching: undefined,
});

/** Newest first; `id` decides between equals. */
const newestFirst = (a: Conversation, b: Conversation): number =>
  a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : a.id < b.id ? 1 : -1;

/** @param belonging every known conversation of this list. Those without a message aren't in a list yet. */
export const shownList = (list: List, belonging: readonly Conversation[]): InboxList => ({
  items: belonging.filter(({ lastSeq, lastAt }) => lastSeq > 0 && lastAt >= list.horizon).sort(newestFirst),
  unread: list.unread,
  more: list.next !== null,
  loading: !list.loaded || list.wantsMore,
});
