import { ChatError } from "../errors";

/** A token bucket: `burst` at once, then `each` milliseconds for the next one. */
export interface Rule {
  readonly burst: number;
  readonly each: number;
}

/** No limit at all; nothing is remembered. */
export const UNLIMITED: Rule = { burst: 0, each: 0 };

export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** The bucket after taking `amount`, or how many milliseconds until it can be taken. */
export function take(bucket: Bucket | undefined, rule: Rule, now: number, amount = 1): Bucket | number {
  const tokens = bucket ? Math.min(rule.burst, bucket.tokens + Math.max(0, now - bucket.at) / rule.each) : rule.burst;
  return tokens >= amount ? { tokens: tokens - amount, at: now } : Math.ceil((amount - tokens) * rule.each);
}

const slowDown = (retryAfter: number) =>
  new ChatError("rate_limited", "Too many at once; please slow down.", retryAfter);

/** Buckets by key (a person, an address). Full ones are forgotten: they say what no bucket says. */
export class Rates {
  readonly #buckets = new Map<string, Bucket>();

  constructor(
    readonly rule: Rule,
    readonly now: () => number = Date.now,
  ) {}

  /** @throws ChatError `rate_limited` with `retryAfter`. */
  take(key: string, amount = 1): void {
    if (this.rule === UNLIMITED) return;
    const result = take(this.#buckets.get(key), this.rule, this.now(), amount);
    if (typeof result === "number") throw slowDown(result);
    this.#buckets.set(key, result);
  }

  /** As `take`, which takes nothing. @throws ChatError `rate_limited` with `retryAfter` */
  check(key: string): void {
    if (this.rule === UNLIMITED) return;
    const result = take(this.#buckets.get(key), this.rule, this.now());
    if (typeof result === "number") throw slowDown(result);
  }

  /** Called now and then. */
  sweep(): void {
    const full = this.now() - this.rule.burst * this.rule.each;
    for (const [key, bucket] of this.#buckets) if (bucket.at < full) this.#buckets.delete(key);
  }
}
