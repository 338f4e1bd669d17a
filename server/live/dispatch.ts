/** What each frame does. Everything that reads waits here; everything that writes goes to the group commit. */
import { blockedRefusal } from "../chat/blocks";
import * as chat from "../chat/conversations";
import { claim } from "../chat/files";
import { list } from "../chat/lists";
import type { Place } from "../chat/parties";
import { signIn as chatSignIn } from "../chat/sign-in";
import { assertFit, cleanText, isBlank } from "../chat/text";
import type { Asker } from "../db/client";
import { asker as askerOf, party } from "../db/people";
import { ChatError, unreachable } from "../errors";
import type { ClientFrame, ClientFrameOf } from "../protocol/client-frames";
import { CLOSE } from "../protocol/codes";
import { ATTACHMENT_BYTES, ATTACHMENTS, CURSORS, HEARTBEAT, TYPING_EVERY } from "../protocol/limits";
import type { Attachment, Message, Party } from "../protocol/model";
import { VERSION } from "../protocol/version";
import { assign, notes, setStatus, writeNote } from "./desk";
import { links } from "./files";
import { encode } from "./frames";
import { guarded } from "./guard";
import type { Live } from "./live";
import { block, report } from "./moderation";
import type { Person, Session } from "./session";
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
    case "read":
      return at(live, session.person.asker, frame.conversation, (place) => mark(live, session, place, frame));
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
      return list(live.db, asker, request).then((page) => session.send({ type, ref, ...page }));
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

async function hello(live: Live, session: Session, frame: ClientFrameOf<"hello">): Promise<void> {
  if (frame.v !== VERSION) {
    session.fail(new ChatError("bad_frame", `This server speaks version ${VERSION}.`));
    return session.close(CLOSE.malformed, "unknown version");
  }
  try {
    const identity = await live.gate.verify(frame.token);
    live.rates.hellos.take(identity.id);
    const current = session.signedIn;
    if (current && current.identity.id !== identity.id) {
      return session.fail(new ChatError("conflict", "This link is another person's; open a new one."));
    }
    if (!current) live.admit(session, identity.id);
    await session.holding((covered) => signIn(live, session, frame, identity, covered));
  } catch (error) {
    session.fail(error);
    const code = error instanceof ChatError ? error.code : "unavailable";
    if (code === "rate_limited") session.close(CLOSE.tooMany, "too many links");
    else if (code === "unauthorized") session.close(CLOSE.unauthorized, "token refused");
    else session.close(CLOSE.restart, "sign-in failed");
  }
}

/** D4: listens first and holds what comes, reads what was missed, then lets go. */
async function signIn(
  live: Live,
  session: Session,
  frame: ClientFrameOf<"hello">,
  identity: Person["identity"],
  covered: Map<string, number>,
): Promise<void> {
  const asker = askerOf(identity);
  const me: Party = party(identity);
  session.person = { identity, asker, me, sides: frame.sides ?? ["buyer", "seller"] };
  live.listen(session);
  const cursors = Object.entries(frame.cursors ?? {});
  const { sellers, resumptions } = await chatSignIn(live.db, asker, identity, cursors);
  live.log.info({ session: session.id, person: me.id, sellers: asker.sellers }, "signed in");
  session.send({
    type: "welcome",
    v: VERSION,
    user: { ...me, sellers: sellers.map(party) },
    session: session.id,
    heartbeat: HEARTBEAT,
    limits: {
      text: live.maxText,
      frame: live.frameBytes,
      attachments: ATTACHMENTS,
      file: ATTACHMENT_BYTES,
      cursors: CURSORS,
      contacts: live.contactGuard,
    },
    time: live.timestamp(),
  });
  const watching: Promise<void>[] = [];
  for (const { conversation, messages, rev, received, read, reset, parties } of resumptions) {
    for (const message of messages) {
      session.send({ type: "message", conversation, message });
      await session.writable();
    }
    session.send({ type: "resumed", conversation, rev, received, read, ...(reset ? { reset } : {}) });
    covered.set(conversation, rev);
    if (parties) live.parties.learn(conversation, { ...parties, begun: rev > 0 });
    if (parties?.buyer === asker.id) watching.push(live.watchPresence(session, parties.seller));
  }
  await Promise.all(watching);
}

