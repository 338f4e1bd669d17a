import { html } from "lit";
import type { Conversation, InboxList as List } from "../../widget/client/state";
import { InboxRequestEvent } from "../../widget/elements/inbox-events";
import type { InboxList } from "../../widget/elements/inbox-list";
import { rowsInView, scrollFor } from "../../widget/elements/inbox-window";
import "../../widget/seller-inbox";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { ago, conversation, uuid } from "./support/fixtures";
import { accessible, all, focused, get, mount, once, settle, textOf, until } from "./support/harness";

const talks = (count: number): Conversation[] =>
  Array.from({ length: count }, (_, index) =>
    conversation({ id: uuid(index), buyer: { id: `b${index}`, name: `Покупатель ${index}` }, lastAt: ago(index) }),
  );
const list = (items: readonly Conversation[], more: Partial<List> = {}): List => ({
  items,
  unread: 0,
  more: false,
  loading: false,
  ...more,
});

const tall = async (given: List, properties: Partial<InboxList> = {}) => {
  const place = await mount<HTMLElement>(html`<div style="height: 800px; display: grid"></div>`);
  const element = document.createElement("inbox-list");
  Object.assign(element, { list: given, words: localize("ru"), ...properties });
  place.append(element);
  await settle();
  return element;
};
const rows = (element: InboxList) => all(element, "li");
const names = (element: InboxList) => all(element, ".name").map(textOf);
const key = (name: string) =>
  focused()?.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, composed: true, cancelable: true }),
  );

