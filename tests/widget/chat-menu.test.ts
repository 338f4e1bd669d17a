import { html } from "lit";
import type { ChatMenu } from "../../widget/elements/chat-menu";
import "../../widget/elements/panel-elements";
import type { Request } from "../../widget/controllers/perform";
import { localize } from "../../widget/strings/localize";
import { questionWords } from "../../widget/strings/question-words";
import { trustWords } from "../../widget/strings/trust-words";
import { ok, same } from "./support/assert";
import { accessible, all, find, focused, get, mount, scrollerAround, settle, textOf, until } from "./support/harness";

const RU = { ...trustWords("ru"), ...questionWords("ru") };

const menu = async (given: { side?: "buyer" | "seller"; blocked?: boolean; locale?: string } = {}) => {
  const { side = "buyer", blocked = false, locale = "ru" } = given;
  const element = await mount<ChatMenu>(
    html`<chat-menu .side=${side} .blocked=${blocked} .words=${localize(locale)}></chat-menu>`,
  );
  const asked: Request[] = [];
  element.addEventListener("chat-request", ({ request }) => asked.push(request));
  return { element, asked };
};

const key = (name: string) =>
  focused()?.dispatchEvent(
    new KeyboardEvent("keydown", { key: name, bubbles: true, composed: true, cancelable: true }),
  );

const openMenu = async (element: ChatMenu) => {
  const button = get<HTMLButtonElement>(element, "button");
  button.focus();
  button.click();
  await until(() => isOpen(element));
  await settle();
};
const choose = async (element: ChatMenu, n: number) => {
  await openMenu(element);
  all(element, "[role=menuitem]")[n]?.click();
  await until(() => find(element, n === 0 ? "chat-block" : "chat-report", "dialog[open]"));
};
/** While something fades in, its colours are not those that it will have. */
const still = async (element: ChatMenu) => {
  const inside = [element, find(element, "chat-block"), find(element, "chat-report")];
  const parts = inside.flatMap((one) => one?.shadowRoot?.getAnimations() ?? []);
  await Promise.all(parts.map(({ finished }) => finished));
};
const isOpen = (element: ChatMenu) => get(element, "[popover]").matches(":popover-open");

describe("<chat-menu>", () => {
  it("is accessible, closed and open", async () => {
    const { element } = await menu();
    await still(element);
    await accessible(element);
    await openMenu(element);
    await still(element);
    await accessible(element);
  });

  it("is accessible when it asks", async () => {
    const { element } = await menu();
    await choose(element, 0);
    await still(element);
    await accessible(element);
  });

  it("opens under its button, with the first item in focus, and stays on the page", async () => {
    const { element } = await menu();
    await openMenu(element);
    const [button, list] = [get(element, "button"), get(element, "[role=menu]")].map((e) => e.getBoundingClientRect());
    ok(button && list && list.top >= button.bottom && list.right <= innerWidth + 1 && list.left >= 0);
    ok(focused() === all(element, "[role=menuitem]")[0]);
  });

  it("is moved through with the arrows, Home and End, around the ends", async () => {
    const { element } = await menu();
    get(element, "button").focus();
    key("ArrowDown");
    await settle();
    const [first, second] = all(element, "[role=menuitem]");
    ok(isOpen(element) && focused() === first);
    key("ArrowDown");
    ok(focused() === second);
    key("ArrowDown");
    ok(focused() === first);
    key("ArrowUp");
    ok(focused() === second);
    key("Home");
    ok(focused() === first);
    key("End");
    ok(focused() === second);
  });

  it("tells the page nothing of the keys that move in it", async () => {
    const { element } = await menu();
    await openMenu(element);
    let heard = 0;
    const listen = () => heard++;
    document.addEventListener("keydown", listen);
    key("ArrowDown");
    document.removeEventListener("keydown", listen);
    same(heard, 0);
  });

  for (const name of ["Escape", "Tab"])
    it(`gives the focus back when it closes with ${name}`, async () => {
      const { element } = await menu();
      await openMenu(element);
      key(name);
      await settle();
      ok(!isOpen(element));
      ok(focused() === get(element, "button"));
    });

  it("closes when something around it scrolls, also inside shadow roots", async () => {
    const { element } = await menu();
    const scroller = scrollerAround(element);
    await openMenu(element);
    scroller.scrollTop = 40;
    await until(() => !isOpen(element));
  });

  it("says so when what it asks can't be loaded, and tries again", async () => {
    const { element } = await menu();
    const { load } = element;
    element.load = () => Promise.reject(new TypeError("Failed to fetch"));
    await openMenu(element);
    all(element, "[role=menuitem]")[1]?.click();
    await until(() => find(element, "[role=alert]"));
    same(textOf(get(element, "[role=alert]")), RU.notOpened.replaceAll("\u00a0", " "));
    ok(isOpen(element));
    await still(element);
    await accessible(element);
    element.load = load;
    all(element, "[role=menuitem]")[1]?.click();
    await until(() => find(element, "chat-report", "dialog[open]"));
    ok(!isOpen(element) && !find(element, "[role=alert]"));
  });

  for (const side of ["buyer", "seller"] as const)
    it(`asks once before it blocks, and says what that means: ${side}`, async () => {
      const { element, asked } = await menu({ side });
      await choose(element, 0);
      ok(!isOpen(element));
      same(textOf(get(element, "chat-block", "p")), RU.blockText[side].replaceAll("\u00a0", " "));
      same(asked, []);
      get<HTMLButtonElement>(element, "chat-block", ".strong").click();
      await settle();
      same(asked, [{ do: "block", on: true }]);
      ok(!find(element, "chat-block"));
      ok(focused() === get(element, "button"));
    });

  it("blocks nobody when it is cancelled, or escaped from", async () => {
    const { element, asked } = await menu();
    await choose(element, 0);
    get<HTMLButtonElement>(element, "chat-block", "button").click();
    await settle();
    await choose(element, 0);
    get<HTMLDialogElement>(element, "chat-block", "dialog").requestClose?.();
    await settle();
    ok(!find(element, "chat-block"));
    same(asked, []);
  });

  it("unblocks without a question", async () => {
    const { element, asked } = await menu({ blocked: true });
    await openMenu(element);
    same(textOf(all(element, "[role=menuitem]")[0] as HTMLElement), RU.unblock);
    all(element, "[role=menuitem]")[0]?.click();
    await settle();
    same(asked, [{ do: "block", on: false }]);
  });
});

