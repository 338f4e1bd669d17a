import type { Side } from "../protocol/model";
import type { Statements } from "./client";
import { unlessDeadlocked } from "./deadlock";

/** A side of a conversation that may have to be notified. */
export interface Candidate {
  readonly conversation: string;
  readonly side: Side;
}

/** `due`: it is the caller's now. `soon`: too fresh. `busy`: somebody else holds the row at this moment. */
export interface Claim extends Candidate {
  /** The seq at which the absence began. */
  readonly absence: number;
  readonly state: "due" | "soon" | "busy";
}

/** What one browser is to be told of one absence. */
export interface Letter extends Candidate {
  readonly absence: number;
  readonly subscription: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly locale: string;
  readonly quiet: boolean;
  readonly page: string | null;
  readonly sender_name: string | null;
  readonly sender_picture: string | null;
  readonly topic_url: string | null;
  /** Messages that were missed; `seq`, `text` and `at` are the newest one's. */
  readonly count: number;
  readonly seq: number;
  readonly text: string;
  readonly at: Date;
  /** On this side, in all conversations. */
  readonly unread: number;
  /** Other conversations with unread messages; null when they are too many. */
  readonly others: readonly string[] | null;
  /** Attempts at this absence that failed. */
  readonly failures: number;
}

const places = (candidates: readonly Candidate[]) => candidates.map(({ conversation }) => conversation);
const sides = (candidates: readonly Candidate[]) => candidates.map(({ side }) => side);

/** Takes what is due, for `lease` seconds. What isn't is left out. `delay`: seconds that a message has to be received. */
export const claimPushes = (
  sql: Statements,
  candidates: readonly Candidate[],
  { now, delay, lease }: { now: Date; delay: number; lease: number },
) => sql<Claim[]>`
  select * from chat.claim_pushes(${places(candidates)}::uuid[], ${sides(candidates)}::text[], ${now}, ${delay}, ${lease})
`;

export const selectLetters = (sql: Statements, claimed: readonly Candidate[], now: Date) => sql<Letter[]>`
  select * from chat.push_letters(${places(claimed)}::uuid[], ${sides(claimed)}::text[], ${now})
`;

/** What became of one absence's attempts. */
export interface Finished extends Candidate {
  readonly absence: number;
  readonly attempts: readonly { readonly subscription: string; readonly seq: number; readonly outcome: string }[];
  /** When the failed ones are repeated; null: no more. */
  readonly again: Date | null;
}

/** Returns how many subscriptions were removed: gone ones, and those to which nothing got through for `dead` seconds. */
export const finishPushes = async (
  sql: Statements,
  finished: readonly Finished[],
  { now, dead }: { now: Date; dead: number },
): Promise<number> => {
  const attempts = finished.flatMap((each, index) =>
    each.attempts.map((attempt) => ({ ...attempt, place: index + 1 })),
  );
  const finish = () => sql<[{ dropped: number }]>`
    select chat.finish_pushes(
      ${places(finished)}::uuid[], ${sides(finished)}::text[], ${finished.map((f) => f.absence)}::bigint[],
      ${finished.map((f) => f.again?.toISOString() ?? null)}::timestamptz[],
      ${attempts.map((a) => a.place)}::integer[], ${attempts.map((a) => a.seq)}::bigint[],
      ${attempts.map((a) => a.subscription)}::uuid[], ${attempts.map((a) => a.outcome)}::text[], ${now}, ${dead}
    ) as dropped
  `;
  const [{ dropped }] = await unlessDeadlocked(finish); // with somebody's erasing
  return dropped;
};

/** Claims that ran out, repetitions, mutes that end. */
export const selectWaiting = (sql: Statements, now: Date, most: number) =>
  sql<Candidate[]>`select * from chat.waiting_pushes(${now}, ${most})`;

/** What is due and nobody has in mind, in conversations whose last message is of `since` or later. */
export const selectForgotten = (
  sql: Statements,
  { since, now, delay, most }: { since: Date; now: Date; delay: number; most: number },
) => sql<Candidate[]>`select * from chat.forgotten_pushes(chat.slot(${since}), ${now}, ${delay}, ${most})`;
