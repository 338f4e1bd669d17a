import { sendKeys } from "@web/test-runner-commands";
import { html } from "lit";
import type { Request } from "../../widget/controllers/perform";
import type { ChatComposer } from "../../widget/elements/chat-composer";
import type { ChatRequestEvent } from "../../widget/elements/events";
import "../../widget/elements/panel-elements";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { LIMITS, message } from "./support/fixtures";
import { accessible, find, focused, get, mount, textOf } from "./support/harness";

let asked: Request[] = [];

const composer = async (properties: Partial<ChatComposer> = {}) => {
  asked = [];
  const element = await mount<ChatComposer>(html`<chat-composer
    .ready=${properties.ready ?? true}
    .closed=${properties.closed ?? false}
    .draft=${properties.draft ?? ""}
    .limits=${properties.limits}
    .words=${localize("ru")}
    @chat-request=${(event: ChatRequestEvent) => asked.push(event.request)}
  ></chat-composer>`);
  const field = get<HTMLTextAreaElement>(element, "textarea");
  const button = get<HTMLButtonElement>(element, "button[type=submit]");
  return { element, field, button };
};

/** As a keyboard, or a phone's suggestion, would put it there. */
const write = async (element: ChatComposer, text: string) => {
  const field = get<HTMLTextAreaElement>(element, "textarea");
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await element.updateComplete;
};

const sent = () => asked.flatMap((request) => (request.do === "send" ? [request.text] : []));

describe("<chat-composer>", () => {
  it("is accessible", async () => {
    await accessible((await composer()).element);
  });

  it("has a send button that is off without words, with blanks, and without a link", async () => {
    const { element, button } = await composer();
    ok(button.disabled, "without words");
    await write(element, " \n ");
    ok(button.disabled, "with blanks");
    await write(element, "Здравствуйте");
    ok(!button.disabled, "with words");
    element.ready = false;
    await element.updateComplete;
    ok(button.disabled, "without a link");
  });

  it("sends with Enter, trimmed, once, and is empty again", async () => {
    const { field } = await composer();
    field.focus();
    await sendKeys({ type: "  Лампа " });
    await sendKeys({ press: "Enter" });
    await sendKeys({ press: "Enter" });
    same(sent(), ["Лампа"]);
    same(field.value, "");
  });

  it("breaks the line with Shift+Enter", async () => {
    const { field } = await composer();
    field.focus();
    await sendKeys({ type: "a" });
    await sendKeys({ down: "Shift" });
    await sendKeys({ press: "Enter" });
    await sendKeys({ up: "Shift" });
    await sendKeys({ type: "b" });
    same(field.value, "a\nb");
    same(sent(), []);
  });

  const composing: readonly [why: string, init: KeyboardEventInit][] = [
    ["an input method composes", { isComposing: true }],
    ["Safari's composition just ended", { keyCode: 229 }],
  ];
  for (const [why, init] of composing) {
    it(`sends nothing with Enter while ${why}`, async () => {
      const { element, field } = await composer();
      await write(element, "に");
      const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init });
      field.dispatchEvent(enter);
      ok(!enter.defaultPrevented);
      same(sent(), []);
    });
  }

  it("keeps the words when Enter is pressed without a link", async () => {
    const { field } = await composer({ ready: false });
    field.focus();
    await sendKeys({ type: "Лампа" });
    await sendKeys({ press: "Enter" });
    same([sent(), field.value], [[], "Лампа"]);
  });

  it("sends with the button, and leaves the focus in the field", async () => {
    const { element, field, button } = await composer();
    field.focus();
    await write(element, "Лампа");
    const press = new MouseEvent("mousedown", { bubbles: true, cancelable: true });
    button.dispatchEvent(press);
    button.click();
    ok(press.defaultPrevented);
    ok(focused() === field);
    same(sent(), ["Лампа"]);
  });

  it("tells of each change for the draft, and of typing only when there are words", async () => {
    const { element } = await composer();
    await write(element, "Л");
    await write(element, "");
    same(asked, [{ do: "draft", text: "Л" }, { do: "typing" }, { do: "draft", text: "" }]);
  });

  it("D5 restores a draft, also one that arrives after the field got the focus", async () => {
    const { element, field } = await composer({ draft: "И ещё" });
    same(field.value, "И ещё");
    field.focus();
    element.draft = "И ещё вопрос";
    await element.updateComplete;
    same(field.value, "И ещё вопрос");
  });

  it("D10 never takes an echo of an older draft over what is being typed", async () => {
    const { element, field } = await composer();
    field.focus();
    await sendKeys({ type: "аб" });
    element.draft = "а";
    await element.updateComplete;
    same(field.value, "аб");
    field.blur();
    element.draft = "из другой вкладки";
    await element.updateComplete;
    same(field.value, "из другой вкладки");
  });

  it("D5 shows the draft again after the panel was closed and opened", async () => {
    const { element, field } = await composer();
    field.focus();
    await sendKeys({ type: "Лампа" });
    field.blur();
    for (const draft of ["Лампа", "", "Лампа"]) {
      if (draft) field.focus();
      element.draft = draft;
      await element.updateComplete;
    }
    same(field.value, "Лампа");
  });

  it("grows from 40 to 120 px", async () => {
    const { element } = await composer();
    const height = () => get(element, ".field").getBoundingClientRect().height;
    same(height(), 40);
    await write(element, "a\nb");
    ok(height() > 55 && height() < 70, `${height()}`);
    await write(element, "a\n".repeat(50));
    same(height(), 120);
  });

  it("counts what is left near the limit, and sends nothing over it", async () => {
    const { element, button } = await composer({ limits: { ...LIMITS, text: 1000 } });
    await write(element, "a".repeat(700));
    ok(!find(element, ".counter"));
    await write(element, "a".repeat(990));
    same(textOf(get(element, ".counter")), "10");
    ok(!button.disabled);
    await accessible(element);
    await write(element, "a".repeat(1001));
    same(textOf(get(element, ".counter")), "-1");
    ok(button.disabled);
  });

  it("takes no words in a conversation that doesn't", async () => {
    const { field, button } = await composer({ closed: true, draft: "a" });
    ok(field.disabled && button.disabled);
  });
});

