const MOST = 99;

/** A number for a badge: `7`, `99+`. */
export const shortCount = (count: number): string => (count > MOST ? `${MOST}+` : String(count));
