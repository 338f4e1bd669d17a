import { html } from "lit";
import type { Request } from "../../widget/controllers/perform";
import type { ChatComposer } from "../../widget/elements/chat-composer";
import type { ChatConversation } from "../../widget/elements/chat-conversation";
import type { ChatRequestEvent } from "../../widget/elements/events";
import "../../widget/elements/panel-elements";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { history, LIMITS, thread } from "./support/fixtures";
import { accessible, all, find, focused, get, mount, settle, still, textOf, until } from "./support/harness";
import { drawn } from "./support/pictures";

let asked: Request[] = [];

const composer = async (properties: Partial<ChatComposer> = {}, theme?: "light" | "dark") => {
  asked = [];
  const element = await mount<ChatComposer>(
    html`<chat-composer
      .ready=${properties.ready ?? true}
      .closed=${properties.closed ?? false}
      .draft=${properties.draft ?? ""}
      .limits=${properties.limits ?? LIMITS}
      .words=${localize("ru")}
      @chat-request=${(event: ChatRequestEvent) => asked.push(event.request)}
    ></chat-composer>`,
    theme,
  );
  return { element, send: get<HTMLButtonElement>(element, "button[type=submit]") };
};
const pdf = (name = "Счёт.pdf", size = 9) => new File([new Uint8Array(size)], name, { type: "application/pdf" });
const photo = (name = "photo.png") => drawn(40, 30, "image/png", name);
const tray = (element: ChatComposer) => get(element, "chat-attachment-tray");
const attached = (element: ChatComposer) =>
  find(element, "chat-attachment-tray") ? all(tray(element), "li").map((one) => one.getAttribute("aria-label")) : [];
const ready = (element: ChatComposer, count: number) =>
  until(() => find(element, "chat-attachment-tray") && all(tray(element), "li.ready").length === count);
const sent = () =>
  asked.flatMap((request) =>
    request.do === "send" ? [[request.text, ...(request.files ?? []).map(({ file }) => file.name)]] : [],
  );
const transfer = (...files: readonly File[]) => {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
};

describe("<chat-composer> with files", () => {
  for (const theme of ["light", "dark"] as const)
    it(`is accessible in the ${theme} theme, also with what was not taken`, async () => {
      const { element } = await composer({}, theme);
      element.attach([await photo(), pdf(), new File([""], "x.svg", { type: "image/svg+xml" })]);
      await ready(element, 2);
      await still(tray(element));
      await accessible(element);
      same(
        textOf(get(element, '[role="alert"]')),
        "«x.svg» прикрепить нельзя: подойдут фото и\u00a0PDF.".replace("\u00a0", " "),
      );
    });

  it("offers photos and PDF, several at once, and takes the same one twice", async () => {
    const { element } = await composer();
    const chooser = get<HTMLInputElement>(element, "input[type=file]");
    ok(chooser.multiple && chooser.accept.includes("image/jpeg") && chooser.accept.includes("application/pdf"));
    for (let times = 0; times < 2; times++) {
      chooser.files = transfer(pdf()).files;
      chooser.dispatchEvent(new Event("change"));
      await settle();
    }
    same(attached(element), ["Счёт.pdf", "Счёт.pdf"]);
    same(chooser.value, "");
    ok(focused() === get(element, "textarea"), "the field has no focus");
  });

  it("opens the chooser with its button", async () => {
    const { element } = await composer();
    let opened = 0;
    get(element, "input[type=file]").addEventListener("click", (event) => {
      event.preventDefault();
      opened++;
    });
    const button = get(element, ".icon-button");
    same(button.getAttribute("aria-label"), "Прикрепить фото или\u00a0PDF");
    button.click();
    same(opened, 1);
  });

  it("sends files without words, with their sizes in pixels, and is empty again", async () => {
    const { element, send } = await composer();
    ok(send.disabled);
    element.attach([await photo(), pdf()]);
    await ready(element, 2);
    ok(!send.disabled);
    send.click();
    await settle();
    same(sent(), [["", "photo.png", "Счёт.pdf"]]);
    const [request] = asked;
    same(request?.do === "send" && request.files?.map(({ width, height }) => [width, height]), [
      [40, 30],
      [null, null],
    ]);
    ok(!find(element, "chat-attachment-tray") && send.disabled);
  });

  it("that were sent before they were light enough leave as soon as they are, once", async () => {
    const { element } = await composer({ draft: "Вот" });
    element.attach([await photo("a.png"), await photo("b.png")]);
    await element.updateComplete;
    const field = get(element, "textarea");
    for (let times = 0; times < 2; times++)
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", cancelable: true }));
    same(sent(), []);
    await until(() => sent().length > 0);
    await settle();
    same(sent(), [["Вот", "a.png", "b.png"]]);
  });

  it("can be chosen without a link, and wait there", async () => {
    const { element, send } = await composer({ ready: false });
    ok(!get<HTMLButtonElement>(element, ".icon-button").disabled);
    element.attach([pdf()]);
    await settle();
    same(attached(element), ["Счёт.pdf"]);
    ok(send.disabled);
    element.ready = true;
    await element.updateComplete;
    ok(!send.disabled);
  });

  it("are not taken where nothing can be written", async () => {
    const { element } = await composer({ closed: true });
    element.attach([pdf()]);
    await settle();
    same(attached(element), []);
    ok(get<HTMLButtonElement>(element, ".icon-button").disabled);
  });

  it("can be taken out again, and the field has the focus then", async () => {
    const { element } = await composer();
    element.attach([pdf("a.pdf"), pdf("b.pdf")]);
    await settle();
    const remove = get(tray(element), "li button");
    same(remove.getAttribute("aria-label"), "Убрать a.pdf");
    ok(remove.offsetWidth >= 40 && remove.offsetHeight >= 40, "too small for a finger");
    remove.click();
    await settle();
    same(attached(element), ["b.pdf"]);
    ok(focused() === get(element, "textarea"));
  });

  it("are told from words when both are pasted: a word processor adds a picture of its text", async () => {
    const { element } = await composer();
    const paste = (clipboardData: DataTransfer) => {
      const event = new ClipboardEvent("paste", { clipboardData, cancelable: true, bubbles: true });
      get(element, "textarea").dispatchEvent(event);
      return event.defaultPrevented;
    };
    const both = transfer(await photo("text.png"));
    both.setData("text/plain", "words");
    ok(!paste(both));
    ok(paste(transfer(await photo("screenshot.png"))));
    await settle();
    same(attached(element), ["screenshot.png"]);
  });

  it("that are too large, or too many, are told and left out", async () => {
    const { element } = await composer({ limits: { ...LIMITS, attachments: 2, file: 10 } });
    element.attach([pdf("large.pdf", 11), pdf("a.pdf")]);
    await settle();
    same(attached(element), ["a.pdf"]);
    ok(get(element, '[role="alert"]').textContent?.includes("large.pdf"));
    element.attach([pdf("b.pdf"), pdf("c.pdf")]);
    await settle();
    same(attached(element), ["a.pdf", "b.pdf"]);
    ok(get(element, '[role="alert"]').textContent?.includes("до\u00a02"));
  });
});

