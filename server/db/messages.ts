import type { Attachment, Message } from "../protocol/model";
import type { Transaction } from "./client";
import { party } from "./people";

interface MessageRow {
  id: string;
  seq: number;
  rev: number;
  side: "buyer" | "seller" | "system";
  sender: string;
  sender_name: string | null;
  sender_picture: string | null;
  text: string;
  attachments: Attachment[] | null;
  reply_to: number | null;
  created_at: Date;
  edited_at: Date | null;
  removed_at: Date | null;
}

const message = (row: MessageRow): Message => ({
  id: row.id,
  seq: row.seq,
  rev: row.rev,
  side: row.side,
  sender: party({ id: row.sender, name: row.sender_name ?? "", picture: row.sender_picture }),
  text: row.text,
  attachments: row.attachments ?? [],
  ...(row.reply_to === null ? {} : { replyTo: row.reply_to }),
  at: row.created_at.toISOString(),
  ...(row.edited_at ? { editedAt: row.edited_at.toISOString() } : {}),
  ...(row.removed_at ? { removedAt: row.removed_at.toISOString() } : {}),
});

const columns = (tx: Transaction) => tx`
  m.id, m.seq, m.rev, m.side, m.sender, p.name as sender_name, p.picture as sender_picture,
  m.text, m.attachments, m.reply_to, m.created_at, m.edited_at, m.removed_at
`;

/** The newest `limit` messages below `before`, ascending `seq`. */
export async function selectHistory(
  tx: Transaction,
  conversation: string,
  before: number | undefined,
  limit: number,
): Promise<Message[]> {
  const rows = await tx<MessageRow[]>`
    select ${columns(tx)} from chat.message m left join chat.person p on p.id = m.sender
    where m.conversation_id = ${conversation} ${before === undefined ? tx`` : tx`and m.seq < ${before}`}
    order by m.seq desc limit ${limit}
  `;
  return rows.map(message).reverse();
}

/** The first `limit` messages whose `rev` is above `after`, and not above `upTo`; ascending `rev`. */
export async function selectChanges(
  tx: Transaction,
  conversation: string,
  after: number,
  limit: number,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<Message[]> {
  const rows = await tx<MessageRow[]>`
    select ${columns(tx)} from chat.message m left join chat.person p on p.id = m.sender
    where m.conversation_id = ${conversation} and m.rev > ${after} and m.rev <= ${upTo}
    order by m.rev limit ${limit}
  `;
  return rows.map(message);
}

/** Whether this person's message with this id is there. */
export const hasMessage = async (tx: Transaction, conversation: string, id: string, sender: string): Promise<boolean> =>
  (
    await tx`
    select from chat.message where conversation_id = ${conversation} and id = ${id} and sender = ${sender}
  `
  ).length > 0;

export async function selectMessage(tx: Transaction, conversation: string, seq: number): Promise<Message | undefined> {
  const [row] = await tx<MessageRow[]>`
    select ${columns(tx)} from chat.message m left join chat.person p on p.id = m.sender
    where m.conversation_id = ${conversation} and m.seq = ${seq}
  `;
  return row && message(row);
}

type Rewritten = "done" | "no conversation" | "no message" | "not theirs" | "removed" | "blocked";

/** Without `text`: takes the message back. `line`: what lists show of it. The database checks whose it is. */
export const rewriteMessage = async (
  tx: Transaction,
  message: { conversation: string; seq: number; text: string | undefined; line: string },
): Promise<Rewritten> =>
  (
    await tx<[{ outcome: Rewritten }]>`
      select chat.rewrite(
        ${message.conversation}, ${message.seq}, ${message.text ?? null}::text, ${message.line}
      ) as outcome
    `
  )[0].outcome;
