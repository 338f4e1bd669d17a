import { html } from "lit";
import type { ChatState, Conversation, Link, InboxList as List } from "../../widget/client/state";
import type { SellerInbox } from "../../widget/elements/seller-inbox";
import "../../widget/seller-inbox";
import { inboxWords } from "../../widget/strings/inbox-words";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { ago, buyer, conversation, history, LIMITS, NOW, seller, thread, topic, uuid } from "./support/fixtures";
import { accessible, all, find, focused, get, mount, settle, textOf, until } from "./support/harness";
import { ScriptedClient } from "./support/scripted-client";

const LIVE: Link = { state: "connected", transport: "websocket" };
const OTHER = { id: "s2", name: "Дом и глина" };

const talks = (count: number): Conversation[] =>
  Array.from({ length: count }, (_, index) =>
    conversation({
      id: uuid(900 + index),
      buyer: { id: `b${index}`, name: `Покупатель ${index}` },
      lastAt: ago(index * 60),
      lastText: `Слово ${index}`,
      unread: index === 1 ? 2 : 0,
    }),
  );

const list = (items: readonly Conversation[], more: Partial<List> = {}): List => ({
  items,
  unread: 0,
  more: false,
  loading: false,
  ...more,
});

const known: Partial<ChatState> = {
  link: LIVE,
  limits: LIMITS,
  me: { id: "u1", name: "Ольга", sellers: [seller, OTHER] },
  inboxes: new Map([[seller.id, list(talks(3))]]),
};

const inbox = async (width: number, state: Partial<ChatState> = known, properties: Partial<SellerInbox> = {}) => {
  const client = new ScriptedClient(state);
  const place = await mount<HTMLElement>(html`<div style="width: ${width}px"></div>`);
  const element = document.createElement("seller-inbox");
  Object.assign(element, { token: "x", locale: "ru", theme: "light", now: () => NOW });
  Object.assign(element, { connect: async () => client, ...properties });
  place.append(element);
  await settle();
  return { element, client };
};

const rows = (element: SellerInbox) => all(get(element, "inbox-side", "inbox-list"), "li button");
const choose = async (element: SellerInbox, client: ScriptedClient, index: number) => {
  rows(element)[index]?.click();
  const id = uuid(900 + index);
  client.setThread(
    thread(history(1, 4, "seller"), { key: id, side: "seller", conversation: talks(3)[index] ?? conversation() }),
  );
  await settle();
};
const visible = (element: SellerInbox, selector: string) => find(element, selector)?.checkVisibility() === true;
const panes = (element: SellerInbox) => [".list", ".conversation", ".details"].filter((pane) => visible(element, pane));

