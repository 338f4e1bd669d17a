import { sendKeys } from "@web/test-runner-commands";
import { html } from "lit";
import type { ShownMessage } from "../../widget/client/state";
import type { Request } from "../../widget/controllers/perform";
import type { ChatMessageMenu } from "../../widget/elements/chat-message-menu";
import type { ChatMessages } from "../../widget/elements/chat-messages";
import type { MessageComposeEvent } from "../../widget/elements/message-events";
import "../../widget/elements/panel-elements";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { ago, colleagues, message, NOW, own, picture, shown } from "./support/fixtures";
import {
  accessible,
  all,
  find,
  focused,
  get,
  mount,
  scrollerAround,
  settle,
  still,
  textOf,
  until,
} from "./support/harness";

let asked: Request[] = [];
let composed: [what: string, seq: number][] = [];

const log = async (
  messages: readonly ShownMessage[],
  { closed = false, theme = "light" }: { closed?: boolean; theme?: "light" | "dark" } = {},
) => {
  asked = [];
  composed = [];
  const element = await mount<ChatMessages>(
    html`<chat-messages
      style="height: 400px; width: 360px"
      .messages=${messages}
      .closed=${closed}
      .words=${localize("ru")}
      .now=${() => NOW}
      @chat-request=${({ request }: { request: Request }) => asked.push(request)}
      @message-compose=${({ what, of }: MessageComposeEvent) => composed.push([what, of.message.seq])}
    ></chat-messages>`,
    theme,
  );
  await settle();
  return element;
};
const talk = [
  own(1, "Моё первое", { at: ago(3) }),
  shown(message(2, "seller", "Их ответ", { at: ago(2) }), "buyer"),
  own(3, "Моё последнее", { at: ago(1) }),
];

const bubble = (element: ChatMessages, seq: number) => get(element, `.bubble[data-seq="${seq}"]`);
const menu = (element: ChatMessages) => find<ChatMessageMenu>(element, "chat-message-menu");
const open = async (element: ChatMessages, seq: number) => {
  bubble(element, seq).focus();
  await sendKeys({ press: "Enter" });
  const opened = await until(() => menu(element));
  await settle();
  return opened;
};
const items = (opened: ChatMessageMenu) => all(opened, "[role=menuitem]");
const names = (opened: ChatMessageMenu) => items(opened).map(textOf);
const choose = (opened: ChatMessageMenu, name: string) =>
  items(opened)
    .find((item) => textOf(item) === name)
    ?.click();
const finger = (target: Element, type: string, where = { clientX: 20, clientY: 20 }) =>
  target.dispatchEvent(
    new PointerEvent(type, { pointerType: "touch", isPrimary: true, bubbles: true, composed: true, ...where }),
  );

