import type { Attachment } from "../protocol/model";
import type { Statements, Transaction } from "./client";

interface AttachmentRow {
  id: string;
  name: string;
  type: string;
  size: number;
  width: number | null;
  height: number | null;
  preview: string | null;
}

const attachment = ({ id, name, type, size, width, height, preview }: AttachmentRow): Attachment => ({
  id,
  name,
  type,
  size,
  ...(width === null ? {} : { width }),
  ...(height === null ? {} : { height }),
  ...(preview === null ? {} : { preview }),
});

const columns = (tx: Transaction) => tx`id, name, type, size, width, height, preview`;

/** Before the file is stored, so that there is no file without a row. */
export const insertAttachment = (
  tx: Transaction,
  { id, name, type, size, width, height, preview }: Attachment,
  { uploader, conversation }: { uploader: string; conversation: string },
) => tx`
  insert into chat.attachment (id, uploader, conversation_id, name, type, size, width, height, preview, created_at)
  values (${id}, ${uploader}, ${conversation}, ${name}, ${type}, ${size}, ${width ?? null}, ${height ?? null},
    ${preview ?? null}, now())
`;

/** Those of them that the asker may have now. */
export const selectAttachments = async (tx: Transaction, ids: readonly string[]): Promise<Attachment[]> =>
  (
    await tx<AttachmentRow[]>`
      select ${columns(tx)} from chat.attachment where id = any (${ids as string[]}::uuid[]) and removed_at is null
    `
  ).map(attachment);

/** Binds the asker's unsent uploads to a message of theirs; those that already are bound to it stay so. */
export const claimAttachments = async (
  tx: Transaction,
  ids: readonly string[],
  { uploader, conversation, message }: { uploader: string; conversation: string; message: string },
): Promise<Attachment[]> =>
  (
    await tx<AttachmentRow[]>`
      update chat.attachment set message_id = ${message}, claimed_at = now()
      where id = any (${ids as string[]}::uuid[]) and uploader = ${uploader} and conversation_id = ${conversation}
        and (message_id is null or message_id = ${message}) and removed_at is null
      returning ${columns(tx)}
    `
  ).map(attachment);

/** Of a file that somebody holds a signed address of; undefined once it is removed. */
export const selectFile = async (sql: Statements, id: string): Promise<{ name: string; type: string } | undefined> =>
  (await sql<{ name: string; type: string }[]>`select name, type from chat.file(${id})`)[0];

/** Removes uploads from before `cutoff` whose message never came. Looks at `most` of them, and returns at how many. */
export const settleFiles = async (sql: Statements, cutoff: Date, most: number): Promise<number> =>
  (await sql<[{ looked: number }]>`select chat.settle_files(${cutoff}, ${most}) as looked`)[0].looked;

/** Whose files are to go; their rows follow with `forgetFiles`. */
export const selectRemovedFiles = async (sql: Statements, most: number): Promise<string[]> =>
  (await sql<{ id: string }[]>`select id from chat.removed_files(${most})`).map(({ id }) => id);

export const forgetFiles = (sql: Statements, ids: readonly string[]) =>
  sql`select chat.forget_files(${ids as string[]}::uuid[])`;
