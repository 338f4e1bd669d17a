import type { ClientFrame } from "../../server/protocol/client-frames";
import { CLOSE, type ErrorCode } from "../../server/protocol/codes";
import type { ServerFrame } from "../../server/protocol/server-frames";
import { type Backoff, backoffDelay } from "./backoff";
import { type Clock, watchJumps } from "./clock";
import { type Credentials, Refusal } from "./credentials";
import { refusalOf, waitOf } from "./endings";
import { Link, SETTLED } from "./link";
import type { Log } from "./log";
import { learned, nextWay, UNTRIED } from "./transports/choice";
import type { Closed, Hello, OpenTransport, TransportKind, Welcome } from "./transports/transport";

/** Where the link is; each state has its own data. `attempt` counts the failures in a row; `until` is epoch ms. */
export type ConnectionState =
  | { readonly name: "idle" }
  | { readonly name: "waiting"; readonly attempt: number; readonly until: number; readonly cancel: () => void }
  | { readonly name: "authorizing"; readonly attempt: number }
  | { readonly name: "connecting"; readonly attempt: number; readonly link: Link }
  | { readonly name: "signing-in"; readonly attempt: number; readonly link: Link }
  | { readonly name: "live"; readonly attempt: number; readonly link: Link; readonly session: string }
  /** Stays so until `start` or `renew`: no reconnect will help. */
  | { readonly name: "refused"; readonly code: ErrorCode; readonly message: string };

export interface ConnectionDeps {
  readonly clock: Clock;
  /** At least 0, below 1. */
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly log: Log;
  readonly transports: Readonly<Partial<Record<TransportKind, OpenTransport>>>;
  /** @param fresh the last one was refused or is about to expire. Throws `Refusal` if there is none to be had. */
  readonly token: (fresh: boolean) => Promise<Credentials>;
  /** @param full with cursors; without, it only renews a live session */
  readonly hello: (token: string, full: boolean) => Hello;
  readonly changed: (state: ConnectionState) => void;
  /** @param first whether this link was just signed in; else it is a renewal, or one more poll */
  readonly welcome: (frame: Welcome, hello: Hello, first: boolean) => void;
  readonly frame: (frame: ServerFrame) => void;
}

const RENEW_BEFORE = 60_000;
const DAY = 86_400_000; // a timer can't be set for more than 24.8 of them
/** How often a WebSocket is tried behind a live poll. */
const UPGRADE: Backoff = { min: 2_000, max: 60_000 };

/** The link to the server: keeps one live as long as it is started, by whatever way gets through (D6). */
export class Connection {
  readonly #deps: ConnectionDeps;
  #state: ConnectionState = { name: "idle" };
  #token = "";
  #expires: number | undefined;
  #stale = false;
  #strikes = 0;
  #ways = UNTRIED;
  #retryAfter = 0;
  #stopWatching = nothing;
  #stopRenewal = nothing;
  #stopUpgrade = nothing;

