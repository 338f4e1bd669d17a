/** The inbox's rules that need no page: tables of cases. */
import { alertFor, newestAt, newsOf } from "../../widget/controllers/alert-rule";
import { filledReply, fittingReplies, wantedReply } from "../../widget/elements/canned";
import { minutesOf, timeField } from "../../widget/elements/clock-time";
import { isTyping, keyAction } from "../../widget/elements/inbox-keys";
import { excerpt, marked } from "../../widget/elements/marks";
import { steady } from "../../widget/elements/steady";
import { ok, same } from "./support/assert";
import { ago, conversation } from "./support/fixtures";

describe("D10 what a page does about a new message", () => {
  const cases: readonly [
    name: string,
    visible: boolean,
    shows: boolean,
    sound: boolean,
    granted: boolean,
    does: string,
  ][] = [
    ["it is being read here", true, true, true, true, "0 – –"],
    ["it is being read here, muted", true, true, false, true, "0 – –"],
    ["somebody looks at another conversation", true, false, true, true, "100 sound –"],
    ["the same, muted", true, false, false, true, "100 – –"],
    ["nobody sees the page", false, false, true, true, "500 sound notify"],
    ["nobody sees the page, which has it open", false, true, true, true, "500 sound notify"],
    ["nobody sees the page, muted", false, false, false, true, "500 – notify"],
    ["nobody sees it, and it may not notify", false, false, true, false, "500 sound –"],
  ];
  for (const [name, visible, shows, sound, granted, does] of cases)
    it(name, () => {
      const alert = alertFor({ visible, shows }, sound, granted);
      same(`${alert.after} ${alert.sound ? "sound" : "–"} ${alert.notify ? "notify" : "–"}`, does);
    });

  it("whoever is nearer to the person always comes first", () => {
    const order = [
      alertFor({ visible: true, shows: true }, true, true),
      alertFor({ visible: true, shows: false }, true, true),
      alertFor({ visible: false, shows: true }, true, true),
    ].map(({ after }) => after);
    same(
      order,
      order.toSorted((a, b) => a - b),
    );
    same(new Set(order).size, 3);
  });

  it("news is the newest unread that came after what was heard of", () => {
    const items = [
      conversation({ id: "old", lastAt: ago(9), unread: 1 }),
      conversation({ id: "own", lastAt: ago(1), unread: 0 }),
      conversation({ id: "a", lastAt: ago(3), unread: 1 }),
      conversation({ id: "b", lastAt: ago(2), unread: 2 }),
    ];
    same(newsOf(items, ago(5))?.id, "b");
    same(newsOf(items, ago(2)), undefined);
    same(newestAt(items), ago(1));
  });
});