describe("<chat-report>", () => {
  const reporting = async (given: Parameters<typeof menu>[0] = {}) => {
    const { element, asked } = await menu(given);
    await choose(element, 1);
    return {
      element,
      asked,
      inside: <E extends HTMLElement>(selector: string) => get<E>(element, "chat-report", selector),
    };
  };

  it("is accessible, also when it thanks", async () => {
    const { element, inside } = await reporting();
    await still(element);
    await accessible(element);
    inside("input").click();
    await settle();
    inside(".strong").click();
    await settle();
    await still(element);
    await accessible(element);
  });

  it("offers four reasons, and sends none before one is chosen", async () => {
    const { element, inside } = await reporting();
    same(
      all(get(element, "chat-report"), "label").map(textOf),
      Object.values(RU.reasons).map((words) => words.replaceAll("\u00a0", " ")),
    );
    ok(inside<HTMLButtonElement>(".strong").disabled);
  });

  it("tells the reason and the person's words, thanks, and offers to block", async () => {
    const { element, asked, inside } = await reporting();
    all(get(element, "chat-report"), "input")[1]?.click();
    inside<HTMLTextAreaElement>("textarea").value = "  Просит оплатить мимо площадки ";
    await settle();
    inside<HTMLButtonElement>(".strong").click();
    await settle();
    same(asked, [{ do: "report", reason: "fraud", text: "Просит оплатить мимо площадки" }]);
    same(textOf(inside("h2")), RU.thanksTitle);
    ok(focused() === inside("h2"));
    inside<HTMLButtonElement>("button:not(.strong)").click();
    await settle();
    same(asked.at(-1), { do: "block", on: true });
    ok(!find(element, "chat-report"));
    ok(focused() === get(element, "button"));
  });

  it("offers no block to whoever has blocked already", async () => {
    const { element, inside } = await reporting({ blocked: true });
    all(get(element, "chat-report"), "input")[0]?.click();
    await settle();
    inside<HTMLButtonElement>(".strong").click();
    await settle();
    same(all(get(element, "chat-report"), "button").map(textOf), [RU.done]);
  });

  it("keeps what is typed in it from the page's shortcuts", async () => {
    const { inside } = await reporting();
    inside("textarea").focus();
    let heard = 0;
    const listen = () => heard++;
    for (const type of ["keydown", "keyup", "keypress"]) document.addEventListener(type, listen);
    for (const type of ["keydown", "keyup", "keypress"])
      focused()?.dispatchEvent(new KeyboardEvent(type, { key: "j", bubbles: true, composed: true }));
    for (const type of ["keydown", "keyup", "keypress"]) document.removeEventListener(type, listen);
    same(heard, 0);
  });
});
