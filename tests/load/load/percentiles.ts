/** Milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}

/** The smallest value that at least this share of all is not above. NaN of none. */
export function percentile(ascending: Float64Array, share: number): number {
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? Number.NaN;
}

export function percentiles(values: readonly number[]): Percentiles {
  const ascending = Float64Array.from(values).sort();
  return {
    p50: percentile(ascending, 0.5),
    p99: percentile(ascending, 0.99),
    p999: percentile(ascending, 0.999),
  };
}

export const median = (values: readonly number[]): number => percentile(Float64Array.from(values).sort(), 0.5);
