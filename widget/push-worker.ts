/**
 * The service worker of Web Push: docs/push.md. On its own, or by `importScripts` in a worker that a store, or the
 * dashboard, has already: its listeners touch nothing but what is ours. Built as one classic script.
 */
import { keepAnswer, keepSubscription, keptSubscription, wasHere } from "./worker/kept";
import { isNoticeData, isUnkeptData, type NoticeData, type UnkeptData, type WorkerMessage } from "./worker/messages";
import { isOurs, isOver, isPayload, MARK, type Notice, noticeOf, plainNotice, pressed } from "./worker/notice";
import { langOf, WORKER_WORDS } from "./worker/words";

declare const self: ServiceWorkerGlobalScope;

/** How long windows have to say that they have a conversation (ms). A frozen one never does. */
const PATIENCE = 400;

const show = ({ title, options }: Notice<NoticeData | UnkeptData>): Promise<void> =>
  self.registration.showNotification(title, options as NotificationOptions);

const badge = (unread: number): void => {
  if ("setAppBadge" in self.navigator) void self.navigator.setAppBadge(unread).catch(() => {});
};

const read = (event: PushEvent): unknown => {
  try {
    return event.data?.json();
  } catch {
    return undefined;
  }
};

self.addEventListener("push", (event) => {
  const data = read(event);
  if (isOurs(data)) event.stopImmediatePropagation(); // the store's own listener would show it once more
  event.waitUntil(tell(data));
});

async function tell(data: unknown): Promise<void> {
  if (!isPayload(data)) {
    // In a store's worker a push without our mark may be the store's.
    if (isOurs(data) || (await keptSubscription(self.registration.scope)))
      await show(plainNotice(data, langOf(self.navigator.language)));
    return;
  }
  const room =
    "maxActions" in Notification && typeof Notification.maxActions === "number" ? Notification.maxActions : 0;
  await show(noticeOf(data, room, await wasHere(data.tag, data.absence)));
  badge(data.unread);
  for (const shown of await self.registration.getNotifications()) {
    const about: unknown = shown.data;
    if (isNoticeData(about) && isOver(about, data)) shown.close();
  }
}

self.addEventListener("notificationclick", (event) => {
  const { notification, action } = event;
  const about: unknown = notification.data;
  const plain = about === null && notification.tag.startsWith(MARK);
  if (!isNoticeData(about) && !isUnkeptData(about) && !plain) return;
  event.stopImmediatePropagation();
  notification.close();
  if (isUnkeptData(about)) {
    event.waitUntil(keepAgain(about));
    return;
  }
  if (!isNoticeData(about)) {
    event.waitUntil(self.clients.openWindow("/"));
    return;
  }
  const press = pressed(action, "reply" in event && typeof event.reply === "string" ? event.reply : null);
  if (press.do === "open") event.waitUntil(open(about));
  else if (press.do === "mute") event.waitUntil(mute(about));
  else event.waitUntil(reply(about, press.text));
});

async function mute(about: NoticeData): Promise<void> {
  const done = await act({ act: about.act, do: "mute" });
  if (done !== "done") await open(about);
}

async function reply(about: NoticeData, text: string): Promise<void> {
  const done = await act({ act: about.act, do: "reply", id: crypto.randomUUID(), text });
  if (done === "done") {
    badge(Math.max(0, about.unread - about.count)); // what was replied to counts as read
    return;
  }
  const kept = await keepAnswer(about.side, about.conversation, text);
  // Without a network a window would show nothing; and whoever waited long may not be allowed one any more.
  if (kept && done === "refused" && (await open(about).catch(() => false))) return;
  await showUnsent(about, text, kept);
}

/** What could not be kept lives in its notification: the next one of the conversation doesn't replace it. */
async function showUnsent(about: NoticeData, text: string, kept: boolean): Promise<void> {
  const words = WORKER_WORDS[about.lang];
  const tag = MARK + (kept ? about.conversation : crypto.randomUUID());
  const data = kept ? about : ({ sellerChatAnswer: text, about } satisfies UnkeptData);
  const body = words.notSentText(text);
  await show({ title: words.notSent, options: { body, lang: about.lang, tag, renotify: true, data } });
}

async function keepAgain({ sellerChatAnswer: text, about }: UnkeptData): Promise<void> {
  if (!(await keepAnswer(about.side, about.conversation, text))) await showUnsent(about, text, false);
  await open(about);
}

/** A request that was cut off is made once more: its `id` makes that harmless. */
async function act(body: object, again = true): Promise<"done" | "refused" | "unreachable"> {
  const kept = await keptSubscription(self.registration.scope);
  if (!kept) return "refused";
  try {
    const answer = await fetch(`${kept.server}/v1/push/actions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return "done";
    return answer.status >= 500 ? "unreachable" : "refused";
  } catch {
    return again ? act(body, false) : "unreachable";
  }
}

/** Brings the window in front that has the conversation, else opens one. False: there is nowhere to go. */
async function open({ conversation, side, url }: NoticeData): Promise<boolean> {
  const found = await holder({ sellerChat: "find", conversation, side });
  if (found) {
    // Not every platform lets one focus; then it shows it where it is.
    const focused = await found.focus().catch(() => found);
    focused.postMessage({ sellerChat: "open", conversation, side } satisfies WorkerMessage);
    return true;
  }
  await self.clients.openWindow(url ?? `/#seller-chat=${conversation}`);
  return true;
}

/** The first window to say that it has it. */
async function holder(question: WorkerMessage): Promise<WindowClient | undefined> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.length === 0) return undefined;
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(undefined), PATIENCE);
    for (const client of windows) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        clearTimeout(late);
        resolve(client);
      };
      client.postMessage(question, [port2]);
    }
  });
}

/** Firefox has the event and not its type in every version; Chrome leaves `oldSubscription` out. */
interface SubscriptionChange extends ExtendableEvent {
  readonly oldSubscription?: PushSubscription | null;
  readonly newSubscription?: PushSubscription | null;
}

self.addEventListener("pushsubscriptionchange", (event) => {
  if (event instanceof ExtendableEvent) event.waitUntil(renew(event));
});

/** The browser has replaced the subscription. Where the server knows the old one no more, the next page subscribes. */
async function renew({ oldSubscription, newSubscription }: SubscriptionChange): Promise<void> {
  const { pushManager, scope } = self.registration;
  const kept = await keptSubscription(scope);
  if (!kept || (oldSubscription && oldSubscription.endpoint !== kept.endpoint)) return; // the store's own
  const subscription =
    newSubscription ??
    (await pushManager.getSubscription()) ??
    (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: await keyOf(kept.server) }));
  const { endpoint, keys = {} } = subscription.toJSON();
  const { p256dh = "", auth = "" } = keys;
  if (endpoint === undefined || endpoint === kept.endpoint) return;
  await fetch(`${kept.server}/v1/push/renewals`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ old: { endpoint: kept.endpoint, auth: kept.auth }, endpoint, keys: { p256dh, auth } }),
  });
  await keepSubscription(scope, { server: kept.server, endpoint, auth });
}

async function keyOf(server: string): Promise<string> {
  const { key }: { key: string } = await (await fetch(`${server}/v1/push/key`)).json();
  return key;
}
