import type { Statements } from "./client";
import { unlessDeadlocked } from "./deadlock";

interface ExportedConversation {
  readonly id: string;
  readonly seller: string;
  readonly sellerName: string | null;
  readonly topic: unknown;
  readonly lastAt: string;
  readonly status: string;
}

interface ExportedMessage {
  readonly conversation: string;
  readonly seq: number;
  readonly id: string;
  readonly side: string;
  /** Theirs; otherwise the other side's words to them. */
  readonly own: boolean;
  readonly text: string;
  readonly attachments: readonly unknown[];
  readonly replyTo: number | null;
  readonly at: string;
  readonly editedAt: string | null;
  readonly removedAt: string | null;
}

interface ExportedText {
  readonly conversation: string;
  readonly seq: number;
  readonly text: string;
  readonly replacedAt: string;
}

export interface ExportedAttachment {
  readonly id: string;
  readonly conversation: string;
  readonly message: string | null;
  readonly own: boolean;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly at: string;
}

/** Everything of one person. Messages ascend by conversation and `seq`. */
export interface Exported {
  readonly person: readonly object[];
  readonly conversations: readonly ExportedConversation[];
  readonly messages: readonly ExportedMessage[];
  readonly earlierTexts: readonly ExportedText[];
  readonly attachments: readonly ExportedAttachment[];
  readonly reports: readonly object[];
  readonly notes: readonly object[];
  readonly blocks: readonly object[];
  readonly pushSubscriptions: readonly object[];
}

/** As of one moment. */
export async function exportPerson(sql: Statements, person: string): Promise<Exported> {
  const [exported] = await sql<[Exported]>`
    select
      coalesce(json_agg(item) filter (where kind = 'person'), '[]') as person,
      coalesce(json_agg(item) filter (where kind = 'conversation'), '[]') as conversations,
      coalesce(json_agg(item) filter (where kind = 'message'), '[]') as messages,
      coalesce(json_agg(item) filter (where kind = 'earlier text'), '[]') as "earlierTexts",
      coalesce(json_agg(item) filter (where kind = 'attachment'), '[]') as attachments,
      coalesce(json_agg(item) filter (where kind = 'report'), '[]') as reports,
      coalesce(json_agg(item) filter (where kind = 'note'), '[]') as notes,
      coalesce(json_agg(item) filter (where kind = 'block'), '[]') as blocks,
      coalesce(json_agg(item) filter (where kind = 'push subscription'), '[]') as "pushSubscriptions"
    from chat.export(${person})
  `;
  return exported;
}

/** Whether there is anything to export, or to erase. */
export const isKnown = async (sql: Statements, person: string): Promise<boolean> =>
  (await sql<[{ known: boolean }]>`select exists (select from chat.export(${person})) as known`)[0].known;

/** How many of each were removed. `files`: ids whose files are to go. */
interface Erased {
  readonly conversations: number;
  readonly messages: number;
  readonly earlierTexts: number;
  readonly evidence: number;
  readonly reports: number;
  readonly notes: number;
  readonly pushSubscriptions: number;
  readonly person: boolean;
  readonly files: readonly string[];
}

/**
 * All of it or nothing. Reads every message once, since what an agent wrote is found no other way. It locks conversations
 * before subscriptions, and who notifies this person in the same moment the other way round.
 */
export async function erasePerson(sql: Statements, person: string): Promise<Erased> {
  const [{ erased }] = await unlessDeadlocked(() => sql<[{ erased: Erased }]>`select chat.erase(${person}) as erased`);
  return erased;
}

/** What came of one step through the conversations; `upto` is null at their end. */
interface Expired {
  readonly upto: string | null;
  readonly messages: number;
  readonly files: number;
}

/** Removes at most `most` messages from before `cutoff`, in some conversations above `behind`. */
export async function expire(sql: Statements, cutoff: Date, behind: string, most: number): Promise<Expired> {
  const step = () => sql<[Expired]>`select upto, messages, files from chat.expire(${cutoff}, ${behind}::uuid, ${most})`;
  return (await unlessDeadlocked(step))[0];
}

/** The same for what stands beside them. */
export const expireAside = async (sql: Statements, cutoff: Date): Promise<{ reports: number; notes: number }> =>
  (await sql<[{ reports: number; notes: number }]>`select reports, notes from chat.expire_aside(${cutoff})`)[0];
