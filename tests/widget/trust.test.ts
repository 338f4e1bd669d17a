/** Blocks and contacts in a conversation, on either side. */
import { html } from "lit";
import type { ContactRule, Link, ShownMessage, Thread } from "../../widget/client/state";
import type { Request } from "../../widget/controllers/perform";
import type { ChatComposer } from "../../widget/elements/chat-composer";
import type { ChatConversation } from "../../widget/elements/chat-conversation";
import type { SellerChat } from "../../widget/elements/seller-chat";
import type { SellerInbox } from "../../widget/elements/seller-inbox";
import "../../widget/elements/panel-elements";
import "../../widget/seller-chat";
import "../../widget/seller-inbox";
import { localize } from "../../widget/strings/localize";
import { trustWords } from "../../widget/strings/trust-words";
import { ok, same } from "./support/assert";
import {
  buyer,
  conversation,
  history,
  KEY,
  LIMITS,
  message,
  NOW,
  seller,
  thread,
  topic,
  uuid,
} from "./support/fixtures";
import { accessible, all, find, focused, get, mount, settle, textOf, until } from "./support/harness";
import { ScriptedClient } from "./support/scripted-client";

const RU = trustWords("ru");
const LIVE: Link = { state: "connected", transport: "websocket" };
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const NUMBER = "Мой номер 8 916 123-45-67";

const talk = async (shown: Thread, contacts: ContactRule = "off") => {
  const element = await mount<ChatConversation>(html`<chat-conversation
    style="height: 500px; width: 384px"
    .threadKey=${KEY}
    .thread=${shown}
    .link=${LIVE}
    .limits=${{ ...LIMITS, contacts }}
    .words=${localize("ru")}
    .now=${() => NOW}
  ></chat-conversation>`);
  const asked: Request[] = [];
  element.addEventListener("chat-request", ({ request }) => asked.push(request));
  return { element, asked };
};

const blocked = conversation({ blocked: true });
const refused: ShownMessage = {
  kind: "waiting",
  id: uuid(9),
  text: NUMBER,
  submittedAt: NOW.toISOString(),
  refused: { code: "contacts", message: "" },
};
const buttons = (element: ChatConversation) =>
  [...(find(element, "chat-messages")?.shadowRoot?.querySelectorAll<HTMLElement>(".failed button") ?? [])].map(textOf);
const press = (element: ChatConversation, words: string) =>
  [...(find(element, "chat-messages")?.shadowRoot?.querySelectorAll<HTMLElement>(".failed button") ?? [])]
    .find((button) => textOf(button) === plain(words))
    ?.click();

describe("a blocked conversation", () => {
  for (const side of ["buyer", "seller"] as const)
    it(`has a bar where one would write, with the words of the ${side}`, async () => {
      const { element, asked } = await talk(thread(history(1, 4, side), { side, conversation: blocked }));
      await accessible(element);
      ok(!find(element, "chat-composer"));
      same(textOf(get(element, ".blocked p")), plain(RU.blocked[side]));
      get<HTMLButtonElement>(element, ".blocked button").click();
      same(asked, [{ do: "block", on: false }]);
    });

  it("lets whoever unblocks it write at once, with the draft that was there", async () => {
    const { element } = await talk(thread(history(1, 2), { conversation: blocked, draft: "И ещё" }));
    element.addEventListener("chat-request", () => {
      element.thread = thread(history(1, 2), { draft: "И ещё" });
    });
    get<HTMLButtonElement>(element, ".blocked button").click();
    await settle();
    ok(focused() === get(element, "chat-composer", "textarea"));
    same(get<HTMLTextAreaElement>(element, "chat-composer", "textarea").value, "И ещё");
  });
});

