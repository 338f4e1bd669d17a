/** The log is one stop for the Tab key; inside it, arrows go from bubble to bubble, and Enter opens what can be done. */

const isInView = (bubble: Element, view: DOMRect): boolean => {
  const { top, bottom } = bubble.getBoundingClientRect();
  return top < view.bottom && bottom > view.top;
};

/** The bubble that a key leads to; undefined where the key means something else. */
const goal = (key: string, scroller: HTMLElement, at: HTMLElement | undefined): HTMLElement | undefined => {
  const bubbles = [...scroller.querySelectorAll<HTMLElement>(".bubble")];
  const up = key === "ArrowUp";
  if (!up && key !== "ArrowDown") return { Home: bubbles[0], End: bubbles.at(-1) }[at ? key : ""];
  const view = scroller.getBoundingClientRect();
  if (!at) return bubbles.findLast((bubble) => isInView(bubble, view));
  const { top, bottom } = at.getBoundingClientRect();
  if (up ? top < view.top : bottom > view.bottom) return undefined; // there is more of it to read: the key scrolls
  const index = bubbles.indexOf(at);
  return bubbles[index + (up ? -1 : 1)];
};

const opens = ({ key, shiftKey }: KeyboardEvent): boolean =>
  key === "Enter" || key === "ContextMenu" || (key === "F10" && shiftKey);

/** Handles a key that was pressed in the log, on it or on a bubble; whatever is inside a bubble has keys of its own. */
export const handleLogKey = (event: KeyboardEvent, scroller: HTMLElement): void => {
  const { target, key } = event;
  const at = target instanceof HTMLElement && target.matches(".bubble") ? target : undefined;
  if ((!at && target !== scroller) || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = goal(key, scroller, at);
  const button = opens(event) ? at?.querySelector<HTMLElement>(".act") : undefined;
  if (!to && !button) return;
  event.preventDefault();
  button?.click();
  to?.focus({ preventScroll: true });
  to?.scrollIntoView({ block: "nearest" });
};
