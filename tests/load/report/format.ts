/** Figures as people read them. */
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** How many: 12,345 */
export const count = (value: number): string => whole.format(value);

/** How much, in three digits that count: 12,345 · 12.3 · 1.23. A dash when there is no figure. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value === 0 || value >= 100 ? count(value) : value.toPrecision(3);
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
export const milliseconds = (value: number): string => `${figure(value)} ms`;
export const seconds = (value: number): string => `${figure(value / 1000)} s`;
export const kilobytes = (bytes: number): string => `${figure(bytes / 1024)} KB`;
export const cores = (value: number): string => value.toFixed(2);