  constructor(deps: ConnectionDeps) {
    this.#deps = deps;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  start(): void {
    if (this.#state.name !== "idle" && this.#state.name !== "refused") return;
    this.#strikes = 0;
    this.#stopWatching();
    this.#stopWatching = watchJumps(this.#deps.clock, () => this.probe());
    void this.#connect(0);
  }

  stop(): void {
    this.#stopWatching();
    this.#leave();
    this.#enter({ name: "idle" });
  }

  /** Sends if the link is live, and says whether it is; whoever needs certainty sends again after the next `welcome`. */
  send(frame: ClientFrame): boolean {
    if (this.#state.name !== "live") return false;
    this.#state.link.send(frame);
    return true;
  }

  /** Something says that the link may be dead, or that the network is back: finds out now instead of later. */
  probe(): void {
    if (this.#state.name === "live") this.#state.link.probe();
    else if (this.#state.name === "waiting") void this.#connect(this.#state.attempt);
  }

  /** The token provider has a newer token of the same person. */
  renew(): void {
    this.#stale = true;
    if (this.#state.name === "live") void this.#renew();
    else if (this.#state.name === "refused") this.start();
    else this.probe();
  }

  async #connect(attempt: number): Promise<void> {
    this.#leave();
    const authorizing = this.#enter({ name: "authorizing", attempt });
    try {
      const credentials = await this.#deps.token(this.#stale);
      if (this.#state !== authorizing) return;
      this.#keep(credentials);
    } catch (error) {
      if (this.#state !== authorizing) return;
      if (error instanceof Refusal) this.#refuse(error.code, error.message);
      else {
        this.#deps.log("no token yet", { reason: error instanceof Error ? error.message : undefined });
        this.#wait(attempt, 0);
      }
      return;
    }
    const { websocket, polling } = this.#deps.transports;
    const open = (nextWay(this.#ways) === "websocket" ? websocket : polling) ?? websocket ?? polling;
    if (!open) throw new Error("no transport was given");
    const link = this.#dial(open, () => this.#enter({ name: "signing-in", attempt, link }));
    this.#enter({ name: "connecting", attempt, link });
    this.#deps.log("connecting", { transport: link.kind, attempt });
  }

  /** @param failed called if it ends without having become the link of the state */
  #dial(open: OpenTransport, opened: () => void, failed = nothing): Link {
    const link: Link = new Link(open, this.#deps.clock, {
      hello: () => this.#deps.hello(this.#token, true),
      opened: () => {
        this.#deps.log("connected", { transport: link.kind });
        opened();
      },
      welcome: (frame, hello) => this.#welcome(link, frame, hello),
      frame: (frame) => {
        this.#retryAfter = waitOf(frame) ?? this.#retryAfter;
        this.#deps.frame(frame);
      },
      ended: (outcome, how) => {
        this.#ways = learned(this.#ways, link.kind, outcome);
        this.#deps.log("disconnected", { transport: link.kind, code: how.code, reason: how.reason });
        if ("link" in this.#state && this.#state.link === link) this.#lost(how);
        else failed();
      },
    });
    return link;
  }

  #welcome(link: Link, frame: Welcome, hello: Hello): void {
    const before = this.#state;
    const first = before.name !== "live" || before.link !== link;
    if (first) {
      // Out of `live`, a WebSocket got through behind a poll: it takes over, and nobody sees a seam.
      if (before.name === "live") this.#stopUpgrade = nothing;
      this.#leave(link);
      this.#enter({ name: "live", attempt: "attempt" in before ? before.attempt : 0, link, session: frame.session });
      this.#deps.log("signed in", { transport: link.kind, session: frame.session, user: frame.user.id });
      if (link.kind === "polling") this.#upgrade(0);
    }
    this.#renewInTime(Date.parse(frame.time));
    this.#deps.welcome(frame, hello, first);
  }

  #lost({ code, reason, retryAfter = this.#retryAfter }: Closed): void {
    const state = this.#state;
    if (!("link" in state)) return;
    const settled = state.link.since !== undefined && this.#deps.clock.now() - state.link.since >= SETTLED;
    if (settled) this.#strikes = 0;
    if (code === CLOSE.unauthorized) {
      this.#stale = true;
      this.#strikes++;
    }
    const refusal = refusalOf(code, this.#strikes, state.name === "live");
    if (refusal) this.#refuse(refusal, reason);
    else this.#wait(settled ? 0 : state.attempt, retryAfter);
  }

  #wait(attempt: number, retryAfter: number): void {
    const { clock, random, backoff, log } = this.#deps;
    const delay = retryAfter + backoffDelay(attempt, random(), backoff);
    this.#leave();
    const cancel = clock.after(delay, () => void this.#connect(attempt + 1));
    this.#enter({ name: "waiting", attempt: attempt + 1, until: clock.now() + delay, cancel });
    log("waiting", { delay, attempt });
  }

  #refuse(code: ErrorCode, message: string): void {
    this.#stopWatching();
    this.#leave();
    this.#enter({ name: "refused", code, message });
    this.#deps.log("refused", { code });
  }

  #enter<S extends ConnectionState>(state: S): S {
    this.#state = state;
    this.#deps.changed(state);
    return state;
  }

  /** Lets go of what the current state holds, except a link that the next state goes on with. */
  #leave(keep?: Link): void {
    const state = this.#state;
    this.#stopRenewal();
    this.#stopUpgrade();
    this.#stopRenewal = this.#stopUpgrade = nothing;
    this.#retryAfter = 0;
    if (state.name === "waiting") state.cancel();
    if ("link" in state && state.link !== keep) state.link.close();
  }

  #upgrade(failures: number): void {
    const { transports, clock, random } = this.#deps;
    const { websocket } = transports;
    if (!websocket) return;
    const delay = UPGRADE.min + backoffDelay(failures, random(), UPGRADE);
    this.#stopUpgrade = clock.after(delay, () => {
      const link = this.#dial(websocket, nothing, () => this.#upgrade(failures + 1));
      this.#stopUpgrade = () => link.close();
    });
  }

  #keep({ token, expires }: Credentials): void {
    this.#token = token;
    this.#expires = expires;
    this.#stale = false;
  }

  /** A token is renewed a minute before it ends, by the server's clock: this machine's may be wrong by hours. */
  #renewInTime(serverTime: number): void {
    this.#stopRenewal();
    if (this.#expires === undefined) return;
    const left = this.#expires - serverTime;
    const delay = Math.max(0, left > 2 * RENEW_BEFORE ? left - RENEW_BEFORE : left / 2);
    this.#stopRenewal =
      delay > DAY
        ? this.#deps.clock.after(DAY, () => this.#renewInTime(serverTime + DAY))
        : this.#deps.clock.after(delay, () => void this.#renew());
  }

  async #renew(): Promise<void> {
    const live = this.#state;
    // Without a newer token the link lives until the server ends it, and the loss asks again.
    const credentials = await this.#deps.token(true).catch(() => undefined);
    if (!credentials || this.#state !== live || credentials.token === this.#token) return;
    this.#keep(credentials);
    this.send(this.#deps.hello(credentials.token, false));
  }
}

const nothing = (): void => {};
