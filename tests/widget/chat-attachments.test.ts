import { emulateMedia } from "@web/test-runner-commands";
import { html } from "lit";
import type { Attachment, FileLink, ShownMessage, WaitingFile } from "../../widget/client/state";
import type { Request } from "../../widget/controllers/perform";
import type { ChatMessages } from "../../widget/elements/chat-messages";
import type { ChatRequestEvent } from "../../widget/elements/events";
import type { ChatViewEvent } from "../../widget/elements/file-events";
import "../../widget/elements/panel-elements";
import { localize } from "../../widget/strings/localize";
import { near, ok, same } from "./support/assert";
import { ago, history, message, NOW, picture, shown, uuid } from "./support/fixtures";
import { accessible, all, find, get, mount, settle, textOf, until } from "./support/harness";
import { drawn } from "./support/pictures";

let asked: Request[] = [];
let viewed: string[] = [];

const log = async (
  messages: readonly ShownMessage[],
  links = new Map<string, FileLink>(),
  theme?: "light" | "dark",
) => {
  [asked, viewed] = [[], []];
  const element = await mount<ChatMessages>(
    html`<chat-messages
      style="height: 500px; width: 360px"
      .messages=${messages}
      .links=${links}
      .words=${localize("ru")}
      .now=${() => NOW}
      @chat-request=${({ request }: ChatRequestEvent) => request.do === "relink" && asked.push(request)}
      @chat-view=${(event: ChatViewEvent) => viewed.push(event.attachment)}
    ></chat-messages>`,
    theme,
  );
  await settle();
  return { element, scroller: get(element, ".scroller") };
};

const pdf: Attachment = {
  id: uuid(790),
  name: "Сборочный чертёж настольной лампы «Полдень».pdf",
  type: "application/pdf",
  size: 3_400_000,
};
const withFiles = (seq: number, text: string, ...attachments: Attachment[]) =>
  shown(message(seq, "seller", text, { attachments, at: ago(10) }), "buyer");
const waiting = (files: readonly WaitingFile[], code?: "too_large" | "file_lost" | "forbidden"): ShownMessage => ({
  ...{ kind: "waiting", id: uuid(1), text: "", submittedAt: ago(0), files },
  ...(code && { refused: { code, message: code } }),
});
const onItsWay = (more: Partial<WaitingFile> = {}): WaitingFile => ({
  ...{ id: "w 0", name: "photo.jpg", type: "image/jpeg", size: 9, width: 800, height: 1000, progress: 0.4 },
  ...more,
});

const pictures = (element: ChatMessages) => all(element, "chat-attachment-picture");
const first = (element: ChatMessages) => get(element, "chat-attachment-picture");
const address = async (color = "#c08040"): Promise<string> => {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (context) context.fillStyle = color;
  context?.fillRect(0, 0, 300, 150);
  return canvas.toDataURL();
};
const link = async (...files: Attachment[]) => {
  const url = await address();
  return new Map(files.map(({ id }) => [id, { url }]));
};
const painted = (element: Element) => {
  const canvas = get<HTMLCanvasElement>(element, "canvas");
  return canvas.getContext("2d")?.getImageData(0, 0, 1, 1).data[3] === 255;
};

