import { emulateMedia } from "@web/test-runner-commands";
import { html } from "lit";
import type { ShownMessage, Side } from "../../widget/client/state";
import type { Request } from "../../widget/controllers/perform";
import type { ChatMessages } from "../../widget/elements/chat-messages";
import type { ChatRequestEvent } from "../../widget/elements/events";
import "../../widget/elements/panel-elements";
import { localize } from "../../widget/strings/localize";
import { near, ok, same } from "./support/assert";
import { ago, colleagues, history, message, NOW, shown, waiting } from "./support/fixtures";
import { accessible, all, find, get, mount, settle, textOf } from "./support/harness";

let asked: Request[] = [];

interface Given {
  readonly side?: Side;
  readonly more?: boolean;
  readonly loading?: "opening" | "older" | "no";
  readonly typing?: string;
  readonly locale?: string;
  readonly theme?: "light" | "dark";
}

const log = async (messages: readonly ShownMessage[], given: Given = {}) => {
  asked = [];
  const element = await mount<ChatMessages>(
    html`<chat-messages
      style="height: 400px; width: 360px"
      .messages=${messages}
      .side=${given.side ?? "buyer"}
      .more=${given.more ?? false}
      .loading=${given.loading ?? "no"}
      .typing=${given.typing ?? ""}
      .words=${localize(given.locale ?? "ru")}
      .now=${() => NOW}
      @chat-request=${(event: ChatRequestEvent) => asked.push(event.request)}
    >Пусто</chat-messages>`,
    given.theme,
  );
  await settle();
  return { element, scroller: get(element, ".scroller") };
};

const change = async (element: ChatMessages, properties: Partial<ChatMessages>) => {
  Object.assign(element, properties);
  await settle();
};

const scrollTo = async (scroller: HTMLElement, top: number) => {
  scroller.scrollTop = top;
  await settle();
};

const fromEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) => scrollHeight - scrollTop - clientHeight;
const bubble = (element: ChatMessages, text: string) => {
  const found = all(element, ".bubble").find((one) => textOf(one) === text);
  if (!found) throw new Error(`no bubble says ${text}`);
  return found;
};
const times = (what: Request["do"]) => asked.filter((request) => request.do === what).length;
const long = (from: number, to: number) => history(from, to);
const theirs = (seq: number, text = `Ответ ${seq}`) => shown(message(seq, "seller", text, { at: ago(1) }), "buyer");

