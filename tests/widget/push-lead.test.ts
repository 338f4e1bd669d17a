import { html } from "lit";
import type { ChatState } from "../../widget/client/state";
import type { SellerChat } from "../../widget/elements/seller-chat";
import "../../widget/seller-chat";
import { keepDraft } from "../../widget/worker/kept";
import { ok, same } from "./support/assert";
import { conversation, seller, thread, topic, uuid } from "./support/fixtures";
import { get, mount, textOf, until } from "./support/harness";
import { ScriptedClient } from "./support/scripted-client";

const OTHER = uuid(700);
const other = conversation({ id: OTHER, seller: { id: "clay", name: "Гончарня" } });

const page = async (hash: string) => {
  location.hash = hash;
  const state: Partial<ChatState> = { link: { state: "connected", transport: "websocket" } };
  const client = new ScriptedClient(state);
  client.setInbox("", { items: [conversation(), other], unread: 1, more: false, loading: false });
  client.setThread(thread([], { key: OTHER, conversation: other }));
  const chat = await mount<SellerChat>(
    html`<seller-chat .sellerId=${seller.id} .productId=${topic.id} .connect=${async () => client}></seller-chat>`,
  );
  return { chat, client };
};

describe("a notification leads to <seller-chat>", () => {
  afterEach(() => {
    history.replaceState(null, "", location.pathname + location.search);
  });

  it("the page's own conversation: its panel opens", async () => {
    const { chat, client } = await page(`#seller-chat=${conversation().id}`);
    await until(() => chat.open && client.openedTopics().length > 0);
    same(client.openedTopics(), [topic.id]);
    same(location.hash, "");
  });

  it("another one of theirs: the panel shows it in place of the page's own, until it is closed", async () => {
    await keepDraft(OTHER, "Тогда беру");
    const { chat, client } = await page(`#seller-chat=${OTHER}`);
    await until(() => client.callsOf("show").length > 0);
    same(client.callsOf("show"), [[OTHER]]);
    client.set({}); // as any answer of the server
    await until(() => chat.shadowRoot?.querySelector("chat-panel"));
    await until(() => textOf(get(chat, "chat-panel", "chat-header", "h2")) === "Гончарня");
    await until(() => client.callsOf("draft").length > 0); // what an answer from the notification left
    same(client.callsOf("draft"), [[OTHER, "Тогда беру"]]);
    chat.hide();
    await chat.updateComplete;
    chat.show();
    await until(() => client.openedTopics().length > 0);
    same(client.openedTopics(), [topic.id]);
  });

  it("any other fragment is the page's affair", async () => {
    const { chat } = await page("#reviews");
    await chat.updateComplete;
    ok(!chat.open);
    same(location.hash, "#reviews");
  });
});
