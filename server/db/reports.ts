import type { Message } from "../protocol/model";
import type { Statements, Transaction } from "./client";

/** A message as it was when it was reported. */
export interface Evidence extends Pick<Message, "id" | "seq" | "side" | "text" | "at" | "editedAt" | "removedAt"> {
  readonly sender: string;
  readonly attachments: readonly string[];
}

interface Report {
  readonly id: string;
  readonly conversation: string;
  readonly person: string;
  readonly reason: string;
  readonly text: string;
  /** Ascending `seq`. */
  readonly evidence: readonly Evidence[];
}

/** False when it is there already. */
export const insertReport = async (tx: Transaction, report: Report): Promise<boolean> => {
  const { count } = await tx`
    insert into chat.report (id, conversation_id, person_id, reason, text, evidence, created_at)
    values (${report.id}, ${report.conversation}, ${report.person}, ${report.reason}, ${report.text},
      ${JSON.stringify(report.evidence)}::text::jsonb, now())
    on conflict do nothing
  `;
  return count > 0;
};

/** As the operator reads it. `buyer` and `seller` are null once the conversation is gone. */
interface ReportRow extends Report {
  readonly at: Date;
  readonly buyer: string | null;
  readonly seller: string | null;
}

export const selectReports = (sql: Statements, since: Date) =>
  sql<ReportRow[]>`
    select id, at, person, conversation, buyer, seller, reason, text, evidence from chat.reports(${since})
  `;
