/** What the element tests share: mocha's words with types, a place to render, ways to wait and to look inside. */
import "axe-core";
import type { AxeResults, ElementContext, RunOptions } from "axe-core";
import { render, type TemplateResult } from "lit";
import "./themed";

type Body = () => void | Promise<void>;

declare global {
  var describe: (name: string, body: () => void) => void;
  var it: (name: string, body: Body) => void;
  var beforeEach: (body: Body) => void;
  var afterEach: (body: Body) => void;
  var axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
}

const places: HTMLElement[] = [];

/** Renders into the page and gives the first element, once it and what is in it have updated. Gone after the test. */
export const mount = async <E extends Element>(
  template: TemplateResult,
  theme: "light" | "dark" = "light",
): Promise<E> => {
  const place = document.createElement("themed-place");
  place.setAttribute("theme", theme);
  places.push(place);
  document.body.append(place);
  render(template, place);
  await settle();
  return first<E>(place);
};

const first = <E extends Element>(place: Element): E => {
  const element = place.firstElementChild;
  if (!element) throw new Error("nothing was rendered");
  return element as E;
};

export const unmountAll = (): void => {
  for (const place of places.splice(0)) place.remove();
};

afterEach(unmountAll);

/** Two frames: updates that follow from updates, layout, resize observers. */
export const settle = async (): Promise<void> => {
  for (let frames = 0; frames < 2; frames++) await new Promise((done) => requestAnimationFrame(done));
};

/** Waits, frame by frame, for a value that isn't false or empty; mocha's timeout ends it. */
export const until = async <T>(look: () => T | undefined | null | false | "" | 0): Promise<T> => {
  for (;;) {
    const seen = look();
    if (seen) return seen;
    await new Promise((done) => requestAnimationFrame(done));
  }
};

/** Looks through shadow roots: one selector for each. */
export const find = <E extends Element = HTMLElement>(from: Element, ...path: string[]): E | undefined => {
  let at: Element | null = from;
  for (const selector of path) at = at?.shadowRoot?.querySelector(selector) ?? null;
  return (at as E | null) ?? undefined;
};

export const get = <E extends Element = HTMLElement>(from: Element, ...path: string[]): E => {
  const element = find<E>(from, ...path);
  if (!element) throw new Error(`nothing matches ${path.join(" → ")}`);
  return element;
};

export const all = (from: Element, selector: string): HTMLElement[] => [
  ...(from.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];

/** Puts a scroller around the element that is two shadow roots away: its scrolling is not heard of outside of them. */
export const scrollerAround = (element: Element): HTMLElement => {
  const [outer, inner, scroller] = ["div", "div", "div"].map((name) => document.createElement(name));
  if (!outer || !inner || !scroller) throw new Error("three were made");
  scroller.style.cssText = "block-size: 400px; overflow: auto";
  inner.style.cssText = "display: block; block-size: 2000px";
  element.replaceWith(outer);
  outer.attachShadow({ mode: "open" }).append(scroller);
  scroller.append(inner);
  inner.attachShadow({ mode: "open" }).append(element);
  return scroller;
};

/** What a reader sees, without what only screen readers hear. */
export const textOf = (element: Element): string => {
  const copy = element.cloneNode(true) as Element;
  for (const unseen of copy.querySelectorAll(".unseen")) unseen.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
};

/** The element that has the focus, through shadow roots. */
export const focused = (): Element | null => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
};

/** Whatever moves in this element has come to rest. */
export const still = async ({ shadowRoot }: Element): Promise<void> => {
  await Promise.all((shadowRoot?.getAnimations() ?? []).map(({ finished }) => finished));
};

/** Fails with what axe found wrong, and where. `region` is about whole pages. */
export const accessible = async (element: Element): Promise<void> => {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${JSON.stringify(target)}: ${failureSummary}`),
  );
  if (found.length > 0) throw new Error(found.join("\n"));
};

/** The next event of that type. */
export const once = <E extends Event>(target: EventTarget, type: string): Promise<E> =>
  new Promise((done) => target.addEventListener(type, (event) => done(event as E), { once: true }));