describe("a message with contacts in it", () => {
  it("is warned of: send anyway, edit or delete", async () => {
    const { element, asked } = await talk(thread([...history(1, 2), refused]), "warn");
    await accessible(element);
    ok(textOf(get(element, "chat-messages", ".failed")).includes(plain(RU.contactsWarned)));
    same(buttons(element), [RU.sendAnyway, RU.revise, "Удалить"]);
    press(element, RU.sendAnyway);
    press(element, "Удалить");
    same(asked.slice(-2), [
      { do: "send-anyway", id: uuid(9) },
      { do: "discard", id: uuid(9) },
    ]);
  });

  it("can't be sent anyway where it is refused", async () => {
    const { element } = await talk(thread([...history(1, 2), refused]), "refuse");
    ok(textOf(get(element, "chat-messages", ".failed")).includes(plain(RU.contactsRefused)));
    same(buttons(element), [RU.revise, "Удалить"]);
  });

  it("says that they are hidden, under the words as they were stored", async () => {
    const stored: ShownMessage = {
      kind: "stored",
      own: true,
      delivery: "sent",
      message: message(3, "buyer", "Мой номер ••••••••"),
      masked: true,
    };
    const { element } = await talk(thread([...history(1, 2), stored]), "mask");
    await accessible(element);
    const feet = all(get(element, "chat-messages"), ".foot");
    ok(textOf(feet.at(-1) as HTMLElement).endsWith(plain(RU.contactsMasked)));
  });

  it("goes back into the composer, before what was being written, with its files", async () => {
    const client = new ScriptedClient({ link: LIVE, limits: { ...LIMITS, contacts: "warn" } });
    const blob = new Blob(["%PDF"], { type: "application/pdf" });
    const file = { id: "f", name: "Смета.pdf", type: blob.type, size: blob.size, progress: 1, blob };
    client.setThread(thread([...history(1, 2), { ...refused, files: [file] }], { draft: "и ещё" }));
    client.draft = (key, draft) => client.changeThread(key, { draft });
    client.discard = (key) => client.changeThread(key, { messages: history(1, 2) });
    const chat = await mount<SellerChat>(html`<seller-chat
      .sellerId=${seller.id}
      .productId=${topic.id}
      .locale=${"ru"}
      .connect=${async () => client}
      .now=${() => NOW}
      .open=${true}
    ></seller-chat>`);
    const element = await until(() => find<ChatConversation>(chat, "chat-panel", "chat-conversation"));
    await until(() => buttons(element).length);
    press(element, RU.revise);
    await settle();
    const field = get<HTMLTextAreaElement>(element, "chat-composer", "textarea");
    same(field.value, `${NUMBER}\nи ещё`);
    same(
      get<ChatComposer>(element, "chat-composer").unsent.map(({ name }) => name),
      ["Смета.pdf"],
    );
    ok(focused() === field);
    chat.open = false;
    await settle();
  });
});

describe("the menu in both elements", () => {
  it("stands in the buyer's header once the conversation is known, and asks of the right thread", async () => {
    const client = new ScriptedClient({ link: LIVE, limits: LIMITS });
    const chat = await mount<SellerChat>(html`<seller-chat
      .sellerId=${seller.id}
      .productId=${topic.id}
      .locale=${"ru"}
      .connect=${async () => client}
      .open=${true}
    ></seller-chat>`);
    await until(() => client.callsOf("open").length);
    ok(!find(chat, "chat-panel", "chat-menu"));
    client.setThread(thread([], { online: false, usual: 7_200_000 }));
    const menu = await until(() => find(chat, "chat-panel", "chat-menu"));
    same(
      textOf(get(chat, "chat-panel", "chat-header", ".line")).replace("Подключено", ""),
      "обычно отвечает за 2 часа",
    );
    get(menu, "button").click();
    get(menu, "[role=menuitem]").click();
    await until(() => find(menu, "chat-block", ".strong"));
    get<HTMLButtonElement>(menu, "chat-block", ".strong").click();
    await settle();
    same(client.callsOf("block"), [[KEY, true]]);
    ok(chat.open, "the panel stays open");
    chat.open = false;
    await settle();
  });

  it("stands in the seller's header", async () => {
    const client = new ScriptedClient({ link: LIVE, limits: LIMITS, me: { id: "u1", name: "", sellers: [seller] } });
    const one = conversation({ id: uuid(901), buyer });
    client.setInbox(seller.id, { items: [one], unread: 0, more: false, loading: false });
    client.setThread(thread([], { key: one.id, side: "seller", conversation: one }));
    const inbox = await mount<SellerInbox>(html`<seller-inbox
      style="width: 1200px"
      .token=${"x"}
      .locale=${"ru"}
      .connect=${async () => client}
      .now=${() => NOW}
    ></seller-inbox>`);
    (await until(() => find<HTMLElement>(inbox, "inbox-side", "inbox-list", "li button"))).click();
    const menu = await until(() => find(inbox, "inbox-talk", "chat-menu:defined"));
    await settle();
    get(menu, "button").click();
    all(menu, "[role=menuitem]")[1]?.click();
    await until(() => find(menu, "chat-report", "input"));
    get<HTMLInputElement>(menu, "chat-report", "input").click();
    await settle();
    get<HTMLButtonElement>(menu, "chat-report", ".strong").click();
    await settle();
    same(client.callsOf("report"), [[one.id, "spam", ""]]);
    all(get(menu, "chat-report"), "button").at(-1)?.click();
    await settle();
  });
});
