import type { Side } from "../protocol/model";
import type { Statements, Transaction } from "./client";

/** How far a side had come at a moment. */
export interface Step {
  readonly conversation: string;
  readonly side: Side;
  readonly received: number;
  readonly read: number;
  readonly at: Date;
}

/** Its commit waits for no disk: a lost second of times is no loss of positions. */
export const insertSteps = (sql: Statements, steps: readonly Step[]) => sql`
  select from set_config('synchronous_commit', 'off', true), chat.note_positions(
    ${steps.map((s) => s.conversation)}::uuid[], ${steps.map((s) => s.side)}::text[],
    ${steps.map((s) => s.received)}::bigint[], ${steps.map((s) => s.read)}::bigint[],
    ${steps.map((s) => s.at.toISOString())}::timestamptz[]
  )
`;

/** What is older than a month goes. */
export const forgetTrails = (sql: Statements) => sql`select chat.forget_trails()`;

interface TrailRow {
  readonly stored: Date;
  readonly received: Date | null;
  readonly read: Date | null;
}

/** Of a message of `side`; undefined when there is none that the asker sees. */
export const selectTrail = async (
  tx: Transaction,
  conversation: string,
  seq: number,
  side: Side,
): Promise<TrailRow | undefined> =>
  (
    await tx<TrailRow[]>`
      select m.created_at as stored,
        (select min(p.at) from chat.position p
          where p.conversation_id = m.conversation_id and p.side <> m.side and p.received >= m.seq) as received,
        (select min(p.at) from chat.position p
          where p.conversation_id = m.conversation_id and p.side <> m.side and p."read" >= m.seq) as read
      from chat.message m where m.conversation_id = ${conversation} and m.seq = ${seq} and m.side = ${side}
    `
  )[0];

/** Attempts to notify the other side of it, in order. */
export const selectAttempts = (tx: Transaction, conversation: string, seq: number, side: Side) => tx<
  { at: Date; outcome: string }[]
>`
  select at, outcome from chat.push_attempt
  where conversation_id = ${conversation} and absence <= ${seq} and seq >= ${seq} and side <> ${side}
  order by at limit 100
`;