async function open(live: Live, session: Session, frame: ClientFrameOf<"open">): Promise<void> {
  const { id: topic = "", title = "", price = "" } = frame.topic ?? {};
  assertFit(frame.seller, topic, title, price);
  const { asker } = session.person;
  await session.holding(async (covered) => {
    const opened = await chat.open(
      live.db,
      asker,
      { seller: frame.seller, topic: live.shown(frame.topic) },
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

/** The person's place in a conversation: at once when it is known, after a look otherwise. */
function at(
  live: Live,
  asker: Asker,
  conversation: string,
  then: (place: Place) => Promise<void> | void,
): Promise<void> | undefined {
  const known = live.parties.peek(asker, conversation);
  if (known) return then(known) ?? undefined;
  return live.parties.find(asker, conversation).then(then);
}

function send(live: Live, session: Session, frame: ClientFrameOf<"send">): Promise<void> | undefined {
  const { person } = session; // now: the link may have ended before the commit does
  const { asker } = person;
  const { id, conversation, text: words = "", attachments: files = [] } = frame;
  live.log.debug({ session: session.id, person: asker.id, conversation, id }, "message received");
  const text = files.length > 0 && isBlank(words) ? "" : cleanText(words, live.maxText);
  live.rates.sends.take(asker.id);
  if (live.contactGuard === "off") return store(live, session, person, frame, text, text);
  return guarded(live, asker, frame, text).then((allowed) => store(live, session, person, frame, text, allowed));
}

/** @param sent what the person wrote. @param text what of it is stored */
function store(
  live: Live,
  session: Session,
  { asker, me }: Person,
  frame: ClientFrameOf<"send">,
  sent: string,
  text: string,
): Promise<void> | undefined {
  const { id, conversation, replyTo, attachments: files = [] } = frame;
  const ack = (stored: { seq: number; rev: number; at: Date }, kept: string) => {
    const at = stored.at.toISOString();
    const { seq, rev } = stored;
    session.send({ type: "ack", id, conversation, seq, rev, at, ...(kept === sent ? {} : { text: kept }) });
  };
  const submit = (place: Place, attachments: Attachment[]): void =>
    live.writer.submit({
      id,
      conversation,
      side: place.side,
      party: place[place.side],
      sender: asker.id,
      text,
      replyTo,
      attachments,
      settle: (outcome) => {
        if (outcome instanceof ChatError) return session.fail(outcome, frame);
        const { seq, rev } = outcome;
        switch (outcome.outcome) {
          case "not_found":
            live.parties.forget(conversation);
            return session.fail(
              new ChatError("not_found", "There is no such conversation, or no such message to reply to."),
              frame,
            );
          case "blocked":
            return void live.blocks
              .find(asker, conversation)
              .then((blocks) => session.fail(blockedRefusal(place.side, blocks), frame))
              .catch((error: unknown) => session.fail(error, frame));
          case "conflict":
            return session.fail(new ChatError("conflict", "Another person's message has this id."), frame);
          case "repeat":
            if (live.contactGuard === "off") return ack(outcome, sent);
            return void chat // D2: the rule may have been another one then
              .storedText(live.db, asker, conversation, seq)
              .then((kept) => ack(outcome, kept ?? text))
              .catch((error: unknown) => session.fail(error, frame));
          case "stored": {
            const message: Message = {
              id,
              seq,
              rev,
              side: place.side,
              sender: me,
              text,
              attachments,
              ...(replyTo === undefined ? {} : { replyTo }),
              at: outcome.at.toISOString(),
            };
            live.log.debug({ conversation, id, seq }, "message stored");
            ack(outcome, text); // D1: after the commit
            if (!place.begun) live.parties.learn(conversation, { ...outcome, begun: true });
            live.publish(outcome, conversation, message, session);
            live.stored(outcome, conversation, place.side);
            live.onStored(conversation, place.side === "buyer" ? "seller" : "buyer", seq);
            return;
          }
          default:
            return unreachable(outcome.outcome);
        }
      },
    });
  return at(live, asker, conversation, (place) => {
    if (files.length === 0) return submit(place, []);
    return claim(live.db, asker, { conversation, message: id, attachments: files }).then((claimed) =>
      submit(place, claimed),
    );
  });
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
