/**
 * Something around `element` scrolls: what was placed beside it in the window is left behind. What scrolls inside a shadow
 * root is not heard of outside of it, so each root on the way is listened to. Returns how to stop.
 */
export const whenScrolled = (element: Element, left: () => void): (() => void) => {
  const ending = new AbortController();
  const listening = { capture: true, signal: ending.signal };
  addEventListener("scroll", left, listening);
  for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode())
    root.addEventListener("scroll", left, listening);
  return () => ending.abort();
};
