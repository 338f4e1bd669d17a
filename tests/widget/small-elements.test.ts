import { html } from "lit";
import type { ChatHint } from "../../widget/elements/chat-hint";
import type { ChatLauncher } from "../../widget/elements/chat-launcher";
import type { InboxDetails } from "../../widget/elements/inbox-details";
import type { SellerSwitch } from "../../widget/elements/seller-switch";
import "../../widget/seller-chat";
import "../../widget/seller-inbox";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { conversation, seller, topic } from "./support/fixtures";
import { accessible, find, get, mount, textOf } from "./support/harness";

describe("<chat-launcher>", () => {
  const launcher = (label = "", unread = 0) =>
    mount<ChatLauncher>(html`<chat-launcher
      .label=${label}
      .unread=${unread}
      .words=${localize("ru")}
    ></chat-launcher>`);

  it("is a circle of 56 px, or with a label a pill of that height", async () => {
    const box = async (label: string) => get(await launcher(label), "button").getBoundingClientRect();
    const circle = await box("");
    same([circle.width, circle.height], [56, 56]);
    const pill = await box("Спросить продавца");
    ok(pill.width > 150 && pill.height === 56);
  });

  it("is accessible, with a name that says what waits", async () => {
    const element = await launcher("Спросить", 1);
    await accessible(element);
    same(get(element, "button").getAttribute("aria-label"), "Спросить, 1\u00a0непрочитанное сообщение");
  });
});

describe("<chat-hint>", () => {
  it("shows its words, and is accessible", async () => {
    const element = await mount<ChatHint>(html`<chat-hint heading="Заголовок" text="Слова"></chat-hint>`);
    same([textOf(get(element, "h3")), textOf(get(element, "p"))], ["Заголовок", "Слова"]);
    await accessible(element);
  });
});

describe("<inbox-details>", () => {
  it("shows the buyer and the product, and is accessible", async () => {
    const element = await mount<InboxDetails>(
      html`<inbox-details .conversation=${conversation()} .words=${localize("ru")}></inbox-details>`,
    );
    same(textOf(get(element, ".price")), topic.price);
    const link = get(element, "a");
    same([link.getAttribute("href"), link.getAttribute("rel")], [topic.url, "noopener nofollow ugc"]);
    await accessible(element);
  });

  it("shows the buyer alone when there is no product", async () => {
    const { topic: _, ...general } = conversation();
    const element = await mount<InboxDetails>(html`<inbox-details .conversation=${general}></inbox-details>`);
    ok(!find(element, ".product"));
  });
});

describe("<seller-switch>", () => {
  it("shows the present seller, and is accessible", async () => {
    const other = { id: "s2", name: "Дом и глина" };
    const element = await mount<SellerSwitch>(
      html`<seller-switch .sellers=${[seller, other]} selected="s2"></seller-switch>`,
    );
    same(get<HTMLSelectElement>(element, "select").value, "s2");
    await accessible(element);
  });

  it("shows whom the inbox has turned to, also after somebody has chosen by hand", async () => {
    const other = { id: "s2", name: "Дом и глина" };
    const element = await mount<SellerSwitch>(
      html`<seller-switch .sellers=${[seller, other]} .selected=${seller.id}></seller-switch>`,
    );
    const select = get<HTMLSelectElement>(element, "select");
    const turn = async (id: string) => {
      element.selected = id;
      await element.updateComplete;
    };
    for (const id of ["s2", seller.id]) {
      select.value = id;
      await turn(id);
    }
    await turn("s2");
    same(select.value, "s2");
  });
});
