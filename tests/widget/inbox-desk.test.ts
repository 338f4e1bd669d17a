/** What a seller's agent does beside writing: the parts of `<seller-inbox>`, and what it asks of the client. */
import { html } from "lit";
import type { ChatState, Conversation, Link } from "../../widget/client/state";
import { listKey } from "../../widget/client/state";
import type { InboxBar } from "../../widget/elements/inbox-bar";
import { InboxRequestEvent } from "../../widget/elements/inbox-events";
import type { SellerInbox } from "../../widget/elements/seller-inbox";
import "../../widget/seller-inbox";
import { localize } from "../../widget/strings/localize";
import { ok, same } from "./support/assert";
import { ago, conversation, message, NOW, seller, shown, thread, uuid } from "./support/fixtures";
import { accessible, all, find, focused, get, mount, settle, textOf, until } from "./support/harness";
import { ScriptedClient } from "./support/scripted-client";

const LIVE: Link = { state: "connected", transport: "websocket" };
const OLGA = { id: "u1", name: "Ольга" };
const PAVEL = { id: "u2", name: "Павел" };
const ID = uuid(900);
const SETTINGS = {
  replies: [
    { shortcut: "привет", text: "Здравствуйте, {buyer}." },
    { shortcut: "доставка", text: "4–8 дней" },
  ],
  hours: null,
  away: "",
};

const talks = (count: number): Conversation[] =>
  Array.from({ length: count }, (_, index) => conversation({ id: uuid(900 + index), lastAt: ago(index * 60) }));
const list = (items: readonly Conversation[]) => ({ items, unread: 0, more: false, loading: false });
const known: Partial<ChatState> = {
  link: LIVE,
  limits: { text: 4000, attachments: 10, file: 1_000_000 },
  me: { ...OLGA, sellers: [seller] },
  inboxes: new Map([[seller.id, list(talks(3))]]),
};

const inbox = async (width = 1280, state: Partial<ChatState> = known, properties: Partial<SellerInbox> = {}) => {
  localStorage.removeItem("seller-chat inbox");
  const client = new ScriptedClient(state);
  client.answer = async (_, path) => (path.endsWith("agents") ? { agents: [OLGA, PAVEL] } : SETTINGS);
  const place = await mount<HTMLElement>(html`<div style="width: ${width}px"></div>`);
  const element = document.createElement("seller-inbox");
  Object.assign(element, { token: "x", locale: "ru", theme: "light", now: () => NOW, connect: async () => client });
  Object.assign(element, properties);
  place.append(element);
  await settle();
  const open = async (more: Partial<Parameters<typeof thread>[1]> = {}) => {
    get(element, "inbox-side", "inbox-list", "li button").click();
    const said = [shown(message(1, "buyer", "Есть?"), "seller"), shown(message(2, "seller", "Да"), "seller", "read")];
    client.setThread(thread(said, { key: ID, side: "seller", conversation: conversation({ id: ID }), ...more }));
    await settle();
  };
  return { element, client, open };
};
const type = (field: HTMLInputElement | HTMLTextAreaElement, text: string) => {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
};
const animations = (root: Document | ShadowRoot): Animation[] => [
  ...root.getAnimations(),
  ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? animations(shadowRoot) : [])),
];
/** Once nothing fades in any more: colours count. */
const stillAccessible = async (element: Element) => {
  await until(() =>
    animations(document).every(
      ({ playState, effect }) => playState === "finished" || effect?.getTiming().iterations === Infinity,
    ),
  );
  await accessible(element);
};
const key = (target: Element, name: string, code = name) => {
  const event = new KeyboardEvent("keydown", { key: name, code, bubbles: true, composed: true, cancelable: true });
  target.dispatchEvent(event);
  return event;
};

