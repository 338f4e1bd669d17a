import { html } from "lit";
import type { ChatState } from "../../widget/client/state";
import type { SellerChat } from "../../widget/elements/seller-chat";
import "../../widget/seller-chat";
import { keepAnswer, keptAnswers } from "../../widget/worker/kept";
import { ok, same } from "./support/assert";
import { conversation, seller, thread, topic, uuid } from "./support/fixtures";
import { get, mount, settle, textOf, until } from "./support/harness";
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
    const { chat, client } = await page(`#seller-chat=${OTHER}`);
    await until(() => client.callsOf("show").length > 0);
    same(client.callsOf("show"), [[OTHER]]);
    client.set({}); // as any answer of the server
    await until(() => chat.shadowRoot?.querySelector("chat-panel"));
    await until(() => textOf(get(chat, "chat-panel", "chat-header", "h2")) === "Гончарня");
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

describe("D5 an answer from a notification that didn't go out", () => {
  afterEach(async () => {
    history.replaceState(null, "", location.pathname + location.search);
    await taken();
  });

  const held = () => keptAnswers("buyer", OTHER);
  /** Nothing is kept any more, and no page looks. */
  const taken = async () => {
    while ((await held()).length > 0) await settle();
    await alone(async () => {});
  };
  /** As long as this goes on, no page hands an answer over. */
  const alone = (work: () => Promise<void>) => navigator.locks.request(`seller-chat answers buyer ${OTHER}`, work);
  const waiting = () =>
    navigator.locks.query().then(({ pending = [] }) => pending.filter(({ name }) => name?.endsWith(OTHER)).length);
  /** A page that a notification has led here. */
  const inView = async () => {
    const made = await page(`#seller-chat=${OTHER}`);
    await until(() => made.client.callsOf("show").length > 0);
    made.client.set({}); // as any answer of the server
    return made;
  };

  it("comes before what is being written, with all that came before it, and isn't kept any longer", async () => {
    await keepAnswer("buyer", OTHER, "Тогда беру");
    await keepAnswer("buyer", OTHER, "Две");
    await keepAnswer("seller", OTHER, "Чужое");
    let client: ScriptedClient | undefined;
    await alone(async () => {
      ({ client } = await inView());
      client.changeThread(OTHER, { draft: "А как" });
    });
    await taken();
    same(client?.callsOf("draft"), [[OTHER, "Тогда беру\nДве\nА как"]]);
    same(await keptAnswers("seller", OTHER), ["Чужое"]);
  });

  it("is taken by one of two tabs", async () => {
    const tabs = [await page(""), await page("")];
    for (const { chat } of tabs) {
      chat.show();
      await until(() => chat.push);
    }
    await keepAnswer("buyer", OTHER, "Тогда беру");
    await alone(async () => {
      const data = { sellerChat: "open", conversation: OTHER, side: "buyer" };
      navigator.serviceWorker.dispatchEvent(new MessageEvent("message", { data }));
      for (const { client } of tabs) {
        await until(() => client.callsOf("show").length > 0);
        client.set({});
      }
      while ((await waiting()) < tabs.length) await settle();
    });
    await taken();
    same(
      tabs.flatMap(({ client }) => client.callsOf("draft")),
      [[OTHER, "Тогда беру"]],
    );
  });

  it("stays kept while it is somebody else's page, and is there when they are back", async () => {
    await keepAnswer("buyer", OTHER, "Тогда беру");
    let client: ScriptedClient | undefined;
    await alone(async () => {
      ({ client } = await inView());
      while ((await waiting()) === 0) await settle();
      client.set({ threads: new Map() });
    });
    await alone(async () => {});
    same(client?.callsOf("draft"), []);
    same(await held(), ["Тогда беру"]);
    client?.setThread(thread([], { key: OTHER, conversation: other }));
    await taken();
    same(client?.callsOf("draft"), [[OTHER, "Тогда беру"]]);
  });

  it("isn't doubled by a page that was closed between the two", async () => {
    await keepAnswer("buyer", OTHER, "Тогда беру");
    let client: ScriptedClient | undefined;
    await alone(async () => {
      ({ client } = await inView());
      client.changeThread(OTHER, { draft: "Тогда беру\nА как" });
    });
    await taken();
    same(client?.callsOf("draft"), []);
  });
});
