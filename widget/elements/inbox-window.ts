/** Pure: which rows of a long list are worth having, and where they are. All lengths are pixels. */

/** Every row is as high as the others; inbox-list.styles.ts has it too. */
export const ROW = 64;
/** Rows beyond each edge of what is seen. */
const AROUND = 6;
/** The window moves by so many rows at once: fewer updates while scrolling. */
const STEP = 4;

export interface Rows {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

export const rowsInView = (scrollTop: number, height: number, count: number): Rows => {
  const first = Math.floor(scrollTop / ROW) - AROUND;
  const last = Math.ceil((scrollTop + height) / ROW) + AROUND;
  const from = Math.max(0, Math.min(Math.floor(first / STEP) * STEP, count));
  return { from, to: Math.min(count, Math.max(from, Math.ceil(last / STEP) * STEP)) };
};

/** Where to scroll so that a row is seen whole; where one is, if it is already. */
export const scrollFor = (index: number, scrollTop: number, height: number): number => {
  const top = index * ROW;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + ROW - height);
};
