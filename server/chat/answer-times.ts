/** How soon a seller usually answers: the median of the last 30 days, in working time. */
import { type Answer, selectAnswers, takeDueSellers, updateUsual } from "../db/answer-times";
import type { Statements } from "../db/client";
import type { SellerSettings } from "../protocol/rest";
import { openBetween } from "./hours";

/** Fewer answers say nothing. */
const LEAST = 5;
/** Sellers in one look. */
const SELLERS = 100;

/** Milliseconds; undefined where there is too little to tell. What passes outside the hours is no waiting. */
export function usualTime(answers: readonly Answer[], hours: SellerSettings["hours"]): number | undefined {
  if (answers.length < LEAST) return undefined;
  const took = answers
    .map(({ asked, answered }) =>
      hours ? openBetween(hours, asked.getTime(), answered.getTime()) : answered.getTime() - asked.getTime(),
    )
    .sort((a, b) => a - b);
  const half = took.length / 2;
  return Math.round(((took[Math.ceil(half) - 1] ?? 0) + (took[Math.floor(half)] ?? 0)) / 2);
}

/**
 * Looks at every seller to whom somebody wrote since the last look, an hour ago at the earliest. Returns how many those
 * were. `automatic`: people who are none, such as a seller that answers by itself.
 */
export async function measureAnswerTimes(sql: Statements, automatic: readonly string[]): Promise<number> {
  const due = await takeDueSellers(sql, SELLERS);
  for (const { seller, hours } of due) {
    const answers = await selectAnswers(sql, seller, automatic);
    await updateUsual(sql, seller, usualTime(answers, hours) ?? null);
  }
  return due.length < SELLERS ? due.length : due.length + (await measureAnswerTimes(sql, automatic));
}
