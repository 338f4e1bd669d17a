/** A seller's inbox, or a buyer's own list: page by page, filtered, searched. */
import type { Asker, Database } from "../db/client";
import {
  countUnread,
  type Found,
  type ListRequest,
  type Place,
  searchConversations,
  selectConversations,
} from "../db/lists";
import { ChatError } from "../errors";
import { PAGE } from "../protocol/limits";
import type { Conversation } from "../protocol/model";
import { excerpt } from "./excerpt";

interface ListPage {
  items: Conversation[];
  /** `before` of the following page; null at the end. */
  next: string | null;
  /** In all. */
  unread: number;
  /** With a query, of those conversations in whose messages its words are. */
  found?: Found[];
}

/** A page of a seller's conversations, or of the asker's own. @throws ChatError `forbidden`, `bad_frame`. */
export const list = (
  db: Database,
  asker: Asker,
  request: Omit<ListRequest, "side" | "owner" | "before" | "limit"> & {
    seller?: string;
    before?: string;
    query?: string;
  },
): Promise<ListPage> => {
  const { seller, before, query = "", ...rest } = request;
  if (seller !== undefined && !asker.sellers.includes(seller)) {
    throw new ChatError("forbidden", "Your token doesn't name this seller.");
  }
  if (rest.since !== undefined && Number.isNaN(Date.parse(rest.since))) {
    throw new ChatError("bad_frame", "`since` is not a time.");
  }
  const side = seller === undefined ? "buyer" : "seller";
  const owner = seller ?? asker.id;
  const asked = {
    ...rest,
    side,
    owner,
    ...(before === undefined ? {} : { before: parsePlace(before) }),
    limit: PAGE,
  } as const;
  return db.as(asker, async (tx) => {
    const [{ items: rows, found }, unread] = await Promise.all([
      query.trim() === ""
        ? selectConversations(tx, asker, asked).then((items) => ({ items, found: undefined }))
        : searchConversations(tx, asker, { ...asked, query }),
      countUnread(tx, seller ?? null),
    ]);
    const items = rows.slice(0, PAGE);
    const last = items.at(-1);
    const next = rows.length > PAGE && last ? placeOf(last, rest.order) : null;
    if (!found) return { items, next, unread };
    const shown = new Set(items.map(({ id }) => id));
    const texts = found.filter(({ conversation }) => shown.has(conversation));
    return { items, next, unread, found: texts.map((one) => ({ ...one, text: excerpt(one.text, query) })) };
  });
};

const placeOf = ({ id, lastAt, unread }: Conversation, order: ListRequest["order"]): string =>
  `${order === "unread" && unread > 0 ? 1 : 0} ${lastAt} ${id}`;

function parsePlace(before: string): Place {
  const [, rank, at, id] = /^([01]) (\d{4}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f-]{36})$/.exec(before) ?? [];
  if (!rank || !at || !id || Number.isNaN(Date.parse(at)))
    throw new ChatError("bad_frame", "`before` is not a `next` of an inbox.");
  return { rank: Number(rank), at, id };
}