describe("<chat-messages>", () => {
  for (const theme of ["light", "dark"] as const) {
    it(`is accessible in the ${theme} theme`, async () => {
      const { element } = await log(
        [
          ...long(1, 4),
          shown(message(5, "system", "Переписка открыта"), "buyer"),
          theirs(6, "https://shop.example"),
          shown(message(7, "buyer", "", { removedAt: ago(1) }), "buyer"),
          waiting(8, "Не ушло", "internal"),
          waiting(9, "Ждёт"),
        ],
        { theme, typing: "Мастерская света" },
      );
      await accessible(element);
    });
  }

  it("shows each own message's way in both languages", async () => {
    const states: readonly [ShownMessage, string, string][] = [
      [waiting(1, "a"), "Отправляется…", "Sending…"],
      [shown(message(1, "buyer", "a"), "buyer", "sent"), "Отправлено", "Sent"],
      [shown(message(1, "buyer", "a"), "buyer", "delivered"), "Доставлено", "Delivered"],
      [shown(message(1, "buyer", "a"), "buyer", "read"), "Прочитано", "Read"],
    ];
    for (const [one, ru, en] of states) {
      for (const [locale, expected] of [["ru", ru] as const, ["en", en] as const]) {
        const { element } = await log([one], { locale });
        same(textOf(get(element, ".foot")).split(" · ")[1], expected);
      }
    }
  });

  it("shows what a colleague wrote on the seller's side, under their name, with how far it came", async () => {
    const pavel = { id: "u2", name: "Павел Орлов" };
    const asked = shown(message(1, "buyer", "Есть?", { at: ago(4) }), "seller");
    const answered = colleagues(2, "Да", pavel, { at: ago(3) });
    const added = shown(
      message(3, "seller", "Осталось три", { at: ago(2), sender: { id: "u1", name: "Ольга" } }),
      "seller",
    );
    const { element } = await log([asked, answered, added], { side: "seller" });
    const lines = all(element, ".author, .bubble, .foot").map(
      (line) => `${textOf(line)}${line.matches(".mine") ? " >" : ""}`,
    );
    same(
      lines.filter((line) => !/^\d/.test(line)),
      ["Анна Смирнова", "Есть?", "Павел Орлов >", "Да >", "Вы >", "Осталось три >"],
    );
    ok(/^Павел Орлов, /.test(bubble(element, "Да").getAttribute("aria-label") ?? ""));
    same(all(element, ".trail").length, 2);
  });

  it("keeps a bubble's element from sending to read", async () => {
    const { element } = await log([waiting(1, "Лампа")]);
    const before = bubble(element, "Лампа");
    await change(element, { messages: [shown(message(1, "buyer", "Лампа"), "buyer", "read")] });
    ok(bubble(element, "Лампа") === before);
  });

  it("offers to retry and to delete what was not sent", async () => {
    const { element } = await log([waiting(1, "a", "internal")]);
    same(textOf(get(element, ".failed")), "Не отправлено. Повторить Удалить");
    for (const button of all(element, ".failed button")) button.click();
    same(asked.slice(-2), [
      { do: "retry", id: "00000000-0000-4000-8000-000000000001" },
      { do: "discard", id: "00000000-0000-4000-8000-000000000001" },
    ]);
  });

  it("says why a text was refused, where the person can do something about it", async () => {
    const { element } = await log([waiting(1, "a", "too_long")]);
    ok(textOf(get(element, ".failed")).startsWith("Не отправлено: слишком длинный текст."));
  });

  it("separates days", async () => {
    const { element } = await log([
      shown(message(1, "seller", "a", { at: new Date(2026, 10, 3, 12).toISOString() }), "buyer"),
      shown(message(2, "seller", "b", { at: new Date(2026, 10, 21, 12).toISOString() }), "buyer"),
      shown(message(3, "seller", "c", { at: new Date(2026, 10, 22, 12).toISOString() }), "buyer"),
    ]);
    same(all(element, ".day").map(textOf), ["3 ноября", "Вчера", "Сегодня"]);
  });

  it("S5 shows text as text, and links only to http(s)", async () => {
    const hostile = `<img src=x onerror="alert(1)"> <b>b</b> javascript:alert(1) https://shop.example/?a=<script>`;
    const { element } = await log([theirs(1, hostile)]);
    same(textOf(get(element, ".bubble")), hostile);
    same(all(element, ".bubble img, .bubble b, .bubble script").length, 0);
    const links = all(element, ".bubble a").map((link) => [link.getAttribute("href"), link.getAttribute("rel")]);
    same(links, [["https://shop.example/?a=", "noopener nofollow ugc"]]);
  });

  it("keeps line breaks, and breaks words that are too long", async () => {
    const { element } = await log([theirs(1, `раз\nдва ${"о".repeat(300)}`)]);
    ok(get(element, ".bubble").innerText.includes("раз\nдва"));
    const { scrollWidth, clientWidth } = get(element, ".scroller");
    same(scrollWidth, clientWidth);
  });

  it("leaves a place for what was removed, and marks what was edited", async () => {
    const { element } = await log([
      shown(message(1, "seller", "", { removedAt: ago(1) }), "buyer"),
      shown(message(2, "buyer", "b", { editedAt: ago(1) }), "buyer", "read"),
    ]);
    same(textOf(get(element, ".bubble")), "Сообщение удалено");
    ok(textOf(get(element, ".foot.mine")).includes("изменено"));
  });

  it("shows a skeleton while nothing is known, and kind words when there is nothing", async () => {
    const { element } = await log([], { loading: "opening" });
    ok(find(element, ".skeleton") && !find(element, "slot"));
    await change(element, { loading: "no" });
    ok(!find(element, ".skeleton") && find(element, "slot"));
  });

  it("shows who is typing", async () => {
    const { element } = await log(long(1, 2), { typing: "Анна" });
    same(get(element, ".typing .unseen").textContent, "Анна печатает");
  });

  it("begins at the newest message, and is seen there", async () => {
    const { scroller } = await log(long(1, 40));
    ok(fromEnd(scroller) < 1);
    same(times("seen"), 1);
  });

  it("follows new messages while the reader is at the end", async () => {
    const { element, scroller } = await log(long(1, 40));
    await change(element, { messages: [...long(1, 40), theirs(41)] });
    ok(fromEnd(scroller) < 1);
    same(times("seen"), 2);
    ok(!find(element, ".to-end"));
  });

  it("stays where the reader scrolled up to, and counts what came meanwhile", async () => {
    const { element, scroller } = await log(long(1, 40));
    await scrollTo(scroller, 500);
    const before = bubble(element, "Сообщение 12").getBoundingClientRect().top;
    await change(element, { messages: [...long(1, 40), theirs(41), theirs(42)] });
    same(bubble(element, "Сообщение 12").getBoundingClientRect().top, before);
    same(textOf(get(element, ".to-end")), "2 новых сообщения");
    same(times("seen"), 1);
  });

  it("goes to the end by the button, which then is gone", async () => {
    await emulateMedia({ reducedMotion: "reduce" });
    const { element, scroller } = await log(long(1, 40));
    await scrollTo(scroller, 500);
    await change(element, { messages: [...long(1, 40), theirs(41)] });
    get(element, ".to-end").click();
    await settle();
    ok(fromEnd(scroller) < 1);
    ok(!find(element, ".to-end"));
    same(times("seen"), 2);
    await emulateMedia({ reducedMotion: "no-preference" });
  });

  it("has a button without a count when nothing new came", async () => {
    const { element, scroller } = await log(long(1, 40));
    await scrollTo(scroller, 500);
    same(get(element, ".to-end").getAttribute("aria-label"), "К\u00a0последнему сообщению");
  });

  it("goes to the end when the reader writes", async () => {
    const { element, scroller } = await log(long(1, 40));
    await scrollTo(scroller, 500);
    await change(element, { messages: [...long(1, 40), waiting(900, "Моё")] });
    ok(fromEnd(scroller) < 1);
  });

  it("asks for older messages near the start, and only while there are some and none are on their way", async () => {
    const { element, scroller } = await log(long(31, 90), { more: true });
    same(times("older"), 0);
    await scrollTo(scroller, 300);
    const once = times("older");
    ok(once > 0);
    await change(element, { loading: "older" });
    await scrollTo(scroller, 200);
    same(times("older"), once);
    await change(element, { loading: "no", more: false });
    await scrollTo(scroller, 100);
    same(times("older"), once);
  });

  for (const count of [2, 40]) {
    it(`doesn't ask on and on when no older messages come, after ${count}`, async () => {
      const { element, scroller } = await log(long(1, count), { more: true });
      await scrollTo(scroller, 5);
      const once = times("older");
      ok(once > 0);
      for (let tries = 0; tries < 3; tries++) {
        await change(element, { loading: "older" });
        await change(element, { loading: "no", messages: long(1, count) });
      }
      same(times("older"), once);
    });
  }

  it("asks again when the reader scrolls after that", async () => {
    const { element, scroller } = await log(long(1, 40), { more: true });
    await scrollTo(scroller, 300);
    await change(element, { loading: "older" });
    await change(element, { loading: "no" });
    const before = times("older");
    await scrollTo(scroller, 200);
    same(times("older"), before + 1);
  });

  it("names who wrote, unless the header does", async () => {
    const agent = shown(message(2, "seller", "b", { sender: { id: "a2", name: "Ольга" } }), "buyer");
    const { element } = await log([theirs(1, "a"), agent, shown(message(3, "buyer", "c"), "buyer")]);
    await change(element, { counterpart: "Мастерская света" });
    same(all(element, ".author").map(textOf), ["Ольга"]);
  });

  it("asks for older messages when the first page doesn't fill the view", async () => {
    await log(long(1, 2), { more: true });
    ok(times("older") > 0);
  });

  for (const top of [0, 1, 300]) {
    it(`doesn't jump when older messages come, scrolled to ${top} px`, async () => {
      const { element, scroller } = await log(long(61, 90), { more: true });
      await scrollTo(scroller, top);
      const read = bubble(element, "Сообщение 66");
      const before = read.getBoundingClientRect().top;
      await change(element, { loading: "older" });
      near(read.getBoundingClientRect().top, before, 0.5, "while they are on their way");
      await change(element, { loading: "no", messages: long(1, 90) });
      near(read.getBoundingClientRect().top, before, 0.5, "when they are there");
      ok(scroller.scrollTop > 1000);
    });
  }

  it("doesn't lean on the browser's own scroll anchoring, which Safari lacks", async () => {
    const { scroller } = await log(long(1, 2));
    same(getComputedStyle(scroller).overflowAnchor, "none");
  });

  it("stays at the end when its own height changes, as with a keyboard", async () => {
    const { element, scroller } = await log(long(1, 40));
    element.style.height = "250px";
    await settle();
    ok(fromEnd(scroller) < 1);
  });

  it("isn't seen while it is hidden, and begins at the end when it is shown again", async () => {
    const { element, scroller } = await log(long(1, 40));
    await scrollTo(scroller, 500);
    element.style.display = "none";
    await change(element, { messages: [...long(1, 40), theirs(41)] });
    same(times("seen"), 1);
    element.style.display = "";
    await settle();
    ok(fromEnd(scroller) < 1);
    same(times("seen"), 2);
  });

  it("announces what the other side writes, and no page of history", async () => {
    const { element } = await log(long(31, 40), { more: true });
    const heard = () => get(element, "[aria-live=polite]").textContent;
    same(heard(), "");
    await change(element, { messages: long(1, 40) });
    same(heard(), "");
    await change(element, { messages: [...long(1, 40), theirs(41, "Да, есть")] });
    same(heard(), "Мастерская света: Да, есть");
  });

  it("lets only what comes while one looks rise into place", async () => {
    const { element } = await log(long(31, 40));
    await change(element, { messages: [...long(1, 40), theirs(41)] });
    same(all(element, ".fresh").map(textOf), ["Ответ 41"]);
    ok(getComputedStyle(bubble(element, "Ответ 41")).animationName === "rise");
  });

  it("moves nothing under reduced motion", async () => {
    await emulateMedia({ reducedMotion: "reduce" });
    const { element } = await log(long(1, 4), { typing: "Анна" });
    await change(element, { messages: [...long(1, 4), theirs(5)] });
    for (const moving of [bubble(element, "Ответ 5"), get(element, ".typing"), get(element, ".typing i")]) {
      same(getComputedStyle(moving).animationName, "none");
    }
    await emulateMedia({ reducedMotion: "no-preference" });
  });

  it("has round outer and tight inner corners within a group", async () => {
    const { element } = await log([theirs(1, "a"), theirs(2, "b"), theirs(3, "c")]);
    const corners = all(element, ".bubble").map((one) => {
      const { borderTopLeftRadius, borderBottomLeftRadius } = getComputedStyle(one);
      return [borderTopLeftRadius, borderBottomLeftRadius];
    });
    same(corners, [
      ["18px", "6px"],
      ["6px", "6px"],
      ["6px", "18px"],
    ]);
  });
});
