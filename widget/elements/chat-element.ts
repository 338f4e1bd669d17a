import { LitElement, type PropertyValues } from "lit";
import { property } from "lit/decorators.js";
import type { ChatClient, Side } from "../client/state";
import { LiveClient } from "../controllers/live-client";
import { wordsFor } from "../controllers/page-locale";
import { type PageSettings, SCRIPT_ORIGIN } from "../controllers/page-settings";
import { localize, type Words } from "../strings/localize";
import type { PushPage, PushPart } from "./push-part";

/** What the two public elements have in common: whose server, which person, in what language, and a client for that. */
export abstract class ChatElement extends LitElement {
  /** @internal */
  words: Words = localize("en");
  /** @internal */
  readonly live = new LiveClient(
    this,
    () => this.connect(this.settings()),
    (client) => this.prepare(client),
  );

  /** Origin of the chat server; by default where this script came from. */
  @property() server = SCRIPT_ORIGIN;
  /** The store's token for the signed-in person. */
  @property() token = "";
  /** Asked whenever a token is needed; undefined means that nobody is signed in. */
  @property({ attribute: false }) getToken: (() => Promise<string | undefined>) | undefined;
  /** `ru`, `en-GB`; by default the page's `lang`, else the browser's language. */
  @property() locale = "";
  @property({ reflect: true }) theme: "light" | "dark" | "auto" = "auto";
  /** A script of the page's own origin with the line for Web Push in it (docs/push.md). */
  @property({ attribute: "service-worker" }) serviceWorker = "";
  /** Tells each step in the console. */
  @property({ type: Boolean }) debug = false;
  /** Bounds of the wait before a reconnect, milliseconds. */
  @property({ type: Number, attribute: "reconnect-min" }) reconnectMin: number | undefined;
  @property({ type: Number, attribute: "reconnect-max" }) reconnectMax: number | undefined;
  /** @internal Today, for the labels of days. */
  @property({ attribute: false }) now: () => Date = () => new Date();
  /** @internal Makes the client; tests put a scripted one here. */
  @property({ attribute: false }) connect = async (settings: PageSettings): Promise<ChatClient> =>
    (await import("../controllers/page-client")).pageClient(settings);

  /** Somebody signed in or out since `getToken` was asked. A change of `token` tells by itself. */
  tokenChanged(): void {
    this.live.client?.tokenChanged();
  }

  /** @internal */
  abstract readonly side: Side;

  /** What is to be open or listed on a new client. */
  protected abstract prepare(client: ChatClient): void;

  /** @internal Notifications while this page is closed, once they may matter here. */
  push: PushPart | undefined;
  /** @internal How they find their conversation here. */
  abstract readonly pushPage: PushPage;
  private pushing: Promise<void> | undefined;

  protected loadPush(): void {
    this.pushing ??= import("./push-part").then(
      ({ attachPush }) => attachPush(this),
      () => {
        this.pushing = undefined; // the chat goes on without
      },
    );
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.words = wordsFor(this, this.locale);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.get("server") !== undefined) this.live.restart();
    else if (changed.get("token") !== undefined) this.tokenChanged();
  }

  /** @internal As the client names the server in what it keeps. */
  get origin(): string {
    return this.server.replace(/\/+$/, "");
  }

  private settings(): PageSettings {
    return {
      server: this.origin,
      side: this.side,
      getToken: async () => (await this.getToken?.()) || this.token || undefined,
      locale: this.words.locale,
      debug: this.debug,
      ...(this.reconnectMin !== undefined && { reconnectMin: this.reconnectMin }),
      ...(this.reconnectMax !== undefined && { reconnectMax: this.reconnectMax }),
    };
  }
}
