/** Pure: where the popover of a message's fate stands. The message is above what was pressed, and stays to be seen. */

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between the popover, what was pressed, and the window's edges. Pixels. */
const GAP = 8;

/**
 * Below, if there is room; else beside, towards the end or the start; else as low as the window lets it. Pixels in the
 * window.
 */
export const trailPlace = (
  { left, right, bottom }: Pick<DOMRect, "left" | "right" | "bottom">,
  { width, height }: Size,
  view: Size,
): { readonly left: number; readonly top: number } => {
  const lowest = view.height - height - GAP;
  const below = bottom + GAP;
  const most = view.width - width - GAP;
  if (below <= lowest) return { left: Math.max(GAP, Math.min(right - width, most)), top: below };
  if (right + GAP <= most) return { left: right + GAP, top: lowest };
  const before = left - width - GAP;
  return { left: before >= GAP ? before : Math.max(GAP, most), top: Math.max(GAP, lowest) };
};
