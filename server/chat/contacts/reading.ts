/** A text as a person reads it: what is hidden in it, spelled out, or written with look-alikes, is seen. */

export interface Range {
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
}

export interface Reading {
  /** Lower case, compatible forms made plain (NFKC), nothing invisible; each place is one UTF-16 unit. */
  readonly text: string;
  /** The same places; Cyrillic and Greek letters that look like Latin ones are those. */
  readonly latin: string;
  /** And the other way round. */
  readonly cyrillic: string;
  /** Where places stand in the original, in UTF-16 units. */
  original(places: Range): Range;
}

export function readingOf(original: string): Reading {
  const { text, from, to } = spelledOut(plain(original));
  return {
    text,
    latin: turned(text, TO_LATIN),
    cyrillic: turned(text, TO_CYRILLIC),
    original: (places) => ({ from: from[places.from] ?? 0, to: to[places.to - 1] ?? 0 }),
  };
}

const inPairs = (letters: string): [string, string][] =>
  [...letters.matchAll(/(.)(.)/gu)].map(([, one = "", other = ""]) => [one, other]);
const TWINS = inPairs("аaвbеeкkмmнhоoрpсcтtуyхx");
const TO_CYRILLIC: ReadonlyMap<string, string> = new Map(TWINS.map(([cyrillic, latin]) => [latin, cyrillic]));
const TO_LATIN: ReadonlyMap<string, string> = new Map([...TWINS, ...inPairs("ёeіiјjѕsԁdԛqԝwαaεeιiκkνvοoρpτtχx")]);

function turned(text: string, twins: ReadonlyMap<string, string>): string {
  let result = "";
  for (const unit of text) result += twins.get(unit) ?? unit;
  return result;
}

/** Units of a text, each with where it stood. */
class Places {
  text = "";
  readonly from: number[] = [];
  readonly to: number[] = [];

  add(units: string, from: number, to: number): void {
    this.text += units;
    for (let n = 0; n < units.length; n++) {
      this.from.push(from);
      this.to.push(to);
    }
  }

  /** What was added last ends later. */
  stretch(to: number): void {
    if (this.to.length > 0) this.to[this.to.length - 1] = to;
  }
}

const INVISIBLE = /[\p{Cf}\p{Mn}\p{Me}]/u;
/** Stands for what is longer than a unit, and neither a letter nor a digit that matters. */
const SIGN = "\ufffd";

/** A digit in a key cap is a digit and two marks, which hide with it; a circled or full-width one is NFKC's. */
function plain(original: string): Places {
  const places = new Places();
  let at = 0;
  for (const letter of original) {
    const end = at + letter.length;
    if (letter < "\x7f" || letter === "№") places.add(letter.toLowerCase(), at, end);
    else if (!INVISIBLE.test(letter)) {
      for (const unit of letter.normalize("NFKC").toLowerCase())
        if (!INVISIBLE.test(unit)) places.add(unit.length === 1 ? unit : SIGN, at, end);
    } else if (/\p{M}/u.test(letter)) places.stretch(end);
    at = end;
  }
  return places;
}

const WORDS: Readonly<Record<string, string>> = {
  ...{ ".": ".", dot: ".", точка: ".", тчк: "." },
  ...{ "@": "@", at: "@", эт: "@", собака: "@", собачка: "@" },
  ...{ "/": "/", slash: "/", слэш: "/", слеш: "/" },
};
/** In brackets of any kind or between spaces; but `at` and `эт` are words of their own, too, and need brackets. */
const SPELLED =
  / {0,2}[([{<] ?([.@/]|dot|точка|тчк|at|эт|собака|собачка|slash|сл[эе]ш) ?[)\]}>] {0,2}| {1,2}(dot|точка|тчк|собака|собачка|slash|сл[эе]ш) {1,2}/g;

/** `name (at) mail точка ru` is `name@mail.ru`. */
function spelledOut(places: Places): Places {
  const { text, from, to } = places;
  const next = new Places();
  let done = 0;
  const copyUntil = (end: number) => {
    for (; done < end; done++) next.add(text.charAt(done), from[done] ?? 0, to[done] ?? 0);
  };
  for (const match of text.matchAll(SPELLED)) {
    copyUntil(match.index);
    done += match[0].length;
    next.add(WORDS[match[1] ?? match[2] ?? ""] ?? "", from[match.index] ?? 0, to[done - 1] ?? 0);
  }
  copyUntil(text.length);
  return next;
}
