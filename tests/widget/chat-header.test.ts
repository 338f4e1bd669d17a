import { html } from "lit";
import type { Link } from "../../widget/client/state";
import type { ChatHeader } from "../../widget/elements/chat-header";
import "../../widget/elements/panel-elements";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { paint } from "./support/color";
import { accessible, get, mount, textOf } from "./support/harness";

const LIVE: Link = { state: "connected", transport: "websocket" };

const header = (link: Link, locale = "ru") =>
  mount<ChatHeader>(html`<chat-header
    name="Мастерская света"
    line="в сети"
    .link=${link}
    .words=${localize(locale)}
  ></chat-header>`);

describe("<chat-header>", () => {
  it("shows the name, the line and a green dot while connected", async () => {
    const element = await header(LIVE);
    same(textOf(get(element, "h2")), "Мастерская света");
    same(textOf(get(element, ".line")), "в сети");
    ok(get(element, ".dot").classList.contains("on"));
  });

  it("has a green that is green, and a muted dot that isn't", async () => {
    const element = await header(LIVE);
    element.style.setProperty("--_online", "oklch(68% 0.17 150)");
    element.style.setProperty("--_muted", "oklch(52% 0.02 260)");
    const dot = get(element, ".dot");
    const [red, green, blue] = paint(getComputedStyle(dot).backgroundColor);
    ok(green > red + 50 && green > blue + 50);
    element.link = { state: "connecting" };
    await element.updateComplete;
    const [r, g, b] = paint(getComputedStyle(dot).backgroundColor);
    ok(Math.max(r, g, b) - Math.min(r, g, b) < 30);
  });

  const words: readonly [link: Link, ru: string, en: string][] = [
    [{ state: "idle" }, "Подключение…", "Connecting…"],
    [{ state: "connecting" }, "Подключение…", "Connecting…"],
    [{ state: "refused", code: "unauthorized", message: "" }, "Нет связи", "No connection"],
  ];
  for (const [link, ru, en] of words) {
    it(`says ${JSON.stringify(en)} when ${link.state}`, async () => {
      for (const [locale, expected] of [["ru", ru] as const, ["en", en] as const]) {
        const element = await header(link, locale);
        same(textOf(get(element, ".line")), expected);
        ok(!get(element, ".dot").classList.contains("on"));
      }
    });
  }

  it("says what the dot means to whoever points at it", async () => {
    const element = await header(LIVE);
    same(get(element, ".dot").title, "Связь есть: сообщения доходят сразу");
    element.link = { state: "connecting" };
    await element.updateComplete;
    same(get(element, ".dot").title, "Подключение…");
  });

  it("is accessible", async () => {
    await accessible(await header(LIVE));
  });
});