describe("files in a conversation", () => {
  for (const theme of ["light", "dark"] as const)
    it(`are accessible in the ${theme} theme, loaded, on their way and refused`, async () => {
      const { element } = await log(
        [
          withFiles(2, "Вот", picture(1), picture(2), pdf),
          shown(message(3, "buyer", "", { attachments: [pdf] }), "buyer"),
          waiting([onItsWay(), onItsWay({ id: "w 1", name: "b.pdf", type: "application/pdf" })]),
          { ...waiting([onItsWay()], "too_large"), id: uuid(99) } as ShownMessage,
        ],
        await link(picture(1), pdf),
        theme,
      );
      await accessible(element);
    });

  it("say whose photo it is, and when", async () => {
    const { element } = await log([withFiles(1, "", picture(1))]);
    const label = get(first(element), "button").getAttribute("aria-label");
    same(label, `Фото, Мастерская света, ${localize("ru").time(new Date(ago(10)))}`);
  });

  it("take their room before they are loaded, and keep it: nothing jumps", async () => {
    const { element, scroller } = await log([...history(1, 9), withFiles(10, "Вот", picture(1)), ...history(11, 14)]);
    const box = first(element).getBoundingClientRect();
    near(box.width / box.height, 0.8, 0.01);
    const bubbles = () => all(element, ".bubble").map((one) => one.offsetTop);
    const before = [scroller.scrollHeight, ...bubbles()];
    element.links = await link(picture(1));
    await until(() => find(first(element), "img.loaded"));
    same([scroller.scrollHeight, ...bubbles()], before);
  });

  it("leave the reader's place when a page of history with pictures comes in above", async () => {
    const { element, scroller } = await log(history(20, 40));
    scroller.scrollTop = 200;
    await settle();
    const kept = all(element, ".bubble").find((one) => one.offsetTop >= scroller.scrollTop);
    if (!kept) throw new Error("nothing in view");
    const distance = () => kept.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const before = distance();
    element.messages = [
      withFiles(18, "", picture(1)),
      withFiles(19, "Вот", picture(2), picture(3)),
      ...history(20, 40),
    ];
    await element.updateComplete;
    near(distance(), before, 0.5);
    await settle();
    near(distance(), before, 0.5);
  });

  it("show a blurred picture until the real one is there", async () => {
    const { element } = await log([withFiles(1, "", picture(1))]);
    ok(await until(() => painted(first(element))));
    ok(!find(first(element), "img"));
  });

  it("fade in, and don't where motion is unwanted", async () => {
    await emulateMedia({ reducedMotion: "reduce" });
    const { element } = await log([withFiles(1, "", picture(1))], await link(picture(1)));
    const image = await until(() => find(first(element), "img.loaded"));
    same(getComputedStyle(image).transitionDuration, "0s");
    await emulateMedia({ reducedMotion: "no-preference" });
    same(getComputedStyle(image).transitionDuration, "0.2s");
  });

  it("stand in a grid, of which the last place tells how many more there are", async () => {
    const many = [1, 2, 3, 4, 5, 6].map((n) => picture(n));
    const { element } = await log([withFiles(1, "", ...many)]);
    same(pictures(element).length, 4);
    const last = pictures(element)[3];
    if (!last) throw new Error("no fourth");
    same(textOf(get(last, ".over")), "+2");
    ok(get(last, "button").getAttribute("aria-label")?.endsWith("Ещё 2\u00a0фото"));
  });

  it("ask to be seen in full", async () => {
    const { element } = await log([withFiles(1, "", picture(1), picture(2))]);
    for (const one of pictures(element)) get(one, "button").click();
    same(viewed, [picture(1).id, picture(2).id]);
  });

  it("load the small picture, never twice: a renewed address changes nothing", async () => {
    const [small, url] = [await address("#111111"), await address("#222222")];
    const { element } = await log([withFiles(1, "", picture(1))], new Map([[picture(1).id, { url, small }]]));
    await until(() => find(first(element), "img.loaded"));
    element.links = await link(picture(1));
    await settle();
    same(get<HTMLImageElement>(first(element), "img").src, small);
  });

  it("ask for another address when one leads nowhere, and offer to load again when that doesn't help", async () => {
    const nowhere = (mark: string) => new Map([[picture(1).id, { url: `${location.origin}/nowhere-${mark}` }]]);
    const { element } = await log([withFiles(1, "", picture(1))], nowhere("a"));
    await until(() => asked.length > 0);
    same(asked, [{ do: "relink", attachment: picture(1).id }]);
    element.links = nowhere("b");
    await until(() => find(first(element), ".disc"));
    await accessible(element);
    get(first(element), "button").click();
    same(asked.length, 2);
    same(viewed, []);
    element.links = await link(picture(1));
    await until(() => find(first(element), "img.loaded"));
  });

  it("offer to load again when the server gives the same address once more", async () => {
    const nowhere = () => new Map([[picture(1).id, { url: `${location.origin}/nowhere-c` }]]);
    const { element } = await log([withFiles(1, "", picture(1))], nowhere());
    await until(() => asked.length > 0);
    element.links = nowhere();
    await until(() => find(first(element), ".disc"));
  });

  it("that are documents have a name cut in its middle, a size, and a safe link", async () => {
    const { element } = await log([withFiles(1, "", pdf)], new Map([[pdf.id, { url: "https://files.example/x" }]]));
    const row = get<HTMLAnchorElement>(element, "a.file");
    same(
      [row.target, row.rel, row.getAttribute("href")],
      ["_blank", "noopener nofollow ugc", "https://files.example/x"],
    );
    same(textOf(get(element, ".tail")), "день».pdf");
    ok(textOf(row).includes("3,2"), textOf(row));
    const name = get(element, ".file-name");
    same([name.getAttribute("dir"), name.title], ["auto", pdf.name]);
    ok(name.scrollWidth <= name.clientWidth, "the name sticks out");
  });

  it("are no link before the server has told where they are", async () => {
    const { element } = await log([withFiles(1, "", pdf)]);
    ok(!find(element, "a.file") && find(element, ".file"));
  });

  it("show themselves and how far they are while they are on their way", async () => {
    const blob = await drawn(80, 100, "image/png", "photo.png");
    const { element } = await log([
      waiting([onItsWay({ blob }), onItsWay({ id: "w 1", name: "b.pdf", type: "application/pdf" })]),
    ]);
    await until(() => painted(first(element)));
    const ring = get(first(element), '[role="progressbar"]');
    same([ring.getAttribute("aria-valuenow"), ring.getAttribute("aria-label")], ["40", "Отправляется: photo.jpg"]);
    ok(find(element, '.file [role="progressbar"]'));
    ok(!find(first(element), "button"), "it can't be opened yet");
  });

  it("stay as sharp as they were when they turn from one's own into the server's", async () => {
    const blob = await drawn(80, 100, "image/png", "photo.png");
    const { element } = await log([waiting([onItsWay({ blob })])]);
    const one = first(element);
    await until(() => painted(one));
    const canvas = get<HTMLCanvasElement>(one, "canvas");
    const { height } = one.getBoundingClientRect();
    element.messages = [shown(message(1, "buyer", "", { attachments: [picture(1)] }), "buyer", "sent")];
    await settle();
    ok(first(element) === one && get(one, "canvas") === canvas, "made twice");
    same(canvas.width, 80); // a ThumbHash would be 26 wide
    near(one.getBoundingClientRect().height, height, 0.5);
  });

  const refusals = [
    ["too_large", "слишком большой", false],
    ["file_lost", "не\u00a0успел сохраниться", false],
    ["forbidden", "писать нельзя", true],
  ] as const;
  for (const [code, words, retry] of refusals)
    it(`say why they were refused (${code}), with what helps`, async () => {
      const { element } = await log([waiting([onItsWay()], code)]);
      const foot = get(element, ".failed");
      ok(foot.textContent?.includes(words), foot.textContent ?? "");
      same(
        [...foot.querySelectorAll("button")].map((button) => button.textContent),
        retry ? ["Повторить", "Удалить"] : ["Удалить"],
      );
      ok(!find(first(element), '[role="progressbar"]'));
    });

  it("are gone with a message that was removed", async () => {
    const { element } = await log([
      shown(message(1, "seller", "", { attachments: [picture(1), pdf], removedAt: ago(1) }), "buyer"),
    ]);
    ok(!find(element, "chat-attachment-picture") && !find(element, ".file"));
  });

  it("are called by their names when nothing is said with them", async () => {
    const { element } = await log(history(1, 2));
    element.messages = [...history(1, 2), withFiles(30, "", pdf)];
    await settle();
    same(textOf(get(element, '[aria-live="polite"]')), `Мастерская света: ${pdf.name}`);
  });

  for (const evil of ["javascript:alert(1)", '"><img src=x onerror=alert(1)>.pdf'])
    it(`S5 show a name as text: ${evil}`, async () => {
      const { element } = await log([withFiles(1, "", { ...pdf, name: evil })]);
      same(textOf(get(element, ".file-name")), evil);
      ok(!find(element, "img"));
    });
});
