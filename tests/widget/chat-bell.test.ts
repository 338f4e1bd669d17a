import { html } from "lit";
import type { PushState } from "../../widget/controllers/push-rule";
import type { ChatBell } from "../../widget/elements/chat-bell";
import "../../widget/elements/push-part";
import type { ChatOffer } from "../../widget/elements/chat-offer";
import type { PushRequestEvent } from "../../widget/elements/push-events";
import { localize } from "../../widget/strings/localize";
import { pushWords } from "../../widget/strings/push-words";
import { ok, same } from "./support/assert";
import { accessible, all, find, get, mount, scrollerAround, settle, textOf, until } from "./support/harness";

const RU = pushWords("ru");
const STATES: readonly PushState[] = ["unsupported", "ios", "default", "granted-off", "on", "denied"];

const hear = (element: HTMLElement) => {
  const asked: PushRequestEvent["request"][] = [];
  element.addEventListener("push-request", ({ request }) => asked.push(request));
  return asked;
};

const bell = async (state: PushState, more: Partial<Pick<ChatBell, "step" | "quiet" | "side">> = {}) => {
  const { step = "rest", quiet = false, side = "buyer" } = more;
  const element = await mount<ChatBell>(
    html`<chat-bell .state=${state} .step=${step} .quiet=${quiet} .side=${side} .words=${localize("ru")}></chat-bell>`,
  );
  const asked = hear(element);
  get(element, "button").click();
  await until(() => get(element, "#box").matches(":popover-open"));
  await Promise.all(element.shadowRoot?.getAnimations().map(({ finished }) => finished) ?? []);
  await settle();
  return { element, asked };
};

describe("<chat-bell>", () => {
  for (const state of STATES) {
    it(`${state}: is accessible, and says what can be done`, async () => {
      const { element } = await bell(state);
      await accessible(element);
      const text =
        state === "default" || state === "granted-off" ? RU.off.buyer : state === "on" ? RU.on.buyer : RU[state];
      same(textOf(get(element, "p")), text.replace(/\s+/g, " "));
    });
  }

  it("asks for it in the turn of the click, where it can be had", async () => {
    for (const state of ["default", "granted-off"] as const) {
      const { element, asked } = await bell(state);
      get(element, ".strong").click();
      same(asked, [{ do: "on" }]);
    }
  });

  it("offers no button where the browser wouldn't let us", async () => {
    for (const state of ["denied", "ios", "unsupported"] as const) {
      const { element } = await bell(state);
      same(all(element, "#box button").length, 0);
    }
  });

  it("on: hides the words of messages, and turns it off", async () => {
    const { element, asked } = await bell("on", { side: "seller" });
    same(textOf(get(element, "p")), RU.on.seller.replace(/\s+/g, " "));
    get(element, "input").click();
    get(element, "#box button").click();
    same(asked, [{ do: "quiet", quiet: true }, { do: "off" }]);
  });

  it("says that it tries, and that it didn't work", async () => {
    const trying = await bell("default", { step: "asking" });
    ok(get<HTMLButtonElement>(trying.element, ".strong").disabled);
    const failed = await bell("default", { step: "failed" });
    same(textOf(get(failed.element, ".failed")), RU.failed.replace(/\s+/g, " "));
    ok(find(failed.element, ".strong"));
  });

  it("Escape closes the box alone, and gives the focus back", async () => {
    const { element } = await bell("default");
    let heard = 0;
    element.parentElement?.addEventListener("keydown", () => heard++);
    const event = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true, cancelable: true });
    get(element, ".strong").dispatchEvent(event);
    await settle();
    ok(!get(element, "#box").matches(":popover-open"));
    ok(event.defaultPrevented);
    same(heard, 0);
    ok(element.shadowRoot?.activeElement === get(element, "button"));
  });

  it("closes when something around it scrolls, also inside shadow roots", async () => {
    const { element } = await bell("default");
    const scroller = scrollerAround(element);
    get(element, "button").click();
    await until(() => get(element, "#box").matches(":popover-open"));
    scroller.scrollTop = 40;
    await until(() => !get(element, "#box").matches(":popover-open"));
  });
});

describe("<chat-offer>", () => {
  it("asks once, kindly, and is accessible", async () => {
    const element = await mount<ChatOffer>(html`<chat-offer .words=${localize("ru")}></chat-offer>`);
    const asked = hear(element);
    await Promise.all(element.getAnimations().map(({ finished }) => finished));
    await accessible(element);
    same(textOf(get(element, "p")), "Сообщить, когда ответят?");
    for (const button of all(element, "button")) button.click();
    same(asked, [{ do: "not-now" }, { do: "on" }]);
  });
});
