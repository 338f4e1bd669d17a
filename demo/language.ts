/** The demo's two languages, and how a page learns which one to speak. */
export const LANGUAGES = ["ru", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same thing said in each language. */
export type Said<T = string> = Readonly<Record<Language, T>>;

const isLanguage = (tag: string): tag is Language => LANGUAGES.some((language) => language === tag);

/** `?lang=` decides, then what the browser asks for first (RFC 9110, 12.5.4), then English. */
export function languageOf(request: Request): Language {
  const asked = new URL(request.url).searchParams.get("lang");
  if (asked !== null && isLanguage(asked)) return asked;
  const preferred = (request.headers.get("accept-language") ?? "")
    .split(",")
    .map((entry) => {
      const [range = "", ...parameters] = entry.trim().toLowerCase().split(";");
      const weight = parameters.map((p) => p.trim()).find((p) => p.startsWith("q="));
      return { tag: range.split("-")[0] ?? "", weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
    .find(isLanguage);
  return preferred ?? "en";
}