describe("<inbox-list>", () => {
  it("has at most 40 rows for 20,000 conversations, wherever one is, and is as long as all of them", async () => {
    const element = await tall(list(talks(20_000)));
    const scroller = get(element, ".scroller");
    ok(Math.abs(scroller.scrollHeight - (20_000 * 64 + 8)) < 64, `${scroller.scrollHeight}`);
    for (const top of [0, 640_000, scroller.scrollHeight]) {
      scroller.scrollTop = top;
      await settle();
      const count = rows(element).length;
      ok(count <= 40, `${count} rows at ${top}`);
      const seen = Math.floor(scroller.scrollTop / 64);
      const there = rows(element).map((row) => Number(row.getAttribute("aria-posinset")) - 1);
      for (let index = seen; index < Math.min(20_000, seen + 12); index++)
        ok(there.includes(index), `${index} at ${top}`);
    }
  });

  it("tells a screen reader of all of them, and is accessible", async () => {
    const element = await tall(list(talks(300)));
    same(rows(element)[3]?.getAttribute("aria-posinset"), "4");
    same(rows(element)[3]?.getAttribute("aria-setsize"), "300");
    await accessible(element);
    element.list = list(talks(300), { more: true });
    await settle();
    same(rows(element)[3]?.getAttribute("aria-setsize"), "-1");
  });

  it("moves by arrows, pages and ends, with one stop for Tab", async () => {
    const element = await tall(list(talks(500)));
    element.focus();
    const at = async (wanted: number) => {
      await until(() => focused()?.closest("li")?.getAttribute("aria-posinset") === String(wanted + 1));
      same(all(element, "button[tabindex='0']").length, 1);
    };
    await at(0);
    key("ArrowDown");
    await at(1);
    key("End");
    await at(499);
    key("PageUp");
    await at(488);
    key("Home");
    await at(0);
    key("ArrowUp");
    await at(0);
  });

  it("keeps the focused row, and the focus, while one scrolls away from it", async () => {
    const element = await tall(list(talks(500)));
    element.focus();
    const row = await until(() => focused()?.closest("li") && focused());
    get(element, ".scroller").scrollTop = 20_000;
    await settle();
    ok(focused() === row);
    ok(rows(element).length <= 40);
  });

  it("begins at its top with another list, and stays where it is with the same", async () => {
    const element = await tall(list(talks(500)), { name: "one" });
    const scroller = get(element, ".scroller");
    scroller.scrollTop = 6400;
    await settle();
    element.list = list(talks(501));
    await settle();
    same(scroller.scrollTop, 6400);
    element.name = "two";
    await settle();
    same(scroller.scrollTop, 0);
  });

  it("keeps a row's element when a conversation moves up", async () => {
    const element = await tall(list(talks(3)));
    const last = rows(element)[2];
    const [a, b, c] = talks(3) as [Conversation, Conversation, Conversation];
    element.list = list([c, a, b]);
    await settle();
    ok(rows(element)[0] === last);
  });

  it("S5 marks what was found in names, titles and lines, as text", async () => {
    const found = new Map([[uuid(0), { seq: 3, text: "Очень нравится ваша <b>лампа</b>, беру две лампы" }]]);
    const element = await tall(list(talks(2), { found }), { query: "лампа" });
    same(all(element, "li:first-child mark").map(textOf), ["Лампа", "лампа", "лампы"]);
    same(textOf(all(element, ".last")[0] as Element), "…ваша <b>лампа</b>, беру две лампы");
    ok(!element.shadowRoot?.querySelector(".last b"));
    await accessible(element);
  });

  it("shows what was found in a title, however long what stands before it", async () => {
    const [one] = talks(1) as [Conversation];
    const topic = { id: "t", title: "Торшер напольный с тканевым абажуром и латунью" };
    const element = await tall(list([{ ...one, topic }]), { query: "лат" });
    same(textOf(get(element, ".topic")), "…абажуром и латунью");
  });

  for (const [width, name, title] of [
    [320, "Павел", "shares"],
    [320, "Константин Константинопольский", "shares"],
    [250, "Константин Константинопольский", "gives way"],
  ] as const)
    it(`shares the line of a row of ${width} px: the title of ${name} ${title}`, async () => {
      const element = await tall(list([conversation({ id: uuid(1), buyer: { id: "b1", name }, lastAt: ago(60) })]));
      element.style.inlineSize = `${width}px`;
      const who = get(element, ".name").getBoundingClientRect();
      const what = get(element, ".topic").getBoundingClientRect();
      same(what.top < who.bottom, title === "shares");
      ok(title === "gives way" || (what.width >= 64 && who.width <= 0.6 * get(element, ".what").clientWidth));
    });

  it("has words for each kind of emptiness, and a way on", async () => {
    const element = await tall(list([]), { filter: "unread" });
    const heading = () => get(element, "chat-hint", "h3").textContent;
    same(heading(), "Всё прочитано");
    element.query = "самовар";
    await settle();
    same(heading(), "Ничего не\u00a0нашлось");
    const asked = once<InboxRequestEvent>(element, InboxRequestEvent.type);
    get(element, ".action").click();
    same((await asked).request, { do: "filter" });
    element.list = list([], { refused: { code: "forbidden", message: "" } });
    await settle();
    const again = once<InboxRequestEvent>(element, InboxRequestEvent.type);
    get(element, ".action").click();
    same((await again).request, { do: "again" });
    await accessible(element);
  });

  it("marks closed, blocked and given-away conversations in words, too", async () => {
    const [first] = talks(1) as [Conversation];
    const element = await tall(
      list([{ ...first, status: "closed", blocked: true, assignee: { id: "u", name: "Павел" } }]),
    );
    same(
      all(element, ".mark .unseen").map((mark) => mark.textContent),
      ["Заблокирован", "Закрыта"],
    );
    same(get(element, ".assignee").title, "Павел");
    same(names(element), ["Покупатель 0"]);
  });
});

describe("the window of rows", () => {
  it("holds what is seen and a few around it, never more than there are", () => {
    same(rowsInView(0, 640, 5), { from: 0, to: 5 });
    same(rowsInView(0, 640, 1000), { from: 0, to: 16 });
    same(rowsInView(64_000, 640, 5000), { from: 992, to: 1016 });
    same(rowsInView(64_000, 640, 10), { from: 10, to: 10 });
  });

  it("scrolls no further than needed", () => {
    same(scrollFor(0, 200, 640), 0);
    same(scrollFor(9, 0, 640), 0);
    same(scrollFor(10, 0, 640), 64);
    same(scrollFor(5, 128, 640), 128);
  });
});
