import type { ChatState, InboxList, Thread } from "../state";
import { idOf, joined } from "../view";

/**
 * What to show while the core of a new leader still loads what the last one had: that, until the own is there. What was
 * submitted in the meantime stands below it.
 *
 * @param loaded what was stored is known: drafts, and what waits
 */
export const bridged = (before: ChatState, now: ChatState, loaded: boolean): ChatState => {
  const threads = new Map(before.threads);
  for (const [key, thread] of now.threads) threads.set(key, bridgedThread(before.threads.get(key), thread, loaded));
  const inboxes = new Map(before.inboxes);
  for (const [seller, list] of now.inboxes) inboxes.set(seller, bridgedList(before.inboxes.get(seller), list));
  return { ...before, ...now, threads, inboxes, links: new Map([...before.links, ...now.links]) };
};

const bridgedThread = (before: Thread | undefined, now: Thread, loaded: boolean): Thread => {
  if (!before || now.loading !== "opening") return now;
  const { noteDraft: noted, ...rest } = before;
  const current = new Map(now.messages.map((shown) => [idOf(shown), shown]));
  const kept = rest.messages
    .map((shown) => (shown.kind === "stored" ? shown : (current.get(shown.id) ?? shown)))
    // D5: one that waits no more was sent, and is in the log that is on its way; only what was refused is thrown away.
    .filter((shown) => shown.kind === "stored" || !loaded || current.has(shown.id) || !shown.refused);
  const draft = loaded ? now.draft : now.draft || rest.draft;
  const noteDraft = loaded ? now.noteDraft : now.noteDraft || noted;
  return { ...rest, messages: joined(kept, now.messages), draft, ...(noteDraft && { noteDraft }) };
};

const bridgedList = (before: InboxList | undefined, now: InboxList): InboxList =>
  before && now.loading && now.items.length === 0 ? before : now;
