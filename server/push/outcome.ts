/** What a push service's answer means, and when to try again. */

/** Kept with the attempt, shown in the trail of a message, counted in the metrics. */
const OUTCOMES = [
  "accepted",
  "gone", // the browser isn't subscribed any more
  "too_large", // also after it was made smaller
  "refused", // 4xx: our keys, or something that we don't understand
  "limited", // 429: later
  "failed", // 5xx, or a redirect, which isn't followed
  "unreachable", // no connection, no name, no answer in time
  "untrusted", // the name leads to a private address
] as const;
type Outcome = (typeof OUTCOMES)[number];

export interface Sent {
  readonly outcome: Outcome;
  /** What the service asked for (ms). */
  readonly wait?: number;
}

/** `now`: milliseconds since 1970, for a `Retry-After` that is a date. */
export function judge(status: number, retryAfter: string | null, now: number): Sent {
  if (status >= 200 && status < 300) return { outcome: "accepted" };
  if (status === 404 || status === 410) return { outcome: "gone" };
  if (status === 413) return { outcome: "too_large" };
  const wait = waitOf(retryAfter, now);
  const asked = wait === undefined ? {} : { wait };
  if (status === 429) return { outcome: "limited", ...asked };
  if (status >= 400 && status < 500) return { outcome: "refused" };
  return { outcome: "failed", ...asked };
}

/** RFC 9110: seconds, or a date. */
function waitOf(retryAfter: string | null, now: number): number | undefined {
  if (retryAfter === null) return undefined;
  const wait = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}

const FIRST = 30_000;
const LONGEST = 3_600_000;
/** How long a push service keeps a message for a browser that is away, and for how long we try. */
export const KEPT = 86_400_000;

const REPEATED: ReadonlySet<Outcome> = new Set(["limited", "failed", "unreachable"]);

/**
 * When to try again (ms from now), after so many failures including this one; undefined: not. `age`: of the newest message
 * (ms); `random`: 0 to 1, so that what failed together doesn't come back together.
 */
export function again({ outcome, wait = 0 }: Sent, failures: number, age: number, random: number): number | undefined {
  if (!REPEATED.has(outcome)) return undefined;
  const pause = Math.max(wait, Math.min(LONGEST, FIRST * 4 ** (failures - 1)) * (0.75 + random / 2));
  return age + pause < KEPT ? pause : undefined;
}
