/** What a seller's side does with a conversation beside writing in it. */
import * as desk from "../chat/desk";
import { cleanText } from "../chat/text";
import type { ClientFrameOf } from "../protocol/client-frames";
import { encode } from "./frames";
import type { Live } from "./live";
import type { Session } from "./session";

export async function setStatus(live: Live, session: Session, frame: ClientFrameOf<"status">): Promise<void> {
  const { ref, conversation, status } = frame;
  const { asker } = session.person;
  live.rates.sends.take(asker.id);
  await live.changes.run(conversation, async () => {
    live.reopenings.begin(conversation);
    const { rev, ...parties } = await desk.setStatus(live.db, asker, conversation, status);
    session.send({ type: "done", ref, rev });
    const now = live.reopenings.set(conversation, rev, status);
    const text = encode({ type: "changed", conversation, status: now });
    live.hub.tellParties(parties, { text }, now === status ? session : undefined);
  });
}

export async function assign(live: Live, session: Session, frame: ClientFrameOf<"assign">): Promise<void> {
  const { ref, conversation, agent } = frame;
  const { asker } = session.person;
  live.rates.sends.take(asker.id);
  await live.changes.run(conversation, async () => {
    const { rev, assignee, ...parties } = await desk.assign(live.db, asker, conversation, agent);
    session.send({ type: "done", ref, rev });
    live.hub.tellSeller(parties, { text: encode({ type: "changed", conversation, assignee }) }, session);
  });
}

export async function writeNote(live: Live, session: Session, frame: ClientFrameOf<"note">): Promise<void> {
  const { ref, id, conversation } = frame;
  const { asker } = session.person;
  live.rates.sends.take(asker.id);
  const text = cleanText(frame.text, live.maxText);
  const { rev, note, ...parties } = await desk.writeNote(live.db, asker, { id, conversation, text });
  session.send({ type: "done", ref, rev });
  if (note) live.hub.tellSeller(parties, { text: encode({ type: "note", conversation, note }) }, session);
}

export async function notes(live: Live, session: Session, frame: ClientFrameOf<"notes">): Promise<void> {
  const { ref, conversation } = frame;
  session.send({ type: "notes", ref, items: await desk.notes(live.db, session.person.asker, conversation) });
}