describe("keys", () => {
  const press = (key: string, code: string, more: Partial<KeyboardEvent> = {}) => ({
    ...{ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
    ...more,
  });
  const cases: readonly [ReturnType<typeof press>, typing: string | undefined, elsewhere: string | undefined][] = [
    [press("j", "KeyJ"), undefined, "next"],
    [press("о", "KeyJ"), undefined, "next"], // a Cyrillic layout
    [press("k", "KeyK"), undefined, "previous"],
    [press("J", "KeyJ", { shiftKey: true }), undefined, undefined],
    [press("r", "KeyR"), undefined, "reply"],
    [press("r", "KeyR", { ctrlKey: true }), undefined, undefined],
    [press("/", "Slash"), undefined, "search"],
    [press("?", "Slash", { shiftKey: true }), undefined, "help"],
    [press("k", "KeyK", { ctrlKey: true }), "search", "search"],
    [press("л", "KeyK", { metaKey: true }), "search", "search"],
    [press("Escape", "Escape"), "back", "back"],
    [press("j", "KeyJ", { altKey: true }), undefined, undefined],
    [press("x", "KeyX"), undefined, undefined],
  ];
  for (const [key, typing, elsewhere] of cases)
    it(`${key.ctrlKey ? "Ctrl+" : key.metaKey ? "⌘" : key.altKey ? "Alt+" : ""}${key.key}`, () => {
      same(keyAction(key, true, true), typing);
      same(keyAction(key, false, true), elsewhere);
      const sign = /^(Key|Slash)/.test(key.code) && !key.ctrlKey && !key.metaKey;
      same(keyAction(key, false, false), sign ? undefined : elsewhere, "with single keys turned off");
    });

  it("fields are typed in, buttons and boxes aren't", () => {
    const input = (type: string) => Object.assign(document.createElement("input"), { type });
    ok(isTyping(document.createElement("textarea")) && isTyping(input("search")) && isTyping(input("time")));
    ok(isTyping(document.createElement("select")));
    ok(!isTyping(input("radio")) && !isTyping(input("checkbox")) && !isTyping(document.body) && !isTyping(undefined));
  });
});

describe("what was found", () => {
  const hits = (text: string, query: string) => marked(text, query).flatMap(({ text, hit }) => (hit ? [text] : []));
  const cases: readonly [text: string, query: string, hits: string[]][] = [
    ["Лампа ещё есть?", "лам", ["Лампа"]],
    ["Две лампы и ламповый завод", "лампа", ["лампы"]],
    ["Ещё раз", "еще", ["Ещё"]],
    ["delivery to Lisbon, delivered", "delivery lisb", ["delivery", "Lisbon", "delivered"]],
    ["кот", "который", []],
    ["<b>x</b>", "b", ["b", "b"]],
    ["nothing", "", []],
    ["a+b (c)", "(", []],
  ];
  for (const [text, query, expected] of cases)
    it(`${query || "nothing"} in ${text}`, () => {
      same(hits(text, query), expected);
      same(
        marked(text, query)
          .map(({ text }) => text)
          .join(""),
        text,
      );
    });

  it("begins a little before the first hit", () => {
    const text = "Добрый день, мне очень понравилась\nваша настольная лампа";
    same(
      excerpt(text, "лампа")
        .map(({ text }) => text)
        .join(""),
      "…настольная лампа",
    );
    same(
      excerpt("Лампа есть", "лампа").map(({ text }) => text),
      ["Лампа", " есть"],
    );
    same(
      excerpt("Без слов", "лампа").map(({ text }) => text),
      ["Без слов"],
    );
  });
});

describe("canned replies", () => {
  const replies = [
    { shortcut: "наличие", text: "Да, есть" },
    { shortcut: "нал", text: "Оплата наличными" },
    { shortcut: "привет", text: "Здравствуйте" },
  ];
  it("are asked for by a slash at the beginning, on one line", () => {
    same(wantedReply("/"), "");
    same(wantedReply("/нал"), "нал");
    for (const typed of ["", "и/или", " /нал", "/нал\nещё"]) same(wantedReply(typed), undefined);
  });
  it("those whose shortcut begins so come first, then those that hold it", () => {
    const found = (wanted: string) => fittingReplies(replies, wanted).map(({ shortcut }) => shortcut);
    same(found(""), ["наличие", "нал", "привет"]);
    same(found("нал"), ["наличие", "нал"]);
    same(found("оплата"), ["нал"]);
    same(found("здрав"), ["привет"]);
    same(found("нет такого"), []);
    same(fittingReplies(replies, "", 2).length, 2);
  });
  const cases: readonly [text: string, buyer: string, product: string, filled: string][] = [
    ["Здравствуйте, {buyer}. Чем помочь?", "Анна", "", "Здравствуйте, Анна. Чем помочь?"],
    ["Здравствуйте, {buyer}. Чем помочь?", "", "", "Здравствуйте. Чем помочь?"],
    ["{buyer}, добрый день", "", "", "добрый день"],
    ["Да, {product} есть", "", "лампа", "Да, лампа есть"],
    ["{other} и {buyer}", "$&", "", "{other} и $&"],
  ];
  for (const [text, buyer, product, filled] of cases)
    it(`${text} → ${filled}`, () => same(filledReply(text, { buyer, product }), filled));
});

describe("a list that stays still", () => {
  const one = (id: string) => conversation({ id });
  const of = (ids: string) => [...ids].map(one);
  const cases: readonly [before: string, now: string, held: string, shown: string][] = [
    ["abc", "ac", "b", "abc"], // read, and so out of the filter
    ["abc", "acb", "b", "abc"], // further down
    ["abc", "xac", "b", "xabc"],
    ["abc", "bc", "a", "abc"],
    ["abc", "xbc", "a", "xabc"],
    ["abc", "c", "b", "bc"],
    ["abc", "", "b", "b"],
    ["abc", "ac", "z", "ac"], // was never in it
  ];
  for (const [before, now, held, shown] of cases)
    it(`${before}, then ${now || "nothing"}, with ${held} open`, () =>
      same(
        steady(of(before), of(now), one(held))
          .map(({ id }) => id)
          .join(""),
        shown,
      ));
});

it("times of a day as a field writes them, midnight at both ends", () => {
  same([0, 570, 1439, 1440].map(timeField), ["00:00", "09:30", "23:59", "00:00"]);
  same(
    [minutesOf("00:00", false), minutesOf("00:00", true), minutesOf("19:05", true), minutesOf("", true)],
    [0, 1440, 1145, undefined],
  );
});