describe("<chat-composer> and messages that are there already", () => {
  const theirs = { kind: "stored", own: false, message: message(4, "seller", "Первая строка\nвторая") } as const;
  const mine = { kind: "stored", own: true, message: message(5, "buyer", "Моё") } as const;
  const bar = (element: ChatComposer) => find(element, ".task");
  const title = (element: ChatComposer) => [...(bar(element)?.querySelectorAll(".cut") ?? [])].map(textOf);

  it("is accessible while one answers and while one changes", async () => {
    const { element } = await composer();
    element.reply(theirs);
    await element.updateComplete;
    await accessible(element);
    element.edit(mine);
    await element.updateComplete;
    await accessible(element);
  });

  it("answers: who and the first line above the field, the number with what is sent, once", async () => {
    const { element, field } = await composer();
    element.reply(theirs);
    await element.updateComplete;
    same(title(element), ["Мастерская света", "Первая строка"]);
    ok(focused() === field);
    await sendKeys({ type: "Да" });
    await sendKeys({ press: "Enter" });
    same(asked.at(-1), { do: "send", text: "Да", replyTo: 4 });
    ok(!bar(element));
    await sendKeys({ type: "И ещё" });
    await sendKeys({ press: "Enter" });
    same(asked.at(-1), { do: "send", text: "И ещё" });
  });

  it("gives up an answer at Escape, which goes no further, and at the cross; the words stay", async () => {
    const { element, field } = await composer();
    let escaped = 0;
    element.addEventListener("keydown", ({ key }) => key === "Escape" && escaped++);
    element.reply(theirs);
    await sendKeys({ type: "Да" });
    await sendKeys({ press: "Escape" });
    same([bar(element), field.value, escaped], [undefined, "Да", 0]);
    await sendKeys({ press: "Escape" });
    same(escaped, 1);
    element.reply(theirs);
    await element.updateComplete;
    get(element, ".task button").click();
    await element.updateComplete;
    ok(!bar(element) && focused() === field);
  });

  it("changes a text; what was being written comes back, and its draft was never touched", async () => {
    const { element, field, button } = await composer();
    await write(element, "Начатое");
    element.edit(mine);
    await element.updateComplete;
    same(
      [field.value, title(element), button.getAttribute("aria-label")],
      ["Моё", ["Изменение сообщения", "Моё"], "Сохранить"],
    );
    asked = [];
    await write(element, "Моё, лучше");
    await sendKeys({ press: "Enter" });
    same(asked, [{ do: "edit", seq: 5, text: "Моё, лучше" }]);
    same([field.value, bar(element)], ["Начатое", undefined]);
  });

  it("brings back a change that the server refused, and says so; a change of another page stays there", async () => {
    const { element, field } = await composer();
    await write(element, "Начатое");
    element.unsaved = { seq: 5, text: "Из другой вкладки", code: "contacts" };
    await element.updateComplete;
    same([field.value, bar(element)], ["Начатое", undefined]);
    element.edit(mine);
    await write(element, "Мой номер");
    await sendKeys({ press: "Enter" });
    element.unsaved = { seq: 5, text: "Мой номер", code: "contacts" };
    await element.updateComplete;
    same([field.value, title(element)[0]], ["Мой номер", "Изменение сообщения"]);
    ok(get(element, "[role=alert]").textContent?.startsWith("Не\u00a0сохранено: в\u00a0сообщении контакты."));
    await accessible(element);
    await sendKeys({ press: "Escape" });
    same([field.value, find(element, "[role=alert]")], ["Начатое", undefined]);
  });

  it("saves a change that was warned of anyway, where the server only warns and there is a link", async () => {
    const warned = { text: 1000, attachments: 5, file: 1000, contacts: "warn" } as const;
    const { element, field } = await composer({ limits: warned });
    const anyway = () => find(element, ".refused button");
    element.edit(mine);
    await write(element, "Мой номер");
    await sendKeys({ press: "Enter" });
    element.unsaved = { seq: 5, text: "Мой номер", code: "contacts" };
    await element.updateComplete;
    same(textOf(anyway() as HTMLElement), "Сохранить всё равно");
    await accessible(element);
    element.ready = false;
    await element.updateComplete;
    ok(!anyway());
    element.ready = true;
    element.limits = { ...warned, contacts: "refuse" };
    await element.updateComplete;
    ok(!anyway());
    element.limits = warned;
    await element.updateComplete;
    anyway()?.click();
    await element.updateComplete;
    same(asked.at(-1), { do: "edit", seq: 5, text: "Мой номер", anyway: true });
    same([bar(element), field.value], [undefined, ""]);
    ok(focused() === field);
  });

  it("asks for nothing when the text is the same, and saves none that is empty", async () => {
    const { element, button } = await composer();
    element.edit(mine);
    await write(element, " \n");
    ok(button.disabled);
    await write(element, " Моё ");
    button.click();
    await element.updateComplete;
    same(asked, []);
    ok(!bar(element));
  });

  it("keeps a draft from elsewhere for afterwards", async () => {
    const { element, field } = await composer();
    element.edit(mine);
    await element.updateComplete;
    field.blur();
    element.draft = "Из другой вкладки";
    await element.updateComplete;
    same(field.value, "Моё");
    field.focus();
    await sendKeys({ press: "Escape" });
    same(field.value, "Из другой вкладки");
  });

  it("D5 takes what was put before the words that are being typed, also behind a change", async () => {
    const { element, field } = await composer();
    field.focus();
    await sendKeys({ type: "аб" });
    element.draft = "Из уведомления\nаб";
    await element.updateComplete;
    same(field.value, "Из уведомления\nаб");
    await write(element, "");
    element.draft = "Ещё одно";
    await element.updateComplete;
    same(field.value, "Ещё одно");
    element.edit(mine);
    await write(element, "Моё, лучше");
    element.draft = "Третье\nЕщё одно";
    await element.updateComplete;
    same(field.value, "Моё, лучше");
    await sendKeys({ press: "Escape" });
    same(field.value, "Третье\nЕщё одно");
  });

  it("changes the last own message at ArrowUp, when the field is empty", async () => {
    const { element, field } = await composer();
    element.last = mine;
    await write(element, "слово");
    field.focus();
    await sendKeys({ press: "ArrowUp" });
    ok(!bar(element));
    await write(element, "");
    await sendKeys({ press: "ArrowUp" });
    same(field.value, "Моё");
    await sendKeys({ press: "Escape" });
    same(field.value, "");
  });

  it("takes no files for a change, and keeps those that are chosen for later", async () => {
    const { element } = await composer();
    const pdf = () => new File(["%PDF-"], "a.pdf", { type: "application/pdf" });
    element.attach([pdf()]);
    element.edit(mine);
    element.attach([pdf()]);
    await element.updateComplete;
    ok(!find(element, "chat-attachment-tray"));
    ok(get<HTMLButtonElement>(element, "form > .icon-button").disabled);
    await sendKeys({ press: "Escape" });
    same(element.unsent.length, 1);
    ok(find(element, "chat-attachment-tray"));
  });
});