describe("what can be done with a message", () => {
  for (const theme of ["light", "dark"] as const) {
    it(`is accessible in the ${theme} theme`, async () => {
      const element = await log(talk, { theme });
      const opened = await open(element, 3);
      await still(opened);
      await accessible(element);
      choose(opened, "Удалить");
      await settle();
      await accessible(element);
    });
  }

  it("is an answer and a copy of theirs; a change and a removal, too, of one's own", async () => {
    const element = await log(talk);
    same(names(await open(element, 2)), ["Ответить", "Копировать"]);
    await sendKeys({ press: "Escape" });
    same(names(await open(element, 1)), ["Ответить", "Копировать", "Изменить", "Удалить"]);
  });

  it("is no change of what only has files, and no copy", async () => {
    const element = await log([own(1, "", { attachments: [picture(1)] })]);
    same(names(await open(element, 1)), ["Ответить", "Удалить"]);
  });

  it("is nothing of a colleague's but an answer and a copy", async () => {
    const element = await log([colleagues(1, "a", { id: "u2", name: "Павел" })]);
    same(names(await open(element, 1)), ["Ответить", "Копировать"]);
  });

  it("where nothing can be written is a copy, or a removal", async () => {
    const element = await log(talk, { closed: true });
    same(names(await open(element, 1)), ["Копировать", "Удалить"]);
  });

  it("is nothing of what is removed or on its way", async () => {
    const element = await log([
      shown(message(1, "buyer", "", { removedAt: ago(1) }), "buyer"),
      { kind: "waiting", id: "w", text: "Ждёт", submittedAt: ago(0) },
    ]);
    same(all(element, ".act").length, 0);
  });

  it("asks for an answer and for a change", async () => {
    const element = await log(talk);
    choose(await open(element, 2), "Ответить");
    await until(() => !menu(element));
    choose(await open(element, 1), "Изменить");
    same(composed, [
      ["reply", 2],
      ["edit", 1],
    ]);
  });

  it("removes at the second press alone, and forgets the first when it is closed", async () => {
    const element = await log(talk);
    choose(await open(element, 3), "Удалить");
    await settle();
    await sendKeys({ press: "Escape" });
    await until(() => !menu(element));
    const opened = await open(element, 3);
    choose(opened, "Удалить");
    await settle();
    same(asked.filter((request) => request.do === "remove").length, 0);
    same(names(opened).at(-1), "Удалить?");
    choose(opened, "Удалить?");
    await until(() => !menu(element));
    same(asked.at(-1), { do: "remove", seq: 3 });
  });

  it("is moved through with the arrows; Escape closes it and gives the focus back, and no more than that", async () => {
    const element = await log(talk);
    let escaped = 0;
    element.addEventListener("keydown", ({ key }) => key === "Escape" && escaped++);
    const opened = await open(element, 1);
    ok(focused() === items(opened)[0]);
    await sendKeys({ press: "ArrowUp" });
    ok(focused() === items(opened).at(-1));
    await sendKeys({ press: "ArrowDown" });
    ok(focused() === items(opened)[0]);
    await sendKeys({ press: "Escape" });
    await until(() => !menu(element));
    ok(focused() === bubble(element, 1));
    same(escaped, 0);
  });

  it("goes when somebody presses elsewhere or scrolls", async () => {
    const element = await log(talk);
    await open(element, 1);
    document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true }));
    await until(() => !menu(element));
    await open(element, 1);
    get(element, ".scroller").dispatchEvent(new Event("scroll"));
    await until(() => !menu(element));
    const around = scrollerAround(element);
    await open(element, 1);
    around.dispatchEvent(new Event("scroll"));
    await until(() => !menu(element));
  });

  it("is closed by its button, too", async () => {
    const element = await log(talk);
    await open(element, 1);
    const button = get(element, `.bubble[data-seq="1"] .act`);
    same(button.getAttribute("aria-expanded"), "true");
    button.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true }));
    button.click();
    await until(() => !menu(element));
    same(button.getAttribute("aria-expanded"), "false");
  });

  it("stays inside the window", async () => {
    const element = await log(talk);
    for (const seq of [1, 2, 3]) {
      const { top, left, bottom, right } = get(await open(element, seq), "[popover]").getBoundingClientRect();
      ok(top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth);
      await sendKeys({ press: "Escape" });
      await until(() => !menu(element));
    }
  });

  it("opens under a finger that rests, and not under one that scrolls; the tap after it means nothing", async () => {
    const element = await log(talk);
    const target = bubble(element, 2);
    finger(target, "pointerdown");
    finger(target, "pointermove", { clientX: 20, clientY: 60 });
    finger(target, "pointerup");
    finger(target, "pointerdown");
    await until(() => menu(element));
    let taps = 0;
    target.addEventListener("click", () => taps++);
    same(names(menu(element) as ChatMessageMenu), ["Ответить", "Копировать"]);
    finger(target, "pointerup");
    target.click();
    same(taps, 0);
    ok(menu(element));
    target.click();
    same(taps, 1);
  });
});

describe("the keys of the log", () => {
  const many = Array.from({ length: 12 }, (_, n) =>
    n % 2 ? own(n + 1, `Моё ${n + 1}`) : shown(message(n + 1, "seller", `Их ${n + 1}`), "buyer"),
  );

  it("are one stop for Tab: arrows go from bubble to bubble, from the last one in view", async () => {
    const element = await log(many);
    get(element, ".scroller").focus();
    await sendKeys({ press: "ArrowUp" });
    ok(focused() === bubble(element, 12));
    await sendKeys({ press: "ArrowUp" });
    await sendKeys({ press: "ArrowUp" });
    ok(focused() === bubble(element, 10));
    await sendKeys({ press: "ArrowDown" });
    ok(focused() === bubble(element, 11));
    await sendKeys({ press: "Home" });
    ok(focused() === bubble(element, 1));
    await sendKeys({ press: "Tab" });
    ok(!focused()?.matches(".bubble, .act"));
  });

  it("let a bubble that is higher than the view be scrolled through", async () => {
    const element = await log([own(1, "a"), own(2, "слово\n".repeat(60)), own(3, "b")]);
    bubble(element, 3).focus();
    await sendKeys({ press: "ArrowUp" });
    ok(focused() === bubble(element, 2));
    await sendKeys({ press: "ArrowUp" });
    ok(focused() === bubble(element, 2));
  });

  for (const keys of [["Enter"], ["ContextMenu"], ["Shift", "F10"]]) {
    it(`open the menu with ${keys.join("+")}`, async () => {
      const element = await log(talk);
      bubble(element, 2).focus();
      for (const down of keys) await sendKeys({ down });
      for (const up of keys.toReversed()) await sendKeys({ up });
      await until(() => menu(element));
    });
  }

  it("say who, when and what", async () => {
    const element = await log(talk);
    const label = bubble(element, 2).getAttribute("aria-label");
    ok(/^Мастерская света, \d\d:\d\d: Их ответ$/.test(label ?? ""), label ?? "");
  });

  it("show the button beside a bubble that has the focus", async () => {
    const element = await log(talk);
    const button = get(element, `.bubble[data-seq="2"] .act`);
    same(getComputedStyle(button).opacity, "0");
    bubble(element, 2).focus();
    same(getComputedStyle(button).opacity, "1");
    const [beside, own] = [button, bubble(element, 2)].map((one) => one.getBoundingClientRect());
    ok(beside && own && beside.left >= own.right);
    const mine = get(element, `.bubble[data-seq="1"] .act`).getBoundingClientRect();
    ok(mine.right <= bubble(element, 1).getBoundingClientRect().left);
  });
});
