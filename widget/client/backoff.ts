/** Bounds of the wait before the next attempt, in milliseconds. */
export interface Backoff {
  readonly min: number;
  readonly max: number;
}

export const BACKOFF: Backoff = { min: 300, max: 20_000 };

/**
 * D6: full jitter. Anything between 0 and a bound that starts at `min` and doubles with each failed attempt up to `max`:
 * ten thousand clients that lost one server spread over the whole span.
 *
 * @param attempt failures in a row before this one, from 0
 * @param random at least 0, below 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backoffDelay = (attempt: number, random: number, { min, max }: Backoff): number =>
  Math.round(random * Math.min(max, min * 2 ** Math.min(attempt, 30)));