describe("<seller-inbox> as a desk", () => {
  it("lists by filter, order and words, and lets go of what isn't shown any more", async () => {
    const { element, client } = await inbox();
    const bar = get<InboxBar>(element, "inbox-side", "inbox-bar");
    all(bar, "input[type=radio]")[2]?.click();
    await settle();
    const waiting = { seller: seller.id, filter: "waiting" } as const;
    same(client.callsOf("list").at(-1), [waiting]);
    get(bar, ".order").click();
    await settle();
    same(client.callsOf("list").at(-1), [{ ...waiting, order: "unread" }]);
    same(client.callsOf("unlist"), [[listKey(waiting)]]);
    type(get<HTMLInputElement>(bar, "input[type=search]"), " лам ");
    key(get(bar, "input[type=search]"), "Enter");
    await settle();
    same(client.callsOf("list").at(-1), [{ ...waiting, query: "лам", order: "unread" }]);
  });

  it("searches when one pauses, and not before", async () => {
    const bar = await mount<InboxBar>(html`<inbox-bar .words=${localize("ru")}></inbox-bar>`);
    const tasks = new Set<() => void>();
    bar.clock = {
      after: (_, task) => {
        tasks.add(task);
        return () => tasks.delete(task);
      },
    };
    const asked: unknown[] = [];
    bar.addEventListener(InboxRequestEvent.type, (event) => asked.push((event as InboxRequestEvent).request));
    const field = get<HTMLInputElement>(bar, "input");
    for (const text of ["л", "ла", "лам"]) type(field, text);
    same([asked.length, tasks.size], [0, 1]);
    for (const task of tasks) task();
    same(asked, [{ do: "search", query: "лам" }]);
    await accessible(bar);
  });

  it("keeps what is read where it was, though it leaves the filter", async () => {
    const { element, client } = await inbox();
    all(get(element, "inbox-side", "inbox-bar"), "input[type=radio]")[1]?.click();
    await settle();
    const view = listKey({ seller: seller.id, filter: "unread" });
    client.setInbox(view, list(talks(3)));
    await settle();
    all(get(element, "inbox-side", "inbox-list"), "li button")[1]?.click();
    client.setThread(thread([], { key: uuid(901), side: "seller", conversation: talks(3)[1] ?? conversation() }));
    client.setInbox(view, list([talks(3)[0], talks(3)[2]].filter((one) => one !== undefined)));
    await settle();
    const current = () =>
      all(get(element, "inbox-side", "inbox-list"), "li button").map((row) => row.getAttribute("aria-current"));
    same(current(), ["false", "true", "false"]);
    all(get(element, "inbox-side", "inbox-list"), "li button")[0]?.click();
    await settle();
    same(current(), ["true", "false"]);
  });

  it("assigns to oneself, a colleague, nobody; closes and opens again", async () => {
    const { element, client, open } = await inbox();
    await open();
    const actions = get(element, "inbox-talk", "inbox-actions");
    const select = get<HTMLSelectElement>(actions, "select");
    same(
      [...select.options].map(({ text }) => text),
      ["Никто", "Ольга (вы)", "Павел"],
    );
    select.value = PAVEL.id;
    select.dispatchEvent(new Event("change"));
    same(client.callsOf("assign"), [[ID, PAVEL]]);
    get(actions, ".status").click();
    same(client.callsOf("setStatus"), [[ID, "closed"]]);
    client.changeThread(ID, { conversation: conversation({ id: ID, status: "closed", assignee: PAVEL }) });
    await settle();
    same(textOf(get(actions, ".status")), "Открыть снова");
    same(select.value, PAVEL.id);
    ok(textOf(get(element, "inbox-talk", ".closed")).startsWith("Переписка закрыта"));
    get(actions, ".status").click();
    same(client.callsOf("setStatus").at(-1), [ID, "open"]);
    await stillAccessible(element);
  });

  it("says who else is answering", async () => {
    const { element, open } = await inbox();
    await open({ answering: "Павел" });
    same(textOf(get(element, "inbox-talk", ".answering")), "Павел отвечает");
  });

  it("shows notes beside the conversation, and adds one", async () => {
    const { element, client, open } = await inbox();
    await open({ notes: [{ id: uuid(1), author: PAVEL, text: "Просила <b>скидку</b>", at: ago(5) }] });
    const notes = get(element, "inbox-details", "inbox-notes");
    same(textOf(get(notes, "li")), "Просила <b>скидку</b> Павел · 14:25");
    const field = get<HTMLTextAreaElement>(notes, "textarea");
    type(field, " Дали 5 % ");
    key(field, "Enter");
    same(client.callsOf("note"), [[ID, "Дали 5 %"]]);
    await settle();
    same(field.value, "");
  });

  it("keeps the note that is being typed with its conversation, apart from the message", async () => {
    const { element, client, open } = await inbox();
    await open();
    const field = () => get<HTMLTextAreaElement>(element, "inbox-details", "inbox-notes", "textarea");
    type(field(), "Просит скид");
    same(client.callsOf("draft"), [[ID, "Просит скид", true]]);
    client.changeThread(ID, { noteDraft: "Просит скид" });
    type(field(), "Просит скидку");
    await settle();
    same(field().value, "Просит скидку"); // what came back late doesn't undo what was typed since
    client.changeThread(ID, { noteDraft: "Просит скидку" });

    const other = uuid(901);
    client.setThread(thread([], { key: other, side: "seller", conversation: conversation({ id: other }) }));
    const rows = all(get(element, "inbox-side", "inbox-list"), "li button");
    rows[1]?.click();
    await settle();
    same(field().value, "");
    rows[0]?.click();
    await settle();
    same(field().value, "Просит скидку");
    same(get<HTMLTextAreaElement>(element, "inbox-talk", "chat-conversation", "chat-composer", "textarea").value, "");

    key(field(), "Enter");
    same(client.callsOf("note"), [[ID, "Просит скидку"]]);
    same(client.callsOf("draft").at(-1), [ID, "", true]);
    same(client.callsOf("send"), []);
  });

  it("has tabs for the buyer and the notes where there is room for one", async () => {
    const { element, open } = await inbox(390);
    await open({ notes: [] });
    get(element, ".about").click();
    await settle();
    const details = get(element, "inbox-details");
    ok(!get(details, "inbox-notes").checkVisibility());
    ok(get(details, "inbox-actions").checkVisibility());
    all(details, ".tabs button")[1]?.click();
    await settle();
    ok(get(details, "inbox-notes").checkVisibility() && !get(details, ".buyer").checkVisibility());
    await stillAccessible(element);
  });

  it("tells what became of a message, beside it", async () => {
    const { element, client, open } = await inbox();
    await open();
    get(element, "inbox-talk", "chat-conversation", "chat-messages", ".trail").click();
    same(client.callsOf("trail"), [[ID, 2]]);
    const pushes = [{ at: ago(3), outcome: "gone" }];
    client.changeThread(ID, { trail: { seq: 2, steps: { stored: ago(4), pushes, received: ago(2) } } });
    await settle();
    const box = get(element, "inbox-talk", "inbox-trail", ".box");
    ok(box.matches(":popover-open"));
    same([...box.querySelectorAll(".step")].map(textOf), [
      "Сохранено 14:26",
      "Уведомление не ушлоgone 14:27",
      "Доставлено 14:28",
      "Прочитано пока нет",
    ]);
    key(get(element, "inbox-talk"), "Escape");
    await settle();
    ok(!box.matches(":popover-open"));
    same(client.callsOf("trail").at(-1), [ID, 0]);
  });

  it("takes what became of a message away when the conversation scrolls, which would leave it behind", async () => {
    const { element, client, open } = await inbox();
    await open();
    const log = get(element, "inbox-talk", "chat-conversation", "chat-messages");
    get(log, ".trail").click();
    client.changeThread(ID, { trail: { seq: 2, steps: { stored: ago(4), pushes: [] } } });
    const box = await until(() => find(element, "inbox-talk", "inbox-trail", ".box:popover-open"));
    get(log, ".scroller").dispatchEvent(new Event("scroll"));
    await until(() => !box.matches(":popover-open"));
    same(await until(() => client.callsOf("trail")[1]), [ID, 0]);
  });

  it("offers canned replies after a slash, by keys, and fills them in", async () => {
    const { element, client, open } = await inbox();
    await open({ draft: "/" });
    await until(() => find(element, "inbox-talk", "inbox-replies", "[role=option]"));
    const options = () => all(get(element, "inbox-talk", "inbox-replies"), "[role=option]");
    same(
      options().map((option) => textOf(option)),
      ["/приветЗдравствуйте, Анна Смирнова.", "/доставка4–8 дней"],
    );
    const field = get<HTMLTextAreaElement>(element, "inbox-talk", "chat-conversation", "chat-composer", "textarea");
    ok(key(field, "ArrowDown").defaultPrevented);
    await settle();
    same(
      options().map((option) => option.getAttribute("aria-selected")),
      ["false", "true"],
    );
    key(field, "ArrowUp");
    await stillAccessible(element);
    ok(key(field, "Tab").defaultPrevented);
    await settle();
    same(field.value, "Здравствуйте, Анна Смирнова.");
    same(client.callsOf("draft").at(-1), [ID, "Здравствуйте, Анна Смирнова."]);
    same(client.callsOf("send"), []);
    client.changeThread(ID, { draft: "/дост" });
    await settle();
    same(options().length, 1);
    key(field, "Escape");
    await settle();
    same(options().length, 0);
    same(client.callsOf("leave"), []);
  });

  it("keeps replies, hours and the words for outside them, and says when it couldn't", async () => {
    const { element, client } = await inbox();
    await until(() => client.callsOf("request").length);
    get(element, "inbox-side", "[aria-label=Настройки]").click();
    const settings = await until(
      () => find(element, "inbox-settings", "inbox-reply-editor") && get(element, "inbox-settings"),
    );
    const replies = get(settings, "inbox-reply-editor");
    await until(() => all(replies, "li").length === 2);
    await stillAccessible(element);
    get(replies, ".add").click();
    await until(() => all(replies, "li").length === 3);
    type(all(replies, "input")[2] as HTMLInputElement, "/спас ибо");
    type(all(replies, "textarea")[2] as HTMLTextAreaElement, "Спасибо");
    all(replies, "li .icon-button")[0]?.click();
    await settle();
    get(settings, "inbox-hours-editor", "input").click();
    await settle();
    all(get(settings, "inbox-hours-editor"), "li input[type=checkbox]")[4]?.click();
    await settle();
    client.answer = async () => Promise.reject(new Error("no"));
    get(settings, ".save").click();
    await until(() => textOf(get(settings, "footer p")).startsWith("Не"));
    client.answer = async (_, __, body) => body;
    get(settings, ".save").click();
    await until(() => !get<HTMLDialogElement>(settings, "dialog").open);
    const [, path, body] = client.callsOf("request").at(-1) as [
      string,
      string,
      Omit<typeof SETTINGS, "hours"> & { hours: { days: unknown[] } },
    ];
    same(path, "/v1/sellers/s1/settings");
    same(body.replies, [
      { shortcut: "доставка", text: "4–8 дней" },
      { shortcut: "спасибо", text: "Спасибо" },
    ]);
    same(
      body.hours.days.map((day) => day !== null),
      [true, true, true, true, false, false, false],
    );
  });

  it("asks before it throws away what was changed in the settings", async () => {
    const { element, client } = await inbox();
    await until(() => client.callsOf("request").length);
    get(element, "inbox-side", "[aria-label=Настройки]").click();
    const settings = await until(
      () => find(element, "inbox-settings", "inbox-hours-editor") && get(element, "inbox-settings"),
    );
    const dialog = get<HTMLDialogElement>(settings, "dialog");
    const away = get<HTMLTextAreaElement>(settings, "textarea");
    const pressEscape = () => dialog.dispatchEvent(new Event("cancel", { cancelable: true })) && dialog.close();
    const asks = () => until(() => textOf(get(settings, "footer p")) === "Сохранить изменения?");
    await until(() => dialog.open);
    for (const leave of [
      pressEscape,
      () => get(settings, "header button").click(),
      () => dialog.click(),
      () => get(settings, ".help").click(),
    ]) {
      type(away, "До завтра");
      await until(() => textOf(get(settings, "footer p")) === "");
      leave();
      await asks();
      same([dialog.open, away.value], [true, "До завтра"]);
    }
    await stillAccessible(element);
    dialog.close(); // as a browser does that isn't asked
    await until(() => dialog.open && focused()?.className === "save");
    same(textOf(get(settings, ".quiet")), "Не сохранять");
    get(settings, ".quiet").click();
    await until(() => !dialog.open);
    same(
      client.callsOf("request").filter(([method]) => method !== "GET"),
      [],
    );
    get(element, "inbox-side", "[aria-label=Настройки]").click();
    await until(() => dialog.open);
    same(away.value, "");
    pressEscape();
    await until(() => !dialog.open);
  });

  it("leads from the settings to the list of keys, and from a slash to the settings where no reply is kept", async () => {
    const { element, client, open } = await inbox();
    client.answer = async (_, path) => (path.endsWith("agents") ? { agents: [] } : { ...SETTINGS, replies: [] });
    await open({ draft: "/" });
    get(element, "inbox-side", "[aria-label=Настройки]").click(); // reads them anew
    await until(() => find(element, "inbox-settings", "inbox-hours-editor"));
    get(element, "inbox-settings", ".quiet").click();
    await until(() => !get<HTMLDialogElement>(element, "inbox-settings", "dialog").open);
    const popup = get(element, "inbox-talk", "inbox-replies");
    await until(() => find(popup, ".none"));
    client.changeThread(ID, { draft: "/home" });
    await settle();
    ok(!find(popup, ".popup"));
    client.changeThread(ID, { draft: "/" });
    await settle();
    same(textOf(get(popup, ".none")), "Готовых ответов пока нет. Добавьте их в настройках");
    await stillAccessible(element);
    get(popup, ".none button").click();
    await until(() => get<HTMLDialogElement>(element, "inbox-settings", "dialog").open);
    get(element, "inbox-settings", ".help").click();
    await until(() => find<HTMLDialogElement>(element, "inbox-help", "dialog")?.open);
    ok(!get<HTMLDialogElement>(element, "inbox-settings", "dialog").open);
  });

  it("takes nothing that was typed in the settings away, whatever the server tells or is missing", async () => {
    const { element, client } = await inbox();
    await until(() => client.callsOf("request").length);
    await settle();
    let answer = (): void => {};
    client.answer = (_, path) =>
      new Promise((resolve) => {
        if (path.endsWith("agents")) resolve({ agents: [] });
        else answer = () => resolve({ ...SETTINGS });
      });
    get(element, "inbox-side", "[aria-label=Настройки]").click();
    const replies = await until(() => find(element, "inbox-settings", "inbox-reply-editor"));
    await until(() => all(replies, "li").length === 2);
    get(replies, ".add").click();
    await settle();
    type(get<HTMLInputElement>(replies, "li:nth-child(3) input"), "спасибо");
    await settle();
    answer();
    await settle();
    same(find<HTMLInputElement>(replies, "li:nth-child(3) input")?.value, "спасибо");
    const asked = client.callsOf("request").length;
    get(element, "inbox-settings", ".save").click();
    await settle();
    same(client.callsOf("request").length, asked);
    ok(focused() === find(replies, "li:nth-child(3) textarea"));
  });

  it("says beside a day that it ends before it begins, and leads there instead of saving", async () => {
    const { element, client } = await inbox();
    await until(() => client.callsOf("request").length);
    get(element, "inbox-side", "[aria-label=Настройки]").click();
    const hours = await until(() => find(element, "inbox-settings", "inbox-hours-editor"));
    get(hours, "input").click();
    await settle();
    const day = (part: string) => `li:nth-child(2) ${part}`;
    const fields = () => all(hours, day("input[type=time]")) as HTMLInputElement[];
    const set = async (end: 0 | 1, time: string) => {
      const field = fields()[end];
      if (!field) throw new Error("a day has two times");
      field.value = time;
      field.dispatchEvent(new Event("change"));
      await settle();
    };
    const asked = client.callsOf("request").length;
    for (const end of ["09:59", "10:00"]) {
      await set(1, end);
      same(textOf(get(hours, day(".wrong"))), "Конец – позже начала и не позже полуночи.");
      same(all(hours, ".wrong").length, 1);
      get(element, "inbox-settings", ".save").click();
      await settle();
      same(client.callsOf("request").length, asked);
      ok(focused() === fields()[1]);
    }
    await stillAccessible(element);
    await set(1, "00:00"); // the midnight that ends it
    ok(!find(hours, ".wrong"));
    get(element, "inbox-settings", ".save").click();
    await until(() => client.callsOf("request").length > asked);
    const [, , body] = client.callsOf("request").at(-1) as [string, string, { hours: { days: unknown[] } }];
    same(body.hours.days[1], { from: 600, to: 1440 });
  });

  it("has room for AM and PM in the hours", async () => {
    const { element, client } = await inbox(390, known, { locale: "en" });
    await until(() => client.callsOf("request").length);
    get(element, "inbox-side", "[aria-label=Settings]").click();
    const hours = await until(() => find(element, "inbox-settings", "inbox-hours-editor"));
    get(hours, "input").click();
    const field = await until(() => find<HTMLInputElement>(hours, "input[type=time]"));
    const { width } = field.getBoundingClientRect();
    field.style.inlineSize = "max-content";
    ok(width >= field.getBoundingClientRect().width, `${width}`);
  });

  it("is worked by keys: next, open, write, back, search, help", async () => {
    const { element, client } = await inbox();
    const rowAt = () => focused()?.closest("li")?.getAttribute("aria-posinset");
    get(element, "inbox-side").focus();
    await until(() => rowAt() === "1");
    key(focused() as Element, "j", "KeyJ");
    await until(() => rowAt() === "2");
    key(focused() as Element, "k", "KeyK");
    await until(() => rowAt() === "1");
    (focused() as HTMLElement).click();
    await until(() => focused() instanceof HTMLTextAreaElement);
    key(focused() as Element, "j", "KeyJ");
    ok(focused() instanceof HTMLTextAreaElement, "never while one types");
    key(focused() as Element, "Escape");
    await until(() => rowAt() === "1");
    key(focused() as Element, "r", "KeyR");
    await until(() => focused() instanceof HTMLTextAreaElement);
    key(focused() as Element, "Escape");
    await until(() => rowAt() === "1");
    key(focused() as Element, "/", "Slash");
    await until(() => focused() instanceof HTMLInputElement);
    key(focused() as Element, "Escape");
    await until(() => rowAt() === "1");
    key(focused() as Element, "?", "Slash");
    await until(() => find<HTMLDialogElement>(element, "inbox-help", "dialog")?.open);
    await stillAccessible(element);
    same(client.callsOf("leave"), []);
    get(element, "inbox-help", ".icon-button").click();
    await settle();
    get(element, "inbox-side").focus();
    await until(() => rowAt() === "1");
    key(focused() as Element, "Escape");
    await settle();
    same(client.callsOf("leave"), [[ID]]);
  });

  it("hears keys of the page only where the inbox is the page", async () => {
    const { element } = await inbox();
    key(document.body, "/", "Slash");
    ok(!(focused() instanceof HTMLInputElement));
    element.page = true;
    key(document.body, "?", "Slash");
    await until(() => find<HTMLDialogElement>(element, "inbox-help", "dialog")?.open);
    element.remove();
  });

  it("says so when the token doesn't name the seller, and when one was signed out", async () => {
    const other = await inbox(1280, known, { sellerId: "strangers" });
    same(get(other.element, "chat-hint", "h3").textContent, "Это чужая переписка");
    const { element, client } = await inbox();
    client.setLink({ state: "refused", code: "unauthorized", message: "" });
    await settle();
    ok(textOf(get(element, "inbox-side", ".notice")).startsWith("Вы вышли"));
    await stillAccessible(element);
  });

  it("asks for a list once more that was refused", async () => {
    const { element, client } = await inbox();
    client.setInbox(seller.id, { ...list([]), refused: { code: "internal", message: "" } });
    await settle();
    get(element, "inbox-side", "inbox-list", ".action").click();
    same(client.callsOf("list").at(-1), [{ seller: seller.id }]);
  });

  it("shows where the filters go on, by wheel and by press, and the chosen one", async () => {
    const { element } = await inbox();
    const bar = get<InboxBar>(element, "inbox-side", "inbox-bar");
    const row = get(bar, "fieldset");
    const goesOn = () => ["data-before", "data-after"].map((side) => row.hasAttribute(side));
    await until(() => goesOn().join() === "false,true");
    row.dispatchEvent(new WheelEvent("wheel", { deltaY: 30, cancelable: true, bubbles: true }));
    await until(() => goesOn().join() === "true,true");
    for (let press = 0; press < 5 && goesOn()[1]; press++) {
      get(bar, ".after").click();
      const from = row.scrollLeft;
      await until(() => row.scrollLeft > from || !goesOn()[1]);
    }
    await until(() => goesOn().join() === "true,false");
    same(getComputedStyle(get(bar, ".after")).display, "none");
    bar.filter = undefined;
    await bar.updateComplete;
    bar.filter = "blocked";
    await until(() => {
      const [box, chosen] = [row, get(bar, ":checked").parentElement as HTMLElement].map((one) =>
        one.getBoundingClientRect(),
      );
      return box && chosen && chosen.left >= box.left && chosen.right <= box.right;
    });
  });

  it("shows what is unread with other sellers", async () => {
    const other = { id: "s2", name: "Дом" };
    const { element, client } = await inbox(1280, { ...known, me: { ...OLGA, sellers: [seller, other] } });
    client.setInbox(other.id, { ...list([]), unread: 3 });
    await settle();
    ok(textOf(get(element, "inbox-side", "chat-header", ".line")).endsWith("У других новых: 3"));
    same(get<HTMLSelectElement>(element, "inbox-side", "seller-switch", "select").options[1]?.text, "Дом · 3");
  });
});
