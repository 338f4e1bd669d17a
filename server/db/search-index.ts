import type { Statements } from "./client";

/**
 * Indexes what is new in these conversations, at most `most` messages of each. Returns those that have more. Its commit waits
 * for no disk, and so doesn't stand in the way of the writer's: what a crash takes is found again by `selectUnindexed`.
 */
export const indexMessages = (sql: Statements, conversations: readonly string[], most: number) =>
  sql<{ place: string }[]>`
    select place from set_config('synchronous_commit', 'off', true),
      chat.index_messages(${conversations as string[]}::uuid[], ${most})
  `;

/** Conversations with messages that nobody has indexed, of the next `most` in id order; `upto` is null at the end. */
export const selectUnindexed = async (sql: Statements, behind: string, most: number) =>
  (
    await sql<[{ upto: string | null; places: string[] }]>`
      select upto, places from chat.unindexed(${behind}::uuid, ${most})
    `
  )[0];
