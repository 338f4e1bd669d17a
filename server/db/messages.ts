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

interface LockedRow {
  rev: number;
  last_seq: number;
  buyer_blocks: boolean;
  seller_blocks: boolean;
}

/** Locks the conversation as the writer does, so that an edit takes a `rev` of its own. */
export const lockConversation = async (tx: Transaction, id: string): Promise<LockedRow | undefined> =>
  (
    await tx<LockedRow[]>`
    select rev, last_seq, buyer_blocks, seller_blocks from chat.conversation where id = ${id} for no key update
  `
  )[0];

export async function selectMessage(tx: Transaction, conversation: string, seq: number): Promise<Message | undefined> {
  const [row] = await tx<MessageRow[]>`
    select ${columns(tx)} from chat.message m left join chat.person p on p.id = m.sender
    where m.conversation_id = ${conversation} and m.seq = ${seq}
  `;
  return row && message(row);
}

/** Keeps the text that an edit or a removal replaces. */
export const insertVersion = (tx: Transaction, conversation: string, { seq, rev, text }: Message) => tx`
  insert into chat.message_version (conversation_id, seq, rev, text, replaced_at)
  values (${conversation}, ${seq}, ${rev}, ${text}, now())
`;

export const updateText = (tx: Transaction, conversation: string, seq: number, rev: number, text: string) => tx`
  update chat.message set text = ${text}, rev = ${rev}, edited_at = now()
  where conversation_id = ${conversation} and seq = ${seq}
`;

export const updateRemoved = (tx: Transaction, conversation: string, seq: number, rev: number) => tx`
  update chat.message set text = '', attachments = null, rev = ${rev}, removed_at = now()
  where conversation_id = ${conversation} and seq = ${seq}
`;

/** Moves the counter; the list's line follows when the newest message changed. */
export const updateRev = (tx: Transaction, conversation: string, rev: number, lastText: string | undefined) => tx`
  update chat.conversation set rev = ${rev}, changed_at = now(), changed_slot = chat.slot(now())
    ${lastText === undefined ? tx`` : tx`, last_text = left(${lastText}, 200)`}
  where id = ${conversation}
`;

/** A removed message doesn't wait to be read any more. */
export const recountUnread = (tx: Transaction, conversation: string) => tx`
  update chat.conversation c set
    buyer_unread = (select count(*) from chat.message m where m.conversation_id = c.id
      and m.seq > c.buyer_read_seq and m.side <> 'buyer' and m.removed_at is null),
    seller_unread = (select count(*) from chat.message m where m.conversation_id = c.id
      and m.seq > c.seller_read_seq and m.side <> 'seller' and m.removed_at is null)
  where c.id = ${conversation}
`;
