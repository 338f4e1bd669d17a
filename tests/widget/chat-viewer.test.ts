import { sendKeys, setViewport } from "@web/test-runner-commands";
import { html } from "lit";
import type { FileLink } from "../../widget/client/state";
import type { ChatConversation } from "../../widget/elements/chat-conversation";
import type { ChatViewer } from "../../widget/elements/chat-viewer";
import "../../widget/elements/panel-elements";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { ago, message, NOW, picture, shown, thread, uuid, waiting } from "./support/fixtures";
import { accessible, all, find, focused, get, mount, settle, still, textOf, until } from "./support/harness";

const messages = [
  shown(message(1, "buyer", "Вот", { attachments: [picture(1)], at: ago(30) }), "buyer"),
  shown(
    message(2, "seller", "", {
      attachments: [picture(2), { ...picture(9), type: "application/pdf" }, picture(3, { width: 2000, height: 500 })],
      at: ago(20),
    }),
    "buyer",
  ),
  shown(message(3, "seller", "", { attachments: [picture(4)], removedAt: ago(1) }), "buyer"),
  waiting(9, "ждёт"),
];
const canvas = document.createElement("canvas");
const links = new Map<string, FileLink>(
  [1, 2, 3].map((n) => [uuid(700 + n), { url: `${canvas.toDataURL()}#${n}`, small: canvas.toDataURL() }]),
);

/** A conversation whose second picture was opened. */
const opened = async () => {
  const element = await mount<ChatConversation>(
    html`<chat-conversation
      style="height: 500px; width: 340px"
      .threadKey=${"k"}
      .thread=${thread(messages)}
      .links=${links}
      .link=${{ state: "connected", transport: "websocket" }}
      .words=${localize("ru")}
      .now=${() => NOW}
    ></chat-conversation>`,
  );
  await settle();
  const [, second] = all(get(element, "chat-messages"), "chat-attachment-picture");
  if (!second) throw new Error("no second picture");
  const button = get(second, "button");
  button.focus();
  button.click();
  const viewer = await until(() => find<ChatViewer>(element, "chat-viewer"));
  await settle();
  return { element, viewer, button };
};
const place = (viewer: ChatViewer) => textOf(get(viewer, ".at")).split(" · ")[1];
const turned = (viewer: ChatViewer, to: string) => until(() => place(viewer) === to);
const names = (viewer: ChatViewer) => all(viewer, ".slide").length;

describe("<chat-viewer>", () => {
  it("is accessible, over the whole page, and shows what was asked for", async () => {
    const { viewer } = await opened();
    const dialog = get<HTMLDialogElement>(viewer, "dialog");
    await still(viewer);
    await accessible(viewer);
    ok(dialog.matches(":modal"));
    same([dialog.clientWidth, dialog.clientHeight], [innerWidth, innerHeight]);
    await turned(viewer, "2 из\u00a03".replace("\u00a0", " "));
    same(textOf(get(viewer, ".author")), "Мастерская света");
  });

  it("leafs through the pictures of the conversation alone: no documents, nothing removed, nothing on its way", async () => {
    const { viewer } = await opened();
    same(names(viewer), 3);
  });

  it("turns with the arrow keys and with its buttons, and stops at both ends", async () => {
    const { viewer } = await opened();
    await turned(viewer, "2 из 3");
    await sendKeys({ press: "ArrowRight" });
    await turned(viewer, "3 из 3");
    ok(!find(viewer, ".next"));
    await sendKeys({ press: "ArrowRight" });
    get(viewer, ".previous").click();
    await turned(viewer, "2 из 3");
    await sendKeys({ press: "ArrowLeft" });
    await turned(viewer, "1 из 3");
    same(textOf(get(viewer, ".author")), "Вы");
    ok(!find(viewer, ".previous"));
  });

  it("closes with Escape and gives the focus back", async () => {
    const { element, button } = await opened();
    await sendKeys({ press: "Escape" });
    await until(() => !find(element, "chat-viewer"));
    ok(focused() === button);
  });

  it("closes with its button, and by a click beside the picture, not on it", async () => {
    for (const [selector, closes] of [
      ["button.icon-button:not(.turn)", true],
      ["figure", false],
      [".slide", true],
    ] as const) {
      const { element, viewer } = await opened();
      get(viewer, selector).click();
      await settle();
      same(!find(element, "chat-viewer"), closes, selector);
      if (!closes) get<HTMLDialogElement>(viewer, "dialog").close();
    }
  });

  it("keeps the focus inside", async () => {
    const { viewer } = await opened();
    for (let times = 0; times < 8; times++) {
      await sendKeys({ press: "Tab" });
      const at = focused();
      ok(at === document.body || viewer.shadowRoot?.contains(at ?? null), `out at ${at?.tagName}`);
    }
  });

  it("offers to save the picture", async () => {
    const { viewer } = await opened();
    await turned(viewer, "2 из 3");
    const save = get<HTMLAnchorElement>(viewer, "header a");
    same(
      [save.download, save.rel, save.getAttribute("aria-label")],
      ["photo-2.webp", "noopener nofollow ugc", "Скачать"],
    );
    ok(save.href.endsWith("#2"));
  });

  it("shows a picture whole at 360 px, and never larger than it is", async () => {
    const { innerWidth: width, innerHeight: height } = window;
    await setViewport({ width: 360, height: 640 });
    const { viewer } = await opened();
    const [, upright, wide] = all(viewer, "figure");
    for (const figure of [upright, wide]) {
      const box = figure?.getBoundingClientRect();
      ok(box && box.width <= 328 && box.height <= 600, `${box?.width} × ${box?.height}`);
    }
    const ratio = (upright?.clientWidth ?? 0) / (upright?.clientHeight ?? 1);
    ok(Math.abs(ratio - 0.8) < 0.01, `${ratio}`);
    await setViewport({ width, height });
  });

  it("asks for another address when one has ended, once", async () => {
    const { element, viewer } = await opened();
    const asked: string[] = [];
    element.addEventListener(
      "chat-request",
      ({ request }) => request.do === "relink" && asked.push(request.attachment),
    );
    for (const mark of ["a", "b"]) {
      element.links = new Map([[picture(2).id, { url: `${location.origin}/ended-${mark}` }]]);
      await settle();
      const image = await until(() => find<HTMLImageElement>(viewer, `img[src$="${mark}"]`));
      await until(() => image.complete);
      await settle();
    }
    same(asked, [picture(2).id]);
  });

  it("loads the whole of a picture only near the one in view", async () => {
    const { viewer } = await opened();
    await turned(viewer, "2 из 3");
    await sendKeys({ press: "ArrowLeft" });
    await turned(viewer, "1 из 3");
    await settle();
    same(
      all(viewer, ".slide").map((slide) => slide.querySelectorAll("img").length),
      [2, 2, 1],
    );
  });
});
