/** Words older than the operator keeps them are removed, a bounded part at a time. */
import type { Statements } from "../db/client";
import { expire, expireAside } from "../db/privacy";

interface Retired {
  readonly messages: number;
  readonly files: number;
  readonly reports: number;
  readonly notes: number;
}

const DAY = 86_400_000;
const NOWHERE = "00000000-0000-0000-0000-000000000000";
/** Messages of one transaction: some milliseconds in which their conversations' senders wait. */
const BATCH = 500;

/**
 * Removes what is older than `days`: each message becomes a removed one, in its place. Several servers may try at once;
 * one does it. Their files are marked as gone.
 */
export async function retire(sql: Statements, days: number, now: number, batch = BATCH): Promise<Retired> {
  const cutoff = new Date(now - days * DAY);
  let messages = 0;
  let files = 0;
  for (let behind: string | null = NOWHERE; behind !== null; ) {
    const step = await expire(sql, cutoff, behind, batch);
    messages += step.messages;
    files += step.files;
    behind = step.upto;
  }
  return { messages, files, ...(await expireAside(sql, cutoff)) };
}
