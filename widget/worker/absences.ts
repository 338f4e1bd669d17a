/** Pure: which absences were already told of. */

/** By a notification's tag: the newest absence, and when it was told (epoch ms). */
export type Absences = Readonly<Record<string, readonly [absence: number, at: number]>>;

/** A push service, and the server, try for a day. */
const DAY = 86_400_000;

/** An absence that isn't newer than the last one told of its conversation is a repeated attempt, or came late. */
export const noted = (
  before: Absences = {},
  tag: string,
  absence: number,
  now: number,
): { readonly seen: boolean; readonly absences: Absences } => {
  const recent = Object.entries(before).filter(([, [, at]]) => now - at < 2 * DAY);
  const known = before[tag]?.[0];
  const newest = Math.max(absence, known ?? absence);
  return {
    seen: known !== undefined && absence <= known,
    absences: { ...Object.fromEntries(recent), [tag]: [newest, now] },
  };
};
