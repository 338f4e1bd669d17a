/** Whose file is it, and which message has it? Every call runs as the asker, under row-level security. */
import { claimAttachments, insertAttachment, selectAttachments } from "../db/attachments";
import { selectBlocks } from "../db/blocks";
import type { Asker, Database, Transaction } from "../db/client";
import { hasMessage } from "../db/messages";
import { ChatError } from "../errors";
import type { Attachment } from "../protocol/model";
import { notFound } from "./parties";
import { assertStanding, type Issued } from "./standing";

/** An asker, and since when their token counts. */
export type Uploader = Asker & Issued;

/** @throws ChatError `not_found`; `forbidden` where one side has blocked the other */
export const assertMayUpload = (db: Database, asker: Asker, conversation: string): Promise<void> =>
  db.as(asker, (tx) => assertNoBlock(tx, conversation));

/**
 * Unsent, and the asker's own. @throws ChatError as `assertMayUpload`, and `unauthorized` as `assertStanding`: both may have
 * changed while the bytes came
 */
export const addUpload = (db: Database, asker: Uploader, conversation: string, attachment: Attachment): Promise<void> =>
  db.as(asker, async (tx) => {
    await assertStanding(tx, asker);
    await assertNoBlock(tx, conversation);
    await insertAttachment(tx, attachment, { uploader: asker.id, conversation });
  });

async function assertNoBlock(tx: Transaction, conversation: string): Promise<void> {
  const { buyer, seller } = (await selectBlocks(tx, conversation)) ?? notFound();
  if (buyer || seller) throw new ChatError("forbidden", "The file was not accepted.");
}

/** In the order asked, without those that the asker can't see. */
export const visible = async (db: Database, asker: Asker, ids: readonly string[]): Promise<Attachment[]> =>
  inOrder(ids, await db.as(asker, (tx) => selectAttachments(tx, ids)));

/**
 * The asker's uploads become a message's, once: another message can't have them. For the same message again they are
 * what they were (D2); for one that is stored and removed since, nothing is left of them.
 * @throws ChatError `not_found` unless each is an unsent upload of the asker in this conversation
 */
export const claim = (
  db: Database,
  asker: Asker,
  { conversation, message, attachments }: { conversation: string; message: string; attachments: readonly string[] },
): Promise<Attachment[]> =>
  db.as(asker, async (tx) => {
    const ids = [...new Set(attachments)];
    const claimed = await claimAttachments(tx, ids, { uploader: asker.id, conversation, message });
    if (claimed.length === ids.length) return inOrder(ids, claimed);
    if (await hasMessage(tx, conversation, message, asker.id)) return [];
    throw new ChatError("not_found", "There is no such file to send, or it is in another message already.");
  });

function inOrder(ids: readonly string[], found: readonly Attachment[]): Attachment[] {
  const known = new Map(found.map((attachment) => [attachment.id, attachment]));
  return [...new Set(ids)].flatMap((id) => known.get(id) ?? []);
}
