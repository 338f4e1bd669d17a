/**
 * Registers elements by tag. Two copies of the script on a page (a theme's and a tag manager's) are common:
 * the first wins, the second is silent.
 */
export const define = (elements: Readonly<Record<string, CustomElementConstructor>>): void => {
  for (const [tag, element] of Object.entries(elements)) {
    if (!customElements.get(tag)) customElements.define(tag, element);
  }
};
