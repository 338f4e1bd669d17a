import { html } from "lit";
import type { ChatAvatar } from "../../widget/elements/chat-avatar";
import { HUES, hue, initials } from "../../widget/elements/initials";
import "../../widget/elements/panel-elements";
import { contrast } from "../../widget/styles/contrast";
import { ok, same } from "./support/assert";
import { paint } from "./support/color";
import { accessible, find, get, mount, textOf, until } from "./support/harness";

const PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

describe("<chat-avatar>", () => {
  const names: readonly [name: string, letters: string][] = [
    ["Мастерская света", "МС"],
    ["«Дом и глина»", "ДИ"],
    ["анна", "А"],
    ["Jean-Luc Picard", "JL"],
    ["𝒜lpha 42", "𝒜4"],
    ["…", ""],
    ["", ""],
  ];
  for (const [name, letters] of names) {
    it(`stands in for a picture of ${JSON.stringify(name)} with ${JSON.stringify(letters)}`, async () => {
      same(initials(name), letters);
      const avatar = await mount<ChatAvatar>(html`<chat-avatar .name=${name}></chat-avatar>`);
      same(textOf(get(avatar, ".face")), letters);
    });
  }

  it("is accessible", async () => {
    await accessible(await mount(html`<chat-avatar name="Анна"></chat-avatar>`));
  });

  it("has the same hue for the same name, and one of its own", () => {
    same(hue("Анна"), hue("Анна"));
    for (const name of ["", "a", "Мастерская света", "𝒜"]) ok(hue(name) >= 0 && hue(name) < HUES);
  });

  it("writes its initials with a contrast of 4.5 on every hue", async () => {
    const avatar = await mount<ChatAvatar>(html`<chat-avatar name="Анна"></chat-avatar>`);
    const face = get(avatar, ".face");
    for (let number = 0; number < HUES; number++) {
      face.className = `face hue-${number}`;
      const ends = getComputedStyle(face).backgroundImage.match(/oklch\([^)]+\)/g) ?? [];
      same(ends.length, 2);
      for (const end of ends) {
        const found = contrast(paint(end), [255, 255, 255]);
        ok(found >= 4.5, `hue ${number}, ${end}: ${found.toFixed(2)}`);
      }
    }
  });

  it("tells guests apart by a figure in a colour of their own, never by letters of an id", async () => {
    const guest = (mark: string) =>
      mount<ChatAvatar>(html`<chat-avatar name="Гость 586b" .mark=${mark}></chat-avatar>`);
    const [one, other] = [await guest("guest:1"), await guest("guest:2")];
    same(textOf(get(one, ".face")), "");
    ok(find(one, "svg"));
    ok(get(one, ".face").className !== get(other, ".face").className);
  });

  it("falls back to the initials when the picture can't be loaded", async () => {
    const avatar = await mount<ChatAvatar>(
      html`<chat-avatar name="Анна" picture=${`${location.origin}/no-such-picture.png`}></chat-avatar>`,
    );
    await until(() => textOf(get(avatar, ".face")) === "А");
  });

  it("S5 loads a picture from http(s) only", async () => {
    const avatar = await mount<ChatAvatar>(html`<chat-avatar name="Анна" picture=${PIXEL}></chat-avatar>`);
    ok(!find(avatar, "img"));
  });
});
