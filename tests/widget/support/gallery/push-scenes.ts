import type { ShownMessage } from "../../../../widget/client/state";
import type { PushStep } from "../../../../widget/controllers/push";
import type { PushState } from "../../../../widget/controllers/push-rule";
import "../themed";
import "../../../../widget/elements/push-part";
import type { ChatPanel } from "../../../../widget/elements/chat-panel";
import { PushWindow } from "../../../../widget/elements/push-window";
import "../../../../widget/elements/panel-elements";
import { define } from "../../../../widget/elements/define";
import { localize } from "../../../../widget/strings/localize";
import { ago, conversation, message, NOW, seller, shown, thread, topic } from "../fixtures";
import { atRest } from "./open-chat";
import type { Scene } from "./scene";

define({ "push-window": PushWindow });

const talk: readonly ShownMessage[] = [
  shown(message(1, "buyer", "Здравствуйте! Лампа ещё в наличии?", { at: ago(1) }), "buyer", "delivered"),
];

/** A panel with the bell in a state, opened; or with the offer. */
const scene =
  (what: { state: PushState; step?: PushStep; quiet?: boolean } | "offer"): Scene =>
  (theme) => {
    document.body.dataset.theme = theme;
    const words = localize(document.documentElement.lang);
    const place = document.createElement("themed-place");
    place.setAttribute("theme", theme);
    const panel: ChatPanel = document.createElement("chat-panel");
    const link = { state: "connected", transport: "websocket" } as const;
    Object.assign(panel, { open: true, seller, topic, link, words, now: () => NOW, threadKey: "x" });
    panel.thread = thread(talk, { online: false, usual: 2 * 3_600_000, conversation: conversation() });
    const bell = document.createElement("chat-bell");
    bell.slot = "bell";
    Object.assign(bell, { words, ...(what === "offer" ? {} : what) });
    panel.append(bell);
    if (what === "offer") {
      const offer = document.createElement("chat-offer");
      offer.slot = "offer";
      offer.words = words;
      panel.append(offer);
    } else void atRest(() => panel).then(() => bell.shadowRoot?.querySelector("button")?.click());
    place.append(panel);
    const host = document.createElement("div"); // as inside <seller-chat>: the page's rules reach no further
    host.attachShadow({ mode: "open" }).append(place);
    document.body.append(host);
  };

const smallWindow =
  (step: "ready" | "denied"): Scene =>
  (theme) => {
    const element = document.createElement("push-window");
    Object.assign(element, { store: "https://lampy.example", theme, locale: document.documentElement.lang, step });
    document.body.append(element);
  };

export const pushScenes: Readonly<Record<string, Scene>> = {
  bellOff: scene({ state: "default" }),
  bellOn: scene({ state: "on", quiet: true }),
  bellDenied: scene({ state: "denied" }),
  bellIos: scene({ state: "ios" }),
  bellUnsupported: scene({ state: "unsupported" }),
  bellFailed: scene({ state: "granted-off", step: "failed" }),
  offer: scene("offer"),
  pushWindow: smallWindow("ready"),
  pushWindowDenied: smallWindow("denied"),
};
