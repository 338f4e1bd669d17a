/**
 * Markup with everything escaped unless it is markup already.
 *
 *     html`<a href="${url}">${title}</a>${items.map((item) => html`<li>${item}</li>`)}`
 *
 * Attribute values must stand in double quotes. `undefined`, `null` and `false` leave nothing behind.
 */
export class Html {
  constructor(private readonly markup: string) {}
  toString(): string {
    return this.markup;
  }
}

export type Content = Html | string | number | false | null | undefined | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

const rendered = (content: Content): string => {
  if (content === undefined || content === null || content === false) return "";
  if (content instanceof Html) return content.toString();
  if (typeof content === "string" || typeof content === "number") return escaped(String(content));
  return content.map(rendered).join("");
};

export const html = (strings: TemplateStringsArray, ...contents: Content[]): Html =>
  new Html(strings.reduce((markup, string, i) => markup + rendered(contents[i - 1]) + string));