describe("<seller-inbox>", () => {
  for (const theme of ["light", "dark"] as const) {
    it(`is accessible in the ${theme} theme: the list alone, and a conversation`, async () => {
      const { element, client } = await inbox(1200, known, { theme });
      await accessible(element);
      await choose(element, client, 0);
      await accessible(element);
    });
  }

  it("counts what is unread in the title and the icon of its page, as long as it is there", async () => {
    const icon = document.createElement("link");
    Object.assign(icon, { rel: "icon", href: "/tests/widget/support/gallery/lamp.svg" });
    document.head.append(icon);
    const [before, title, plain] = [document.title, "Кабинет", icon.href];
    document.title = title;
    const shows = (count: string) =>
      document.title === `${count}${title}` && (count ? icon.href !== plain : icon.href === plain);
    const badges: (number | undefined)[] = [];
    const { setAppBadge } = navigator;
    navigator.setAppBadge = async (count) => void badges.push(count);
    const waiting = { ...known, inboxes: new Map([[seller.id, list(talks(3), { unread: 2 })]]) };
    const { element, client } = await inbox(1200, waiting, { page: true });
    await until(() => shows("(2) "));
    client.setInbox(OTHER.id, list([], { unread: 1 }));
    await until(() => shows("(3) "));
    const place = element.parentElement;
    element.remove();
    await until(() => shows(""));
    place?.append(element);
    await until(() => shows("(3) "));
    element.remove();
    await until(() => shows(""));
    same(badges.at(-1), 3); // the app's badge stays
    client.set({ inboxes: new Map() }); // read elsewhere
    place?.append(element);
    await until(() => badges.at(-1) === 0);
    element.remove();
    icon.remove();
    document.title = before;
    navigator.setAppBadge = setAppBadge;
  });

  it("lists the conversations of the first seller, with last words, time, product and unread count", async () => {
    const { element, client } = await inbox(1200);
    same(client.callsOf("start"), [["known"]]);
    same(client.callsOf("list"), [[{ seller: seller.id }], [{ seller: OTHER.id }]]);
    const [first, second] = rows(element);
    same(textOf(first as Element), `Покупатель 0 ${topic.title} 14:30 Слово 0`);
    same(textOf(second as Element), `Покупатель 1 ${topic.title} 13:30 Слово 1 2`);
  });

  it("opens a conversation with the same log and composer as the buyer's, on the seller's side", async () => {
    const { element, client } = await inbox(1200);
    await choose(element, client, 0);
    same(client.callsOf("show"), [[uuid(900)]]);
    ok(
      find(element, "inbox-talk", "chat-conversation", "chat-messages") &&
        find(element, "inbox-talk", "chat-conversation", "chat-composer"),
    );
    same(
      rows(element).map((row) => row.getAttribute("aria-current")),
      ["true", "false", "false"],
    );
    const mine = all(get(element, "inbox-talk", "chat-conversation", "chat-messages"), ".bubble.mine").map(textOf);
    same(mine, ["Сообщение 2", "Сообщение 3"]);
    ok(focused() === get(element, "inbox-talk", "chat-conversation", "chat-composer", "textarea"));
  });

  it("leaves one conversation when another is chosen", async () => {
    const { element, client } = await inbox(1200);
    await choose(element, client, 0);
    await choose(element, client, 2);
    same(client.callsOf("leave"), [[uuid(900)]]);
    same(client.callsOf("show"), [[uuid(900)], [uuid(902)]]);
  });

  it("sends what is written to the conversation in view", async () => {
    const { element, client } = await inbox(1200);
    await choose(element, client, 1);
    const field = get<HTMLTextAreaElement>(element, "inbox-talk", "chat-conversation", "chat-composer", "textarea");
    field.value = "Да, есть";
    field.dispatchEvent(new InputEvent("input"));
    await settle();
    get(element, "inbox-talk", "chat-conversation", "chat-composer", "button[type=submit]").click();
    same(client.callsOf("send"), [[uuid(901), "Да, есть"]]);
  });

  it("shows the buyer and the product beside it, and links only to http(s)", async () => {
    const { element, client } = await inbox(1200);
    const bad = conversation({ id: uuid(900), buyer, topic: { ...topic, url: "javascript:alert(1)" } });
    client.setInbox(seller.id, list([bad]));
    await settle();
    rows(element)[0]?.click();
    await settle();
    same(textOf(get(element, "inbox-details", ".buyer h3")), buyer.name);
    same(textOf(get(element, "inbox-details", ".product h3")), topic.title);
    ok(!find(element, "inbox-details", "a"));
  });

  it("tells guests apart, who have no name", async () => {
    const { element, client } = await inbox(1200);
    const guest = (id: string) => conversation({ id: uuid(Number(id)), buyer: { id: `guest:${id}`, name: "" } });
    client.setInbox(seller.id, list([guest("1234"), guest("5678")]));
    await settle();
    same(all(get(element, "inbox-side", "inbox-list"), ".name").map(textOf), ["Гость 1234", "Гость 5678"]);
  });

  it("switches between sellers when there are several", async () => {
    const { element, client } = await inbox(1200);
    const select = get<HTMLSelectElement>(element, "inbox-side", "seller-switch", "select");
    same(
      [...select.options].map(({ text }) => text),
      [seller.name, OTHER.name],
    );
    select.value = OTHER.id;
    select.dispatchEvent(new Event("change"));
    await settle();
    same(client.callsOf("list"), [[{ seller: seller.id }], [{ seller: OTHER.id }]]);
  });

  it("has no switch for one seller, and takes the attribute's", async () => {
    const { element, client } = await inbox(1200, { ...known, me: { id: "u", name: "О", sellers: [seller] } });
    ok(!find(element, "inbox-side", "seller-switch"));
    const other = await inbox(1200, known, { sellerId: OTHER.id });
    same(other.client.callsOf("list"), [[{ seller: seller.id }], [{ seller: OTHER.id }]]);
    same(client.callsOf("list"), [[{ seller: seller.id }]]);
  });

  const layouts: readonly [width: number, list: string[], conversation: string[], details: string[] | undefined][] = [
    [1200, [".list", ".conversation"], [".list", ".conversation", ".details"], undefined],
    [820, [".list", ".conversation"], [".list", ".conversation"], [".list", ".details"]],
    [390, [".list"], [".conversation"], [".details"]],
  ];
  for (const [width, before, during, about] of layouts) {
    it(`shows what there is room for at ${width} px`, async () => {
      const { element, client } = await inbox(width);
      same(panes(element), before);
      await choose(element, client, 0);
      same(panes(element), during);
      if (!about) return;
      get(element, ".about").click();
      await settle();
      same(panes(element), about);
      get(element, ".details .back").click();
      await settle();
      same(panes(element), during);
    });
  }

  it("goes back to the list on a phone, with the focus where one was", async () => {
    const { element, client } = await inbox(390);
    await choose(element, client, 1);
    get(element, ".conversation .back").click();
    await settle();
    same(panes(element), [".list"]);
    same(client.callsOf("leave"), [[uuid(901)]]);
    ok(focused()?.closest("li"));
  });

  it("keeps to the height that the page gives it, also by a flexible box", async () => {
    const { element, client } = await inbox(1200);
    const place = element.parentElement as HTMLElement;
    place.style.cssText = "display: flex; flex-direction: column; height: 500px";
    element.style.cssText = "flex: 1; height: auto; min-height: 0";
    client.setInbox(seller.id, list(talks(60)));
    await settle();
    same(element.getBoundingClientRect().height, 500);
    same(
      get(element, "inbox-side", "inbox-list").getBoundingClientRect().bottom,
      element.getBoundingClientRect().bottom,
    );
    ok(place.scrollHeight <= 500);
  });

  it("asks for more near the end of a long list", async () => {
    const { element, client } = await inbox(1200, known);
    client.setInbox(seller.id, list(talks(60), { more: true }));
    await settle();
    same(client.callsOf("listMore"), []);
    const scroller = get(element, "inbox-side", "inbox-list", ".scroller");
    scroller.scrollTop = scroller.scrollHeight;
    await until(() => client.callsOf("listMore").length);
    same(client.callsOf("listMore")[0], [seller.id]);
  });

  it("asks for more when the first page doesn't fill the list", async () => {
    const { client } = await inbox(1200, { ...known, inboxes: new Map([[seller.id, list(talks(3), { more: true })]]) });
    ok(client.callsOf("listMore").length > 0);
  });

  const words = localize("ru");
  const own = inboxWords(words);
  const states: readonly [name: string, state: Partial<ChatState>, properties: Partial<SellerInbox>, words: string][] =
    [
      ["nobody is signed in", known, { token: "" }, own.signInTitle],
      ["the client finds nobody", { link: { state: "idle" } }, {}, own.signInTitle],
      [
        "the token is refused",
        { link: { state: "refused", code: "unauthorized", message: "" } },
        {},
        words.refusedTitle,
      ],
      ["the token names no seller", { ...known, me: { id: "u", name: "О", sellers: [] } }, {}, own.noSeller],
    ];
  for (const [name, state, properties, title] of states) {
    it(`helps with words when ${name}`, async () => {
      const { element } = await inbox(1200, state, properties);
      same(get(element, "chat-hint", "h3").textContent, title);
      await accessible(element);
    });
  }

  it("never makes a guest of a seller who isn't signed in", async () => {
    const { client } = await inbox(1200, known, { token: "" });
    same(client.callsOf("start"), []);
  });

  it("shows a skeleton while the list loads, kind words when it is empty, and no connection as such", async () => {
    const { element, client } = await inbox(1200, { ...known, inboxes: new Map(), link: { state: "connecting" } });
    ok(find(element, "inbox-side", "inbox-list", ".skeleton"));
    same(textOf(get(element, "inbox-side", "chat-header", ".line")), "Подключение…");
    client.setInbox(seller.id, list([]));
    await settle();
    ok(!find(element, "inbox-side", "inbox-list", ".skeleton"));
    same(
      get(element, "inbox-side", "inbox-list", "chat-hint").shadowRoot?.querySelector("h3")?.textContent,
      own.emptyInbox,
    );
  });
});
