/** Web Push through real browsers: the worker shows, a press leads, an answer from a notification arrives. */
import { afterAll, expect } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { type PushService, startPushService } from "../support/push-service";
import { becomes } from "./support/becomes";
import { Notified } from "./support/notified";
import { openShop } from "./support/shop";
import { onStage, type Stage } from "./support/stage";
import { openStore } from "./support/store";
import { InboxWindow } from "./support/windows";

let ahead = 0;
let service: PushService;
let store: ReturnType<typeof openStore>;

const open = async () => {
  service = await startPushService();
  const shop = await openShop({ PUSH_HOSTS: service.origin }, { now: () => Date.now() + ahead, answering: false });
  store = openStore(shop.url);
  return shop;
};
// Without a browser that shows notifications (Debian's chromium) these are left out.
const notifyingTest = onStage({ open, notifying: true });
afterAll(async () => {
  await Promise.all([store?.close(), service?.stop()]);
});

/** More than a message has to be received; then everything that is due goes out. */
const later = async ({ shop }: Stage) => {
  ahead += 6_000;
  await shop.pushes.look();
};

/** Also while nobody has written. */
const openInbox = async ({ shop, sellers }: Stage, path = "/demo/inbox?seller=sosna&lang=en") => {
  const page = await sellers.context.newPage();
  await page.goto(shop.url + path);
  return new InboxWindow(page, page.locator("seller-inbox"));
};

const bell = (chat: Locator, is: "on" | "off") => chat.getByRole("button", { name: `Notifications: ${is}` });
const turnOn = async (chat: Locator) => {
  await bell(chat, "off").click();
  await chat.getByRole("button", { name: "Turn on" }).click();
  await bell(chat, "on").waitFor();
};

/** A guest who has asked, wants to be told, and has left; and the seller who can answer them. */
const ask = async (stage: Stage, text: string) => {
  const shopping = await stage.buyer("/shop/glade");
  await shopping.ask();
  await shopping.write(text);
  await shopping.chat.getByText("Tell you when they answer?").waitFor();
  await shopping.chat.getByRole("button", { name: "Yes" }).click();
  await bell(shopping.chat, "on").waitFor();
  await shopping.page.close();
};
const answer = async (stage: Stage, question: string, text: string) => {
  const inbox = await openInbox(stage);
  await inbox.row(question).click();
  await inbox.write(text);
  await inbox.chat.getByText("Sent", { exact: false }).first().waitFor();
  await inbox.page.close();
};

/** The browser of a guest who has asked, was answered while they were away, and hasn't been told yet. */
const written = async (stage: Stage, question: string, text: string) => {
  const buyer = await Notified.in(stage.buyers.context, stage.shop.url, service);
  await ask(stage, question);
  await answer(stage, question, text);
  await later(stage);
  return buyer;
};

/** The window that the buyer's press opens. */
const follow = async ({ buyers }: Stage, led: string): Promise<Page> => {
  const page = await buyers.context.newPage();
  await page.goto(led.replace("opened ", ""));
  return page;
};

/** What stands in the buyer's composer. */
const typed = (page: Page) => page.locator("seller-chat").getByRole("textbox", { name: "Message" }).inputValue();

/** A page without anything of ours asks for an icon. */
const faultsOf = ({ faults }: { readonly faults: readonly string[] }) =>
  faults.filter((fault) => !fault.endsWith("/favicon.ico"));

notifyingTest(
  "D8 inbox and tab closed: each side is notified, answers from there, and all counts are right",
  async (stage) => {
    const buyer = await Notified.in(stage.buyers.context, stage.shop.url, service);
    const seller = await Notified.in(stage.sellers.context, stage.shop.url, service);
    const sitting = await openInbox(stage);
    await turnOn(sitting.chat);
    await sitting.page.close();
    await ask(stage, "Is it oak all the way through?");

    await later(stage);
    expect(await seller.deliver()).toBe(1);
    expect(await seller.shown()).toMatchObject([
      { body: "Is it oak all the way through?", silent: false, renotify: true, actions: ["reply", "mute"] },
    ]);
    expect(await seller.badge()).toBe(1);
    expect(await seller.press("reply", "All the way, and wedged with walnut.")).toEqual([]);
    expect(await seller.shown()).toEqual([]);
    expect(await seller.badge()).toBe(0); // what was replied to is read

    await later(stage);
    expect(await buyer.deliver()).toBe(1);
    expect(await seller.deliver()).toBe(0); // nobody hears of what their side wrote
    expect(await buyer.shown()).toMatchObject([{ title: "Sosna", body: "All the way, and wedged with walnut." }]);
    expect(await buyer.badge()).toBe(1);

    const back = await stage.buyer("/shop/glade");
    await back.chat.getByRole("button", { name: "1 unread message" }).waitFor();
    await back.ask();
    await back.message("All the way, and wedged with walnut.").waitFor();
    await becomes(() => buyer.shown(), []); // read: it goes
    const inbox = await openInbox(stage);
    await inbox.row("All the way, and wedged with walnut.").click();
    await inbox.chat.getByText("Read", { exact: false }).first().waitFor();
    expect(await inbox.chat.locator(".count").count()).toBe(0);
    await later(stage);
    expect([await buyer.deliver(), await seller.deliver()]).toEqual([0, 0]);
    expect(faultsOf(stage.buyers)).toEqual([]); // S10: under the demo's strict policy
    expect(faultsOf(stage.sellers)).toEqual([]);
  },
);

