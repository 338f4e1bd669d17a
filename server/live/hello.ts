/** A link says who it is: at the beginning, and again with a renewed token. */
import { signIn as chatSignIn } from "../chat/sign-in";
import { asker as askerOf, party } from "../db/people";
import { ChatError } from "../errors";
import type { ClientFrameOf } from "../protocol/client-frames";
import { CLOSE } from "../protocol/codes";
import { ATTACHMENT_BYTES, ATTACHMENTS, CURSORS, HEARTBEAT } from "../protocol/limits";
import type { Party } from "../protocol/model";
import { VERSION } from "../protocol/version";
import type { Live } from "./live";
import type { Person, Session } from "./session";

export async function hello(live: Live, session: Session, frame: ClientFrameOf<"hello">): Promise<void> {
  if (frame.v !== VERSION) {
    session.fail(new ChatError("bad_frame", `This server speaks version ${VERSION}.`));
    return session.close(CLOSE.malformed, "unknown version");
  }
  try {
    live.rates.refusals.check(session.sink.address);
    const identity = await live.gate.verify(frame.token);
    live.rates.hellos.take(identity.id);
    const current = session.signedIn;
    if (current && current.identity.id !== identity.id) {
      return session.fail(new ChatError("conflict", "This link is another person's; open a new one."));
    }
    if (!current) live.admit(session, identity.id);
    await session.holding((covered) => signIn(live, session, frame, identity, covered));
  } catch (thrown) {
    const error = counted(live, session.sink.address, thrown);
    session.fail(error);
    const code = error instanceof ChatError ? error.code : "unavailable";
    if (code === "rate_limited") session.close(CLOSE.tooMany, "too many");
    else if (code === "unauthorized") {
      live.log.info({ session: session.id, why: error instanceof Error ? error.message : "" }, "token refused");
      session.close(CLOSE.unauthorized, "token refused");
    } else session.close(CLOSE.restart, "sign-in failed");
  }
}

/** Refused tokens have a rate by address (S4). Returns what to answer. */
function counted(live: Live, address: string, error: unknown): unknown {
  if (!(error instanceof ChatError) || error.code !== "unauthorized") return error;
  try {
    live.rates.refusals.take(address);
    return error;
  } catch (tooMany) {
    return tooMany;
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
