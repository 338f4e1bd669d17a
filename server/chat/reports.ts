/** A person tells the operator of a conversation. What was said in it is kept as it is, out of reach of later edits. */
import type { Asker, Database } from "../db/client";
import { selectConversation } from "../db/conversations";
import { selectHistory } from "../db/messages";
import { type Evidence, insertReport } from "../db/reports";
import type { ClientFrameOf } from "../protocol/client-frames";
import type { Message } from "../protocol/model";
import { notFound } from "./parties";

/** Messages that a report keeps: the newest. */
const EVIDENCE = 50;

/** Returns the report's id and the conversation's `rev`. @throws ChatError `not_found` */
export const report = (
  db: Database,
  asker: Asker,
  { conversation, reason, text = "" }: Pick<ClientFrameOf<"report">, "conversation" | "reason" | "text">,
): Promise<{ id: string; rev: number }> =>
  db.as(asker, async (tx) => {
    const { rev } = (await selectConversation(tx, asker, conversation)) ?? notFound();
    const messages = await selectHistory(tx, conversation, undefined, EVIDENCE);
    const id = nameOf(asker.id, conversation, rev, reason, text);
    await insertReport(tx, { id, conversation, person: asker.id, reason, text, evidence: messages.map(evidence) });
    return { id, rev };
  });

const evidence = ({ id, seq, side, sender, text, attachments, at, editedAt, removedAt }: Message): Evidence => ({
  id,
  seq,
  side,
  sender: sender.id,
  text,
  attachments: attachments.map((file) => file.id),
  at,
  ...(editedAt ? { editedAt } : {}),
  ...(removedAt ? { removedAt } : {}),
});

/** The same words about the same state of a conversation are one report, however often a client sends them. */
function nameOf(...parts: readonly (string | number)[]): string {
  const hex = new Bun.CryptoHasher("sha256").update(JSON.stringify(parts)).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
