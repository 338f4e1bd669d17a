/** What a seller's side does with a conversation beside writing in it. Every call runs as that person. */
import type { Asker, Database } from "../db/client";
import { selectPosition } from "../db/conversations";
import * as desk from "../db/desk";
import { selectPerson } from "../db/people";
import { ChatError } from "../errors";
import type { Note, Party, Status } from "../protocol/model";
import { notFound, type Parties, sideOf } from "./parties";

/** Notes that are shown of a conversation. */
const NOTES = 100;

interface DeskChange extends Parties {
  readonly rev: number;
}

/** @throws ChatError `not_found` for everybody but the seller's side (S2) */
export const setStatus = (db: Database, asker: Asker, conversation: string, status: Status): Promise<DeskChange> =>
  db.as(asker, async (tx) => (await desk.updateStatus(tx, conversation, status)) ?? notFound());

/** @throws ChatError `not_found`, also for somebody who has never signed in for the seller */
export const assign = (
  db: Database,
  asker: Asker,
  conversation: string,
  agent: string | null,
): Promise<DeskChange & { assignee: Party | null }> =>
  db.as(asker, async (tx) => {
    const changed = await desk.updateAssignee(tx, conversation, agent);
    if (!changed) throw new ChatError("not_found", "There is no such conversation, or nobody of that id acts for you.");
    if (agent === null) return { ...changed, assignee: null };
    const { id, name, picture } = (await selectPerson(tx, agent)) ?? { id: agent, name: "", picture: null };
    return { ...changed, assignee: { id, name, ...(picture ? { picture } : {}) } };
  });

/** `note` is undefined when it was written before: its author sent it again. */
type WrittenNote = DeskChange & { note: Note | undefined };

/** @throws ChatError `not_found`; `conflict` when another note has the id */
export const writeNote = (
  db: Database,
  asker: Asker,
  { id, conversation, text }: { id: string; conversation: string; text: string },
): Promise<WrittenNote> =>
  db.as(asker, async (tx) => {
    const { rev, parties } = (await selectPosition(tx, conversation)) ?? notFound();
    if (sideOf(asker, parties) !== "seller") notFound();
    const isNew = await desk.insertNote(tx, { id, conversation, author: asker.id, text });
    const note = await desk.selectNote(tx, conversation, id);
    if (note?.author.id !== asker.id) throw new ChatError("conflict", "Another note has this id.");
    return { ...parties, rev, note: isNew ? note : undefined };
  });

/** The newest, ascending. @throws ChatError `not_found` for everybody but the seller's side */
export const notes = (db: Database, asker: Asker, conversation: string): Promise<Note[]> =>
  db.as(asker, async (tx) => {
    const { parties } = (await selectPosition(tx, conversation)) ?? notFound();
    if (sideOf(asker, parties) !== "seller") notFound();
    return desk.selectNotes(tx, conversation, NOTES);
  });