notifyingTest("a press leads to the window that has the conversation, else opens one there", async (stage) => {
  const buyer = await written(stage, "Do you ship to Kazan?", "We do, by post.");
  await buyer.deliver();
  const [opened = ""] = await buyer.press();
  expect(opened).toMatch(/^opened http:\/\/localhost:\d+\/shop\/glade.*#seller-chat=[0-9a-f-]{36}$/);

  const page = await follow(stage, opened);
  const chat = page.locator("seller-chat");
  await chat.getByRole("log").getByText("We do, by post.", { exact: true }).waitFor();
  expect(new URL(page.url()).hash).toBe(""); // or a reload would open it again

  await page.keyboard.press("Escape");
  const [push] = service.accepted(buyer.browser).slice(-1);
  await buyer.hand(JSON.stringify(push?.payload));
  expect(await buyer.shown()).toMatchObject([{ silent: true, renotify: false }]); // D8: a repeated attempt
  await buyer.hurryNobody();
  const [focused = ""] = await buyer.press();
  expect(focused).toStartWith("focused http://localhost:");
  await chat.getByRole("dialog").waitFor();
});

notifyingTest("an answer that the server refuses waits in the composer of the window that opens", async (stage) => {
  const buyer = await written(stage, "Is the wax on it yours?", "Ours, from our own bees.");
  const [push] = service.accepted(buyer.browser).slice(-1);
  await buyer.hand(JSON.stringify({ ...push?.payload, act: "of another day" }));
  const [opened = ""] = await buyer.press("reply", "Then I’ll take two");
  const page = await follow(stage, opened);
  await becomes(() => typed(page), "Then I’ll take two");
});

notifyingTest("an answer that found no network is kept, and told of", async (stage) => {
  const buyer = await written(stage, "Does it come with a plug?", "With any that you like.");
  await buyer.deliver();
  await (await buyer.worker()).evaluate(
    "{ self.fetch = async () => { throw new TypeError('no network'); }; undefined; }",
  );
  expect(await buyer.press("reply", "A round one")).toEqual([]);
  expect(await buyer.shown()).toMatchObject([
    { title: "Your answer wasn’t sent", body: "“A round one” is kept. Press here to send it from the chat." },
  ]);
  const [opened = ""] = await buyer.press();
  const page = await follow(stage, opened);
  await becomes(() => typed(page), "A round one");
});

notifyingTest("an answer that can't even be kept lives in its notification until it can", async (stage) => {
  const buyer = await written(stage, "Does it have a switch?", "On the cord.");
  await buyer.deliver();
  await (await buyer.worker()).evaluate(`{
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };
    self.allow = () => { IDBFactory.prototype.open = open; };
    undefined;
  }`);
  const unsent = {
    title: "Your answer wasn’t sent",
    body: "“Then I’ll take it” is kept. Press here to send it from the chat.",
  };
  expect(await buyer.press("reply", "Then I’ll take it")).toEqual([]);
  expect(await buyer.shown()).toMatchObject([unsent]);
  expect(await buyer.press()).toHaveLength(1);
  expect(await buyer.shown()).toMatchObject([unsent]);
  await (await buyer.worker()).evaluate("self.allow()");
  const [opened = ""] = await buyer.press();
  expect(await buyer.shown()).toEqual([]);
  const page = await follow(stage, opened);
  await becomes(() => typed(page), "Then I’ll take it");
});

notifyingTest("a subscription that the browser replaces by itself is renewed, without any page", async (stage) => {
  const buyer = await Notified.in(stage.buyers.context, stage.shop.url, service);
  await ask(stage, "Is there a bigger one?");
  const { id, endpoint, keys } = service.subscribe();
  const { worker } = await buyer.wake();
  await worker.evaluate(`(async () => {
    const event = new ExtendableEvent("pushsubscriptionchange");
    let working;
    Object.assign(event, {
      newSubscription: { toJSON: () => (${JSON.stringify({ endpoint, keys })}) },
      waitUntil: (work) => { working = work; },
    });
    self.dispatchEvent(event);
    await working;
  })()`);
  await answer(stage, "Is there a bigger one?", "By a hand’s breadth.");
  await later(stage);
  expect(service.accepted(buyer.browser)).toEqual([]);
  expect(service.accepted(id)).toHaveLength(1);
});

notifyingTest("muted from the notification: nothing comes for an hour", async (stage) => {
  const buyer = await written(stage, "Could you write when it’s ready?", "Of course.");
  await buyer.deliver();
  expect(await buyer.press("mute")).toEqual([]);
  const back = await stage.buyer("/shop/glade");
  await back.ask();
  await back.message("Of course.").waitFor();
  const inbox = await openInbox(stage);
  await inbox.row("Of course.").click();
  await inbox.chat.getByText("Read", { exact: false }).first().waitFor(); // the absence is over
  await Promise.all([back.page.close(), inbox.page.close()]);
  await answer(stage, "Of course.", "It’s ready.");
  await later(stage);
  expect(await buyer.deliver()).toBe(0);
});

notifyingTest("a push that the worker doesn't understand is told of", async (stage) => {
  const buyer = await Notified.in(stage.buyers.context, stage.shop.url, service);
  await ask(stage, "Is there a darker one?");
  await buyer.hand("{");
  expect(await buyer.shown()).toMatchObject([{ title: "New message", body: "Open the chat to read it." }]);
  await buyer.hand(JSON.stringify({ v: 2, tag: "seller-chat ?", title: "Sosna", body: "From the future" }));
  expect(await buyer.shown()).toMatchObject([{ title: "Sosna", body: "From the future" }]);
});

notifyingTest("turned off, nothing is sent any more", async (stage) => {
  const buyer = await Notified.in(stage.buyers.context, stage.shop.url, service);
  await ask(stage, "Is it heavy?");
  const back = await stage.buyer("/shop/glade");
  await back.ask();
  await bell(back.chat, "on").click();
  await back.chat.getByRole("button", { name: "Turn off" }).click();
  await bell(back.chat, "off").waitFor();
  await back.page.close();
  await answer(stage, "Is it heavy?", "Eleven kilos.");
  await later(stage);
  expect(service.accepted(buyer.browser)).toEqual([]);
});

notifyingTest("the dashboard's own worker notifies, too", async (stage) => {
  const seller = await Notified.in(stage.sellers.context, stage.shop.url, service);
  const dashboard = await openInbox(stage, "/dashboard");
  await turnOn(dashboard.chat);
  const scopes = await dashboard.page.evaluate<string[]>(
    "navigator.serviceWorker.getRegistrations().then((all) => all.map(({ scope }) => new URL(scope).pathname))",
  );
  expect(scopes).toEqual(["/dashboard"]);
  await seller.hand(JSON.stringify({ v: 2, tag: "seller-chat ?", title: "Anna" }), "dashboard-worker.js");
  expect(await seller.shown()).toMatchObject([{ title: "Anna" }]);
  expect(faultsOf(stage.sellers)).toEqual([]);
});

const atStore = async ({ buyers }: Stage, path: string) => {
  const page = await buyers.context.newPage();
  await page.goto(store.url + path);
  const chat = page.locator("seller-chat");
  await chat.getByRole("button", { name: "Write to the seller" }).click();
  await bell(chat, "off").waitFor();
  return { page, chat };
};

notifyingTest(
  "a store with the file of one line: the worker lies on its origin, and comes between nothing",
  async (stage) => {
    const buyer = await Notified.in(stage.buyers.context, store.url, service, "/blank");
    const { page, chat } = await atStore(stage, "/line");
    await turnOn(chat);
    const scopes = await page.evaluate<string[]>(
      "navigator.serviceWorker.getRegistrations().then((all) => all.map(({ scope }) => new URL(scope).pathname))",
    );
    expect(scopes).toEqual(["/chat-push.js"]);
    await page.close();
    await buyer.hand(JSON.stringify({ v: 2, tag: "seller-chat ?", title: "Sosna" }), "chat-push.js");
    expect(await buyer.shown()).toMatchObject([{ title: "Sosna" }]);
  },
);

notifyingTest("beside a worker that the store has: each shows its own, and hears its own", async (stage) => {
  const buyer = await Notified.in(stage.buyers.context, store.url, service, "/blank");
  await buyer.elsewhere.evaluate(
    'navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready)',
  );
  const { page, chat } = await atStore(stage, "/beside");
  await turnOn(chat);
  expect(await page.evaluate<number>("navigator.serviceWorker.getRegistrations().then(({ length }) => length)")).toBe(
    1,
  );
  await page.close();
  await buyer.hand(JSON.stringify({ v: 2, tag: "seller-chat ?", title: "Sosna" }), "sw.js");
  expect(await buyer.shown()).toMatchObject([{ title: "Sosna" }]);
  await buyer.press("", null, "sw.js");
  const worker = await buyer.worker("sw.js");
  expect(await worker.evaluate("self.pressed ?? null")).toBeNull();
  await worker.evaluate('registration.showNotification("The store", { tag: "store" })');
  await worker.evaluate(`(async () => {
    const [notification] = await registration.getNotifications();
    dispatchEvent(new NotificationEvent("notificationclick", { notification }));
  })()`);
  expect(await worker.evaluate<string>("self.pressed")).toBe("store");
  expect(await buyer.shown()).toMatchObject([{ title: "The store" }]); // ours to close are our own alone
});

notifyingTest(
  "a store that is subscribed with its own worker keeps that: ours gets a scope of its own",
  async (stage) => {
    await Notified.in(stage.buyers.context, store.url, service, "/blank");
    const page = await stage.buyers.context.newPage();
    await page.goto(`${store.url}/blank`);
    await page.evaluate('navigator.serviceWorker.register("/sw.js").then(() => navigator.serviceWorker.ready)');
    const theirs = `tests subscribed ${store.url}/`;
    await page.evaluate(`localStorage.setItem(${JSON.stringify(theirs)}, "BKey")`);
    const { page: shopping, chat } = await atStore(stage, "/beside");
    await turnOn(chat);
    expect(await shopping.evaluate<string>(`localStorage.getItem(${JSON.stringify(theirs)})`)).toBe("BKey");
    expect(
      await shopping.evaluate<string[]>(
        "navigator.serviceWorker.getRegistrations().then((all) => all.map(({ scope }) => new URL(scope).pathname).sort())",
      ),
    ).toEqual(["/", "/sw.js"]);
  },
);

notifyingTest(
  "a store without any file: the small window on the server's origin subscribes, and is told no token",
  async (stage) => {
    const buyer = await Notified.in(stage.buyers.context, stage.shop.url, service);
    const { page, chat } = await atStore(stage, "/bare");
    await chat.getByRole("textbox", { name: "Message" }).fill("Do you ship abroad?");
    await chat.locator("button[type=submit]:enabled").click();
    await chat.getByText("Sent").first().waitFor();
    await bell(chat, "off").click();
    const [popup] = await Promise.all([
      page.waitForEvent("popup"),
      chat.getByRole("button", { name: "Turn on" }).click(),
    ]);
    const asked: string[] = [];
    popup.on("request", (request) => asked.push(request.url(), request.headers().authorization ?? ""));
    await popup.getByText(new URL(store.url).host).waitFor();
    const closed = popup.waitForEvent("close");
    await popup.getByRole("button", { name: "Turn on" }).click();
    await Promise.all([closed, bell(chat, "on").waitFor()]);
    expect(asked.filter((text) => /token|eyJ/i.test(text))).toEqual([]);

    await page.reload();
    await chat.getByRole("button", { name: "Write to the seller" }).click();
    await bell(chat, "on").waitFor();
    await page.close();
    await answer(stage, "Do you ship abroad?", "To most of it.");
    await later(stage);
    expect(await buyer.deliver()).toBe(1);
    expect(await buyer.shown()).toMatchObject([{ title: "Sosna", body: "To most of it." }]);
    const [opened = ""] = await buyer.press();
    expect(opened).toStartWith(`opened ${store.url}/bare#seller-chat=`);
  },
);

notifyingTest("S1 the small window opens for no origin that isn't on the list", async (stage) => {
  const answered = await fetch(`${stage.shop.url}/push?store=https://elsewhere.example`);
  expect(answered.status).toBe(403);
  expect(await answered.text()).not.toContain("push-window");
  const policy = (await fetch(`${stage.shop.url}/push?store=${store.url}`)).headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'; script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
});
