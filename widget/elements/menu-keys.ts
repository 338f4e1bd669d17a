/** The keys of a menu: arrows move around the ends, Escape and Tab close it, and nobody outside hears of any. */
export const handleMenuKey = (event: KeyboardEvent, items: NodeListOf<HTMLElement>, close: () => void): void => {
  event.stopPropagation();
  const at = [...items].findIndex((item) => item.matches(":focus"));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) [...items].at(to % items.length)?.focus({ preventScroll: true });
  else if (event.key === "Tab" || event.key === "Escape") close();
  else return;
  event.preventDefault(); // the panel around it stays open, and nothing scrolls
};
