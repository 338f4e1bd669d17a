import type { SellerSettings } from "../protocol/rest";
import type { Statements } from "./client";

interface DueSeller {
  seller: string;
  hours: SellerSettings["hours"];
}

/** Takes sellers whose typical time is to be looked at again; nobody else gets them for an hour. */
export const takeDueSellers = (sql: Statements, most: number) =>
  sql<DueSeller[]>`select * from chat.due_answer_times(${most})`;

export interface Answer {
  asked: Date;
  answered: Date;
}

/** Of the last 30 days. `automatic` are people who are none. */
export const selectAnswers = (sql: Statements, seller: string, automatic: readonly string[]) =>
  sql<Answer[]>`select * from chat.answers(${seller}, ${automatic as string[]}::text[])`;

/** `usual` is milliseconds; null forgets it. */
export const updateUsual = (sql: Statements, seller: string, usual: number | null) =>
  sql`select chat.set_usual(${seller}, ${usual}::bigint)`;
