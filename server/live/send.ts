/** A message on its way into the log: judged, handed to the group commit, and told of after it. */
import { blockedRefusal } from "../chat/blocks";
import * as chat from "../chat/conversations";
import { claim } from "../chat/files";
import type { Place } from "../chat/parties";
import { cleanText, isBlank } from "../chat/text";
import { ChatError, unreachable } from "../errors";
import type { ClientFrameOf } from "../protocol/client-frames";
import type { Attachment, Message } from "../protocol/model";
import { guarded } from "./guard";
import type { Live } from "./live";
import type { Person, Session } from "./session";

export function send(live: Live, session: Session, frame: ClientFrameOf<"send">): Promise<void> | undefined {
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
            return;
          }
          default:
            return unreachable(outcome.outcome);
        }
      },
    });
  return live.parties.at(asker, conversation, (place) => {
    if (files.length === 0) return submit(place, []);
    return claim(live.db, asker, { conversation, message: id, attachments: files }).then((claimed) =>
      submit(place, claimed),
    );
  });
}