describe("<chat-conversation>", () => {
  it("keeps what was attached while another conversation is in view", async () => {
    const element = await mount<ChatConversation>(
      html`<chat-conversation .threadKey=${"a"} .thread=${thread([])} .words=${localize("ru")}></chat-conversation>`,
    );
    const files = () => attached(get<ChatComposer>(element, "chat-composer"));
    get<ChatComposer>(element, "chat-composer").attach([pdf()]);
    await settle();
    element.threadKey = "b";
    await settle();
    same(files(), []);
    element.threadKey = "a";
    await settle();
    same(files(), ["Счёт.pdf"]);
  });
});

describe("<chat-conversation>, files dragged over it", () => {
  const talk = async (link: "connected" | "refused" = "connected") => {
    const element = await mount<ChatConversation>(
      html`<chat-conversation
        style="height: 400px; width: 360px"
        .threadKey=${"k"}
        .thread=${thread(history(1, 4))}
        .link=${link === "connected" ? { state: link, transport: "websocket" } : { state: link, code: "forbidden", message: "" }}
        .words=${localize("ru")}
      ></chat-conversation>`,
    );
    await settle();
    return element;
  };
  const drag = async (element: Element, type: string, dataTransfer: DataTransfer) => {
    const event = new DragEvent(type, { dataTransfer, cancelable: true, bubbles: true, composed: true });
    element.dispatchEvent(event);
    await settle();
    return event.defaultPrevented;
  };

  it("shows where to drop, and attaches what is dropped", async () => {
    const element = await talk();
    ok(await drag(get(element, "chat-messages"), "dragover", transfer(pdf())));
    same(textOf(get(element, ".drop")), "Отпустите, чтобы прикрепить");
    await accessible(element);
    ok(await drag(get(element, ".drop"), "drop", transfer(pdf())));
    ok(!find(element, ".drop"));
    same(attached(get<ChatComposer>(element, "chat-composer")), ["Счёт.pdf"]);
  });

  it("stops showing it when they are dragged away", async () => {
    const element = await talk();
    await drag(get(element, "chat-messages"), "dragover", transfer(pdf()));
    await drag(get(element, "chat-messages"), "dragleave", transfer(pdf())); // onto the surface
    ok(find(element, ".drop"));
    await drag(get(element, ".drop"), "dragleave", transfer(pdf()));
    ok(!find(element, ".drop"));
  });

  it("leaves alone what is no file, and takes nothing where nothing can be written", async () => {
    const element = await talk();
    const words = new DataTransfer();
    words.setData("text/plain", "words");
    ok(!(await drag(get(element, "chat-messages"), "dragover", words)));
    ok(!find(element, ".drop"));
    const closed = await talk("refused");
    ok(!(await drag(get(closed, "chat-messages"), "dragover", transfer(pdf()))));
  });
});
