/** Addresses in messengers: links to them, and names beside the word that says where. */
import type { Range, Reading } from "./reading";

const HOSTS = [
  ...["t.me", "telegram.me", "telegram.dog", "wa.me", "api.whatsapp.com", "chat.whatsapp.com", "viber.com"],
  ...["vk.com", "vk.me", "vkontakte.ru", "ok.ru", "instagram.com", "instagr.am", "ig.me", "facebook.com", "fb.com"],
  ...["fb.me", "m.me", "discord.gg", "signal.me", "join.skype.com", "line.me"],
];
const PATH = "[\\w@+](?:[\\w@+?=&%/.:-]{0,199}[\\w=])?";
/** On `latin`: so `т.ме` is one, too. */
const LINK = new RegExp(
  `(?<![\\p{L}\\p{N}_'’])(?:(?:https?://)?(?:www\\.|m\\.)?(?:${HOSTS.join("|").replaceAll(".", "(?:\\.| \\. )")}) ?/ ?${PATH}` +
    `|(?:tg|viber|whatsapp|skype|sgnl)://${PATH}|skype:${PATH})`,
  "gu",
);

/** On `cyrillic`: nobody writes these by mistake. */
const LONG =
  /(?<!\p{L})(?:телеграмм?|телег[аеуи]|телегой|тгшк[аеуи]|тгшкой|в[оа]тс ?апп?|вацапп?|уотсапп?|вайбер|инстаграмм?|инст[аеуы]|инстой|скайп|вконтакте|дискорд)[аеуы]?(?!\p{L})/gu;
/** On `text`, since other words look like these. */
const SHORT = /(?<!\p{L})(?:тг|вк|инст)(?!\p{L})/gu;
/** On `latin`. */
const FOREIGN =
  /(?<![\p{L}\p{N}_@])(?:telegram|tg|whats ?app|viber|instagram|insta|ig|skype|vk|discord|snapchat|wechat)(?![\p{L}\p{N}_])/gu;

export function* handlesIn(reading: Reading): Generator<Range> {
  const { text, latin, cyrillic } = reading;
  for (const { index, 0: link } of latin.matchAll(LINK)) yield { from: index, to: index + link.length };
  for (const [words, view, russian] of [
    [LONG, cyrillic, true],
    [SHORT, text, true],
    [FOREIGN, latin, false],
  ] as const) {
    for (const { index, 0: word } of view.matchAll(words)) {
      const found = named(reading, index + word.length, russian);
      if (found) yield found;
    }
  }
  yield* alone(text);
}

/** What may stand between `telegram` and the name there. */
const FILLER =
  /^(?:мой|моя|мо[её]|наш|ник|никнейм|логин|аккаунт|акк|канал|это|пиши|пишите|найд[её]шь|найд[её]те|меня|на|в|по|id|user|username|nick|nickname|handle|name|login|account|is|my|me|at|as|on|under|add|write)$/;
const TOKEN = /([^\p{L}\p{N}_@\n]{0,8})(@?[\p{L}\p{N}_][\p{L}\p{N}_.]{0,40})/uy;
const NAME = /^[a-z][a-z0-9_.]{3,31}$/;
/** Latin words that follow a messenger's name without being anybody's. */
const ORDINARY =
  /^(?:bots?|web|desktop|premium|business|channels?|messengers?|groups?|chats?|calls?|video|link|please|iphone|android|ios|windows|samsung|xiaomi|galaxy|huawei|version|number|plus|stories|reels|shop|store|direct|page|photos?|support)[\d_]*$/;

/** Somebody's name there: after a few fillers, and the more surely the less it can be a word. */
function named({ text, latin }: Reading, start: number, russian: boolean): Range | undefined {
  let at = start;
  let marked = false; // by a colon or the like
  let byId = false;
  for (let words = 0; words < 5; words++) {
    TOKEN.lastIndex = at;
    const [all, gap = "", token = ""] = TOKEN.exec(text) ?? [];
    if (all === undefined) return undefined;
    const from = at + gap.length;
    const name = token.replace(/[._]+$/, "");
    const to = from + name.length;
    marked ||= /[:=—–"'«→]| - /.test(gap);
    if (name.startsWith("@")) return NAME.test(latin.slice(from + 1, to)) ? { from, to } : undefined;
    if (/[.!?]/.test(gap)) return undefined; // another sentence
    if (FILLER.test(name)) {
      byId ||= name === "id";
      at = to;
      continue;
    }
    if (byId && /^\d{5,12}$/.test(name)) return { from, to };
    const folded = latin.slice(from, to);
    if (!NAME.test(folded) || ORDINARY.test(folded) || !/[a-z0-9_]/.test(name)) return undefined;
    const odd = /[\d_]/.test(name);
    return odd || marked || (russian && name.length >= 5) ? { from, to } : undefined;
  }
  return undefined;
}

const ALONE = /(?<![\p{L}\p{N}_.@/])@([a-z][a-z0-9_]{3,31})(?![\p{L}\p{N}_@]|\.[a-z])/gu;
const INVITES = /пиши|писать|напиши|подпи[сш]|найди|ник\b|write|dm\b|contact|follow|reach|ping/;

/** `@name` without a messenger: where it can't be a word, or somebody is told to use it. */
function* alone(text: string): Generator<Range> {
  for (const { index, 0: handle } of text.matchAll(ALONE)) {
    const before = text.slice(Math.max(0, index - 30), index);
    if (/[\d_]/.test(handle) || INVITES.test(before)) yield { from: index, to: index + handle.length };
  }
}
