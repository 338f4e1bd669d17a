import { html } from "lit";
import type { ShownMessage } from "../../widget/client/state";
import type { Request } from "../../widget/controllers/perform";
import type { ChatMessages } from "../../widget/elements/chat-messages";
import "../../widget/elements/panel-elements";
import { firstLine } from "../../widget/elements/message-line";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { ago, history, message, NOW, own, picture, shown } from "./support/fixtures";
import { accessible, all, focused, get, mount, settle, textOf } from "./support/harness";

let asked: Request[] = [];
const log = async (messages: readonly ShownMessage[], more = false, theme: "light" | "dark" = "light") => {
  asked = [];
  const element = await mount<ChatMessages>(
    html`<chat-messages
      style="height: 400px; width: 360px"
      .messages=${messages}
      .more=${more}
      .words=${localize("ru")}
      .now=${() => NOW}
      @chat-request=${({ request }: { request: Request }) => asked.push(request)}
    ></chat-messages>`,
    theme,
  );
  await settle();
  return element;
};
const change = async (element: ChatMessages, properties: Partial<ChatMessages>) => {
  Object.assign(element, properties);
  await settle();
};
const answer = (seq: number, replyTo: number, text = "Ответ") => own(seq, text, { replyTo, at: ago(0) });
const olderAsked = () => asked.filter((request) => request.do === "older").length;
const inView = (element: ChatMessages, seq: number) => {
  const [view, one] = [get(element, ".scroller"), get(element, `.bubble[data-seq="${seq}"]`)].map((part) =>
    part.getBoundingClientRect(),
  );
  return view !== undefined && one !== undefined && one.top >= view.top && one.bottom <= view.bottom;
};

describe("a message in one line", () => {
  const said = (text: string, names: readonly string[] = []) => ({
    text,
    attachments: names.map((name) => ({ name })),
  });

  it("is its first line with something in it, else its first file", () => {
    same(firstLine(said("раз\nдва")), "раз");
    same(firstLine(said("\n  \n два ")), "два");
    same(firstLine(said("", ["Счёт.pdf", "b.png"])), "Счёт.pdf");
    same(firstLine(said("")), "");
  });
});

describe("quotes", () => {
  for (const theme of ["light", "dark"] as const) {
    it(`are accessible in the ${theme} theme`, async () => {
      const theirs = shown(message(2, "seller", "Да", { replyTo: 1 }), "buyer");
      await accessible(await log([own(1, "Есть?"), theirs, answer(3, 2), answer(4, 77)], false, theme));
    });
  }

  it("stand above the words: who, and the first line or the file", async () => {
    const element = await log([
      shown(message(1, "seller", "Первая строка\nвторая"), "buyer"),
      shown(message(2, "seller", "", { attachments: [picture(1)] }), "buyer"),
      answer(3, 1),
      answer(4, 2),
      shown(message(5, "seller", "Спасибо", { replyTo: 3 }), "buyer"),
    ]);
    same(
      all(element, ".quote").map((quote) => [...quote.querySelectorAll(".cut")].map(textOf)),
      [
        ["Мастерская света", "Первая строка"],
        ["Мастерская света", "photo-1.webp"],
        ["Вы", "Ответ"],
      ],
    );
  });

  it("S5 are text", async () => {
    const element = await log([own(1, "<b>b</b> https://shop.example"), answer(2, 1)]);
    same(all(element, ".quote b, .quote a").length, 0);
    same(textOf(get(element, ".quote :last-child")), "<b>b</b> https://shop.example");
  });

  it("follow an edit of what they quote, and tell of its removal", async () => {
    const element = await log([own(1, "Было"), answer(2, 1)]);
    await change(element, { messages: [own(1, "Стало"), answer(2, 1)] });
    same(textOf(get(element, ".quote :last-child")), "Стало");
    const gone = shown(message(1, "buyer", "", { removedAt: ago(0) }), "buyer");
    await change(element, { messages: [gone, answer(2, 1)] });
    same(textOf(get(element, ".quote")), "Сообщение удалено");
  });

  it("of what waits are shown, and of what was removed are not", async () => {
    const element = await log([
      own(1, "Было"),
      shown(message(2, "buyer", "", { removedAt: ago(0), replyTo: 1 }), "buyer"),
      { kind: "waiting", id: "w", text: "Ждёт", submittedAt: ago(0), replyTo: 1 },
    ]);
    same(all(element, ".quote").length, 1);
  });

  it("lead to the original, which gets the focus", async () => {
    const element = await log([...history(1, 40), answer(41, 3)]);
    ok(!inView(element, 3));
    get(element, ".quote").click();
    ok(focused() === get(element, `.bubble[data-seq="3"]`));
    while (!inView(element, 3)) await settle();
  });

  it("load older pages until the original is there", async () => {
    const element = await log([...history(61, 90), answer(91, 5)], true);
    const before = olderAsked();
    same(textOf(get(element, ".quote")), "Более раннее сообщение");
    get(element, ".quote").click();
    same(olderAsked(), before + 1);
    await change(element, { loading: "older" });
    await change(element, { loading: "no", messages: [...history(31, 90), answer(91, 5)] });
    same(olderAsked(), before + 2);
    await change(element, { loading: "older" });
    await change(element, { loading: "no", messages: [...history(1, 90), answer(91, 5)] });
    ok(focused() === get(element, `.bubble[data-seq="5"]`));
    ok(inView(element, 5), `${get(element, ".scroller").scrollTop} ${get(element, `.bubble[data-seq="5"]`).offsetTop}`);
  });

  it("give up quietly after ten pages, or where there are no more", async () => {
    const element = await log([...history(961, 990), answer(991, 5)], true);
    get(element, ".quote").click();
    for (let from = 931; from > 601; from -= 30) {
      await change(element, { loading: "older" });
      await change(element, { loading: "no", messages: [...history(from, 990), answer(991, 5)] });
    }
    same(olderAsked(), 10);
    await change(element, { more: false });
    get(element, ".quote").click();
    await settle();
    same(olderAsked(), 10);
  });
});
