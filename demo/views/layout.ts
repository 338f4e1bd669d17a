/** What every page of the demo shares: the document, and how its addresses are made. */
import { type Content, type Html, html } from "../html";
import { LANGUAGES, type Language } from "../language";
import { WORDS, type Words } from "../words";

/** Where a page is being read: the language, and the path with its query but without `lang`. */
export interface Place {
  readonly language: Language;
  readonly path: string;
}

/** The address of a path in a language: `/?maker=svet` → `/?maker=svet&lang=ru`. */
export const address = (path: string, language: Language): string =>
  `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;

export interface Page extends Place {
  readonly title: string;
  readonly style: "shop" | "inbox";
  readonly body: Content;
}

/**
 * A whole document. `theme.js` runs before anything is painted, so that a chosen theme doesn't flash; scripts and styles
 * are files, because the pages' policy allows nothing inline.
 */
export const page = ({ language, path, title, style, body }: Page): string =>
  `<!doctype html>${html`<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="/demo/avatars/polka.svg" type="image/svg+xml">
    ${LANGUAGES.map((other) => html`<link rel="alternate" hreflang="${other}" href="${address(path, other)}">`)}
    <link rel="stylesheet" href="/demo/base.css">
    <link rel="stylesheet" href="/demo/${style}.css">
    <script src="/demo/theme.js"></script>
  </head>
  <body>${body}</body>
</html>`}`;

export const languageSwitch = ({ language, path }: Place, words: Words): Html => html`
  <nav class="languages" aria-label="${words.language}">
    ${LANGUAGES.map(
      (other) =>
        html`<a href="${address(path, other)}" hreflang="${other}" lang="${other}"${
          other === language && html` aria-current="true"`
        }>${other.toUpperCase()}</a>`,
    )}
  </nav>`;

/** The page's script makes it work, and says which theme it is. */
export const themeSwitch = (words: Words): Html => html`
  <button class="theme" type="button" aria-label="${words.dark}" aria-pressed="false" data-theme-switch>
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="6.500" fill="none" stroke="currentColor" stroke-width="1.500"/><path d="M10 3.500a6.500 6.500 0 0 1 0 13z" fill="currentColor"/></svg>
  </button>`;

export const wordsFor = ({ language }: Place): Words => WORDS[language];
