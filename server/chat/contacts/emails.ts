import type { Range } from "./reading";

/** Where people have their mail: named so, a host needs no ending. */
const PROVIDER =
  "gmail|g-mail|googlemail|mail|email|yandex|ya|rambler|bk|inbox|list|icloud|outlook|hotmail|yahoo|proton|protonmail|gmx|гмейл|гмэйл|джимейл|джимэйл|мейл|майл|мэйл|яндекс|рамблер|инбокс|бк";
const NAME_END = /[\p{L}\p{N}._%+-]{1,64}$/u;
const HOST =
  /(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,5}(?:[a-z]{2,24}|рф|ру|ком|рус|москва|онлайн|сайт)(?![\p{L}\p{N}])/uy;
const PROVIDER_HOST = new RegExp(`(?:${PROVIDER})(?:[ .]{1,2}(?:ru|com|ру|ком|net|me))?(?![\\p{L}\\p{N}])`, "uy");
/** `anna at gmail.com`, but not `look at mail.ru`. */
const SPOKEN = new RegExp(` at (?=(?:${PROVIDER})\\.(?:ru|com|net|me)(?![\\p{L}\\p{N}]))`, "gu");
const VERB =
  /^(?:look|looks|looked|looking|is|are|was|be|me|us|it|see|seen|find|found|sign|signup|account|available|registered|ordered|log|login|support|shop|store)$/;

/** @param text a `Reading`'s: an `@` in other words is one by now, and what stands at it touches it */
export function* emailsIn(text: string): Generator<Range> {
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const from = nameBefore(text, at);
    const to = from === undefined ? undefined : (ending(HOST, text, at + 1) ?? ending(PROVIDER_HOST, text, at + 1));
    if (from !== undefined && to !== undefined) yield { from, to };
    else yield* spaced(text, at);
  }
  for (const { index } of text.matchAll(SPOKEN)) {
    const from = nameBefore(text, index);
    const to = ending(HOST, text, index + 4);
    if (from !== undefined && to !== undefined && !VERB.test(text.slice(from, index))) yield { from, to };
  }
}

/** `anna @ gmail.com`: with a space, only where people have their mail. */
function* spaced(text: string, at: number): Generator<Range> {
  const left = text.charAt(at - 1) === " " ? at - 1 : at;
  const right = text.charAt(at + 1) === " " ? at + 2 : at + 1;
  const from = nameBefore(text, left);
  const to = ending(PROVIDER_HOST, text, right);
  if (from !== undefined && to !== undefined) yield { from, to };
}

const nameBefore = (text: string, end: number): number | undefined => {
  const name = NAME_END.exec(text.slice(Math.max(0, end - 64), end))?.[0];
  return name === undefined ? undefined : end - name.length;
};

const ending = (pattern: RegExp, text: string, from: number): number | undefined => {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};
