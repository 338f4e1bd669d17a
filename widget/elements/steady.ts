/** A list that doesn't take away what somebody is reading. */
import type { Conversation, InboxList, ListKey } from "../client/state";

/**
 * The conversation in view stays where it was, though to read or answer it takes it out of the filter, or further down.
 *
 * @param before what was shown last
 * @param held the conversation in view
 */
export const steady = (
  before: readonly Conversation[],
  now: readonly Conversation[],
  held: Conversation,
): readonly Conversation[] => {
  const at = before.findIndex(({ id }) => id === held.id);
  if (at < 0) return now;
  const others = now.filter(({ id }) => id !== held.id);
  const places = new Map(others.map(({ id }, index) => [id, index]));
  for (let above = at - 1; above >= 0; above--) {
    const place = places.get(before[above]?.id ?? "");
    if (place !== undefined) return others.toSpliced(place + 1, 0, held);
  }
  return others.toSpliced(newer(others, before), 0, held);
};

/** How many have come in above all that was there. */
const newer = (now: readonly Conversation[], before: readonly Conversation[]): number => {
  const known = new Set(before.map(({ id }) => id));
  const first = now.findIndex(({ id }) => known.has(id));
  return Math.max(0, first);
};

/** Remembers what was shown last of the list in view. */
export class SteadyList {
  private key: ListKey = "";
  /** What was shown last. */
  items: readonly Conversation[] = [];

  /** @param held the conversation in view */
  shown(key: ListKey, list: InboxList | undefined, held: Conversation | undefined): InboxList | undefined {
    if (!list) return undefined;
    const items = held && key === this.key ? steady(this.items, list.items, held) : list.items;
    this.key = key;
    this.items = items;
    return items === list.items ? list : { ...list, items };
  }
}
