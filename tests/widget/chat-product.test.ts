import { html } from "lit";
import type { Topic } from "../../widget/client/state";
import type { ChatProduct } from "../../widget/elements/chat-product";
import "../../widget/elements/panel-elements";
import { pageTopic } from "../../widget/elements/page-topic";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { topic } from "./support/fixtures";
import { accessible, find, get, mount, textOf } from "./support/harness";

const strip = (about: Topic | undefined, linked = false) =>
  mount<ChatProduct>(html`<chat-product .topic=${about} ?linked=${linked}></chat-product>`);

const EMPTY = { productId: "", productTitle: "", productUrl: "", productImage: "", productPrice: "" };

describe("<chat-product>", () => {
  it("shows the title and the price", async () => {
    const element = await strip(topic);
    same(textOf(get(element, ".title")), topic.title);
    same(textOf(get(element, ".price")), "12 400 ₽");
  });

  it("is accessible, also as a link", async () => {
    await accessible(await strip(topic));
    await accessible(await strip(topic, true));
  });

  it("S5 links to http(s) only, and without passing anything on", async () => {
    const good = get(await strip(topic, true), "a");
    same(good.getAttribute("rel"), "noopener nofollow ugc");
    ok(!find(await strip({ ...topic, url: "javascript:alert(1)" }, true), "a"));
    ok(!find(await strip({ ...topic, image: "javascript:alert(1)" }), "img"));
  });

  it("shows a calm picture where there is none, and no id where there is no title", async () => {
    const element = await strip({ id: "sku-1", title: "sku-1" });
    element.words = localize("ru");
    await element.updateComplete;
    same(textOf(get(element, ".title")), "Товар");
    ok(find(element, ".picture svg"));
    same(getComputedStyle(get(element, ".picture")).backgroundImage, "none");
  });

  it("shows nothing when there is no product", async () => {
    same(textOf(await strip(undefined)), "");
  });
});

describe("pageTopic", () => {
  const base = "https://shop.example/lamps/1";

  it("needs an id", () => {
    ok(pageTopic({ ...EMPTY, productTitle: "Лампа" }, base) === undefined);
  });

  it("resolves addresses against the page, and takes the page itself for the product's", () => {
    same(pageTopic({ ...EMPTY, productId: "1", productTitle: "Лампа", productImage: "/lamp.jpg" }, base), {
      id: "1",
      title: "Лампа",
      url: base,
      image: "https://shop.example/lamp.jpg",
    });
  });

  it("calls a product without a title by its id", () => {
    same(pageTopic({ ...EMPTY, productId: "sku-1" }, base)?.title, "sku-1");
  });

  it("S5 drops an address that is not http(s)", () => {
    ok(pageTopic({ ...EMPTY, productId: "1", productUrl: "javascript:alert(1)" }, base)?.url === undefined);
  });
});
