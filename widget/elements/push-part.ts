/** All that an element has of notifications: loaded once they may matter on its page. */
import { html, nothing } from "lit";
import { Push } from "../controllers/push";
import type { PushHost } from "../controllers/push-host";
import { PushNotices } from "../controllers/push-notices";
import { wayOf } from "../controllers/push-rule";
import { subscriberFor } from "../controllers/push-subscriber";
import { ChatBell } from "./chat-bell";
import type { ChatElement } from "./chat-element";
import { ChatOffer } from "./chat-offer";
import { define } from "./define";
import type { PushRequestEvent } from "./push-events";

define({ "chat-bell": ChatBell, "chat-offer": ChatOffer });

/** What only the element knows. */
export type PushPage = Pick<PushHost, "has" | "open" | "key">;

/** From now on the element renders `push`. */
export const attachPush = async (element: ChatElement): Promise<void> => {
  const { origin: server, side, pushPage, live } = element;
  const host: PushHost = {
    ...{ ...pushPage, side, server },
    get locale() {
      return element.words.locale;
    },
    get client() {
      return live.client;
    },
    get chat() {
      return live.state;
    },
    get nobody() {
      return live.nobody;
    },
    addController: (controller) => element.addController(controller),
    removeController: (controller) => element.removeController(controller),
    requestUpdate: () => element.requestUpdate(),
    get updateComplete() {
      return element.updateComplete;
    },
  };
  const window = () => {
    const wish = new URLSearchParams({ store: location.origin, lang: element.words.locale, theme: element.theme });
    return `${server}/push?${wish}`;
  };
  const way = wayOf(element.serviceWorker, server, document.baseURI);
  const push = new Push(host, await subscriberFor(way, server, window));
  new PushNotices(host, () => push.state === "on");
  element.push = new PushPart(element, push);
  element.requestUpdate();
};

export class PushPart {
  constructor(
    private readonly element: Pick<ChatElement, "side" | "words">,
    private readonly push: Push,
  ) {}

  readonly handle = (event: PushRequestEvent): void => {
    event.stopPropagation();
    const { push } = this;
    const { request } = event;
    if (request.do === "on") void push.turnOn();
    else if (request.do === "off") void push.turnOff();
    else if (request.do === "quiet") void push.setQuiet(request.quiet);
    else push.decline();
  };

  /** The bell; in a buyer's panel it says its place, and the offer comes beside it. */
  render() {
    const { state, step, quiet, offering } = this.push;
    const { side, words } = this.element;
    return html`<chat-bell
        slot=${side === "buyer" ? "bell" : nothing}
        .side=${side}
        .state=${state}
        .step=${step}
        .quiet=${quiet}
        .words=${words}
        @push-request=${this.handle}
      ></chat-bell>
      ${offering ? html`<chat-offer slot="offer" .words=${words} @push-request=${this.handle}></chat-offer>` : nothing}`;
  }
}
