import { html } from "lit";
import type { Topic } from "../../widget/client/state";
import "../../widget/seller-inbox";
import "../../widget/elements/panel-elements";
import { TURNED } from "../support/xss";
import { near } from "./support/assert";
import { ago, conversation, NOW } from "./support/fixtures";
import { get, mount } from "./support/harness";

/** Where this text begins, seen from where its line does. Pixels. */
const left = (root: Element, text: string): number => {
  const walker = document.createTreeWalker(root.shadowRoot ?? root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.textContent?.indexOf(text) ?? -1;
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect().left;
  }
  throw new Error(`there is no ${text}`);
};

/** The same width in any direction. */
const TURNS = TURNED.filter((text) => /[\u202a-\u202e\u2066-\u2069\u200f\u061c\u0590-\u08ff]/u.test(text));

describe("S5 text that turns around", () => {
  for (const text of TURNS) {
    const name = JSON.stringify(text);

    it(`of a colleague leaves the time of a note where it is: ${name}`, async () => {
      const notes = [{ id: "n", author: { id: "a", name: text }, text: "x", at: ago(5) }];
      const element = await mount(html`<inbox-notes .notes=${notes} .now=${() => NOW}></inbox-notes>`);
      const line = get(element, "li .muted");
      const author = get(element, "li bdi").getBoundingClientRect();
      // Behind the name, hour before minute.
      near(left(line, "·") - author.right, 3, 4, "the dot");
      near(Math.sign(left(line, "2:25") - author.right), 1, 0, "the time");
    });

    it(`of a product leaves the row where it is: ${name}`, async () => {
      const topic: Topic = { id: "t", title: text, price: text };
      const rows = (one: Topic) => html`<inbox-list
        .list=${{ items: [conversation({ topic: one, unread: 7 })], unread: 7, more: false, loading: false }}
        .now=${() => NOW}
      ></inbox-list>`;
      const turned = await mount(rows(topic));
      const plain = await mount(rows({ id: "t", title: "abc", price: "1" }));
      near(left(turned, "2:25"), left(plain, "2:25"), 0.5);
      near(left(turned, "Анна"), left(plain, "Анна"), 0.5);
    });
  }
});
