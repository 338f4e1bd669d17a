import type { ReactiveController } from "lit";
import { HttpFault } from "../client/http";
import type { ChatState, Thread, ThreadKey } from "../client/state";
import type { PushHost } from "./push-host";
import { keepIntent, noteOffered, type PushIntent, readIntent, type Subscription, wasOffered } from "./push-intent";
import { canTurnOn, fateOf, type PushState, pushState } from "./push-rule";
import type { Subscriber } from "./push-subscriber";

const isRefusal = (error: unknown): boolean => error instanceof HttpFault && error.status < 500 && error.status !== 429;

/** How far a change has come that the person asked for. */
export type PushStep = "rest" | "asking" | "failed";

/** The wish of one person to be notified on one side, kept in step with the browser, the server and who is here. */
export class Push implements ReactiveController {
  step: PushStep = "rest";
  /** The question under the first message is on the page. */
  offering = false;
  private intent: PushIntent | undefined;
  private subscribed = false;
  /** For whom all is settled. */
  private settled: string | undefined;
  private seen: ChatState | undefined;
  private key: ThreadKey | undefined;
  /** Who waits for `chat` to be another one. */
  private heard = () => {};
  /** The conversation in view, and the newest own message that the server has in it. */
  private sent: { readonly key: ThreadKey; readonly seq: number } | undefined;

  constructor(
    private readonly host: PushHost,
    private readonly subscriber: Subscriber,
  ) {
    this.intent = readIntent(host.server, host.side);
    host.addController(this);
  }

  get state(): PushState {
    return pushState({ ...this.subscriber.facts(this.intent), subscribed: this.subscribed });
  }

  get quiet(): boolean {
    return this.intent?.quiet ?? false;
  }

  hostUpdated(): void {
    const { chat, nobody } = this.host;
    const key = this.host.key();
    if (chat === this.seen && key === this.key) return;
    this.seen = chat;
    this.key = key;
    this.heard();
    const here = chat.link.state === "connected" ? chat.me?.id : undefined;
    if (here !== undefined && here !== this.settled) {
      this.settled = here;
      void this.settle(here);
    } else if (nobody) {
      this.settled = undefined;
      if (this.intent && fateOf(this.intent.person, undefined) === "drop") void this.drop();
    }
    const thread = key === undefined ? undefined : chat.threads.get(key);
    if (key !== undefined && thread) this.considerOffer(key, thread);
  }

  /** In the turn of the person's click. */
  async turnOn(): Promise<void> {
    this.offering = false;
    await this.change(async () => {
      const subscription = await this.subscriber.ask();
      if (subscription) await this.subscribe({ person: await this.person(), quiet: this.quiet }, subscription);
    });
  }

  async turnOff(): Promise<void> {
    await this.change(async () => {
      if (this.intent) await this.unsubscribe(this.intent);
      await this.forget();
    });
  }

  async setQuiet(quiet: boolean): Promise<void> {
    await this.change(async () => {
      const person = await this.person();
      const subscription = this.intent && (await this.subscriber.renew(this.intent));
      if (subscription) await this.subscribe({ person, quiet }, subscription);
    });
  }

  decline(): void {
    this.offering = false;
    this.host.requestUpdate();
  }

  /** @param work may throw anything: the person is told, and can try again */
  private async change(work: () => Promise<void>): Promise<void> {
    if (this.step === "asking") return;
    this.step = "asking";
    this.host.requestUpdate();
    try {
      await work();
      this.step = "rest";
    } catch (error) {
      this.step = "failed";
      console.warn("seller-chat: notifications could not be changed", error);
    }
    this.host.requestUpdate();
  }

  /** As soon as the client knows: a click right after the page came is none too early. @throws if it is nobody */
  private async person(): Promise<string> {
    for (;;) {
      const { chat, nobody } = this.host;
      if (chat.me) return chat.me.id;
      if (nobody || chat.link.state === "refused") throw new Error("nobody is here");
      await new Promise<void>((resolve) => {
        this.heard = resolve;
      });
    }
  }

  private async subscribe(
    { person, quiet }: Pick<PushIntent, "person" | "quiet">,
    subscription: Subscription,
  ): Promise<void> {
    const { client, side, locale, server } = this.host;
    const page = location.origin + location.pathname;
    await client?.request("POST", "/v1/push/subscriptions", { ...subscription, side, locale, quiet, page });
    const held = (await this.subscriber.current({ person, quiet })) === subscription.endpoint;
    this.intent = { person, quiet, ...(!held && { window: subscription }) };
    this.subscribed = true;
    keepIntent(server, side, this.intent);
  }

  /** At a start, and when it is somebody else. Without the network it stays as it was. */
  private async settle(here: string): Promise<void> {
    const { intent } = this;
    if (!intent) return;
    if (fateOf(intent.person, here) === "drop") return this.drop();
    try {
      const subscription = await this.subscriber.renew(intent);
      if (subscription) await this.subscribe({ person: here, quiet: intent.quiet }, subscription);
      else await this.turnOff(); // the browser doesn't let us any more
    } catch (error) {
      this.subscribed = !isRefusal(error);
    }
    this.host.requestUpdate();
  }

  /** Whoever is here now was not asked. What can't be ended in the browser is taken over, then ended, by whoever may. */
  private async drop(): Promise<void> {
    const { client, chat, side } = this.host;
    const made = this.intent?.window;
    this.subscribed = false;
    if (made && chat.me === undefined) return; // as soon as somebody is here
    try {
      if (made) {
        await client?.request("POST", "/v1/push/subscriptions", { ...made, side });
        await client?.request("DELETE", "/v1/push/subscriptions", { endpoint: made.endpoint, side });
      }
    } catch (error) {
      // Forgotten now, it would go on in the other person's name: the next start tries again.
      if (!isRefusal(error)) return this.host.requestUpdate();
    }
    await this.forget();
    this.host.requestUpdate();
  }

  private async unsubscribe(intent: PushIntent): Promise<void> {
    const endpoint = await this.subscriber.current(intent);
    const { client, side } = this.host;
    if (endpoint !== undefined) await client?.request("DELETE", "/v1/push/subscriptions", { endpoint, side });
  }

  /** The other element of this origin may go on with the same subscription. */
  private async forget(): Promise<void> {
    const { server, side } = this.host;
    this.intent = undefined;
    this.subscribed = false;
    keepIntent(server, side, undefined);
    if (!readIntent(server, side === "buyer" ? "seller" : "buyer")) await this.subscriber.end().catch(() => {});
  }

  private considerOffer(key: ThreadKey, { conversation, messages }: Thread): void {
    if (!conversation) return; // not known yet
    const own = messages.findLast((shown) => shown.kind === "stored" && shown.own);
    const seq = own?.kind === "stored" ? own.message.seq : 0;
    const before = this.sent;
    this.sent = { key, seq };
    if (before?.key !== key || seq <= before.seq) return;
    if (this.host.side !== "buyer" || this.offering || !canTurnOn(this.state) || wasOffered()) return;
    noteOffered();
    this.offering = true;
    queueMicrotask(() => this.host.requestUpdate());
  }
}
