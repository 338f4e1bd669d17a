/** What each frame does. Everything that reads waits here; everything that writes goes to the group commit. */
import * as chat from "../chat/conversations";
import { list } from "../chat/lists";
import type { Place } from "../chat/parties";
import { assertFit, cleanText } from "../chat/text";
import { unreachable } from "../errors";
import type { ClientFrame, ClientFrameOf } from "../protocol/client-frames";
import { TYPING_EVERY } from "../protocol/limits";
import type { Topic } from "../protocol/model";
import { assign, notes, setStatus, writeNote } from "./desk";
import { links } from "./files";
import { encode } from "./frames";
import { guarded } from "./guard";
import { hello } from "./hello";
import type { Live } from "./live";
import { block, report } from "./moderation";
import { allowedUrl, type OriginRule } from "./origins";
import { send } from "./send";
import type { Session } from "./session";
import { trail } from "./trail";

/** What the database is asked for, at most so often by one person. */
const READS: ReadonlySet<ClientFrame["type"]> = new Set([
  "open",
  "history",
  "changes",
  "inbox",
  "links",
  "notes",
  "trail",
]);

/** Undefined: done at once. @throws ChatError */
export function dispatch(live: Live, session: Session, frame: ClientFrame): Promise<void> | undefined {
  if (READS.has(frame.type)) live.rates.reads.take(session.person.asker.id);
  switch (frame.type) {
    case "hello":
      return hello(live, session, frame);
    case "ping":
      return void session.send({ type: "pong", time: live.timestamp() });
    case "send":
      return send(live, session, frame);
    case "received":
    case "read": {
      const { asker } = session.person;
      const { conversation } = frame;
      if (!live.parties.peek(asker, conversation)) live.rates.reads.take(asker.id); // it is looked for
      return live.parties.at(asker, conversation, (place) => mark(live, session, place, frame));
    }
    case "typing":
      return typing(live, session, frame.conversation);
    case "open":
      return open(live, session, frame);
    case "history":
      return chat
        .history(live.db, session.person.asker, frame)
        .then((page) => session.send({ type: "page", ref: frame.ref, ...page }));
    case "changes":
      return session.holding(async (covered) => {
        const page = await chat.changes(live.db, session.person.asker, frame);
        covered.set(frame.conversation, page.rev);
        session.send({ type: "page", ref: frame.ref, ...page });
      });
    case "inbox": {
      const { type, ref, ...request } = frame;
      const { asker } = session.person;
      assertFit(request.query ?? "");
      if (request.query !== undefined) live.rates.searches.take(asker.id);
      return list(live.db, asker, request).then((page) => {
        for (const { id, buyer, seller, lastSeq } of page.items)
          live.parties.learn(id, { buyer: buyer.id, seller: seller.id, begun: lastSeq > 0 }); // receipts follow
        session.send({ type, ref, ...page });
      });
    }
    case "links":
      return links(live, session, frame);
    case "block":
      return block(live, session, frame);
    case "report":
      return report(live, session, frame);
    case "status":
      return setStatus(live, session, frame);
    case "assign":
      return assign(live, session, frame);
    case "note":
      return writeNote(live, session, frame);
    case "notes":
      return notes(live, session, frame);
    case "trail":
      return trail(live, session, frame);
    case "edit":
      return edit(live, session, frame);
    case "remove":
      return rewrite(live, session, frame, undefined);
    default:
      return unreachable(frame);
  }
}

async function open(live: Live, session: Session, frame: ClientFrameOf<"open">): Promise<void> {
  const { id: topic = "", title = "", price = "" } = frame.topic ?? {};
  assertFit(frame.seller, topic, title, price);
  const { asker } = session.person;
  await session.holding(async (covered) => {
    const opened = await chat.open(
      live.db,
      asker,
      { seller: frame.seller, topic: shown(frame.topic, live.allows) },
      {
        sellers: live.sellers,
        beforeCreate: () => live.rates.creations.take(asker.id),
        onTopic: (conversation) => live.searchIndex.add(conversation),
      },
    );
    const { id, rev, seller, lastSeq } = opened.conversation;
    covered.set(id, rev);
    live.parties.learn(id, { buyer: asker.id, seller: seller.id, begun: lastSeq > 0 });
    session.send({ type: "opened", ref: frame.ref, ...opened });
    await live.watchPresence(session, seller.id);
  });
}

/** The buyer's claim as others get to see it: its addresses only where their origin is allowed. */
function shown(topic: Topic | undefined, allows: OriginRule): Topic | undefined {
  if (!topic) return undefined;
  const { url, image, ...rest } = topic;
  return { ...rest, ...(allowedUrl(url, allows) ? { url } : {}), ...(allowedUrl(image, allows) ? { image } : {}) };
}

function mark(live: Live, session: Session, place: Place, frame: ClientFrameOf<"received" | "read">): void {
  const { conversation, side } = place;
  live.writer.mark({
    conversation,
    side,
    party: place[side],
    received: frame.seq,
    read: frame.type === "read" ? frame.seq : 0,
    origin: session,
  });
}

/** Whoever is blocked isn't seen to write, either, and nobody before their first message (S2). */
async function typing(live: Live, session: Session, conversation: string): Promise<void> {
  const { asker, me } = session.person;
  if (!live.parties.peek(asker, conversation)?.begun) live.rates.reads.take(asker.id); // it is looked for
  const place = await live.parties.find(asker, conversation);
  if (!place.begun) return;
  if (live.now() - session.typedAt < TYPING_EVERY) return;
  session.typedAt = live.now();
  const { buyer, seller } = live.blocks.peek(conversation) ?? (await live.blocks.find(asker, conversation));
  if (buyer || seller) return;
  live.hub.tellParties(
    place,
    { text: encode({ type: "typing", conversation, side: place.side, name: me.name }) },
    session,
  );
}

async function edit(live: Live, session: Session, frame: ClientFrameOf<"edit">): Promise<void> {
  const text = cleanText(frame.text, live.maxText);
  return rewrite(live, session, frame, await guarded(live, session.person.asker, frame, text));
}

async function rewrite(
  live: Live,
  session: Session,
  { ref, conversation, seq }: ClientFrameOf<"edit" | "remove">,
  text: string | undefined,
): Promise<void> {
  const { asker } = session.person;
  live.rates.sends.take(asker.id);
  const place = await live.parties.find(asker, conversation);
  const message = await chat.rewrite(live.db, asker, { conversation, seq }, text);
  session.send({ type: "done", ref, rev: message.rev });
  live.publish(place, conversation, message, session);
  if (text === undefined) live.onRemoved();
}
