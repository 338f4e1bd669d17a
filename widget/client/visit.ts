import { backoffDelay } from "./backoff";
import type { Command } from "./commands";
import type { CoreDeps } from "./core";
import { type Credentials, Refusal } from "./credentials";
import type { Environment } from "./environment";
import { Alone, type Group } from "./group";
import { ask, HttpFault, type Method } from "./http";
import { Identity, isGuest, type TokenSource } from "./identity";
import { Limbo, NOBODY } from "./limbo";
import { Pass } from "./pass";
import { type ChatState, type Link, listKey } from "./state";
import { Tabs } from "./tabs/tabs";
import { unreachable } from "./unreachable";

interface VisitDeps extends Pick<CoreDeps, "sides" | "locale" | "backoff" | "log" | "transports"> {
  readonly server: string;
  readonly source: TokenSource;
  readonly environment: Environment;
  /** `state` may be another one. */
  readonly changed: () => void;
}

type Stage =
  | { readonly name: "away"; readonly link: Link }
  | { readonly name: "finding"; readonly attempt: number; readonly cancel: () => void }
  | { readonly name: "running"; readonly me: string; readonly group: Group; readonly pass: Pass };

const AWAY: Stage = { name: "away", link: { state: "idle" } };
/** Started, and nobody was found; somebody may sign in later. */
const EMPTY_HANDED: Stage = { name: "away", link: { state: "idle" } };

/** From `start` to `stop`: finds out who is here, runs their chat, and begins afresh when it is somebody else. */
export class Visit {
  readonly #deps: VisitDeps;
  readonly #identity: Identity;
  /** What lasts, and is asked again of another person's chat: open threads, lists. */
  readonly #lasting = new Map<string, Command>();
  #limbo: Limbo;
  /** What was shown last, after `stop`. */
  #rest: ChatState | undefined;
  #stage: Stage = AWAY;
  #guests: "create" | "known" = "known";
  /** A guest whom the server doesn't know any more. Nobody was let in since, or it would be forgotten. */
  #former: string | undefined;
  #stopWaking: () => void = () => {};

  constructor(deps: VisitDeps) {
    const { server, source, environment } = deps;
    this.#deps = deps;
    const claimed = (guest: string, user: string) => environment.storage.move(this.#scope(guest), this.#scope(user));
    this.#identity = new Identity({ ...environment, server, source, claimed });
    this.#limbo = this.#newLimbo();
  }

  get state(): ChatState {
    const shown = this.#rest ?? this.#limbo.state;
    switch (this.#stage.name) {
      case "away":
        return { ...shown, link: this.#stage.link };
      case "finding":
        return { ...shown, link: { state: "connecting" } };
      case "running":
        return this.#stage.group.state;
      default:
        return unreachable(this.#stage);
    }
  }

  start(guests: "create" | "known"): void {
    this.#guests = guests;
    if (this.#stage.name !== "away") return;
    this.#stopWaking();
    this.#stopWaking = this.#deps.environment.onWake(() => this.#wake());
    void this.#find(0);
  }

  stop(): void {
    this.#rest = this.state;
    this.#stopWaking();
    this.#leave();
    this.#enter(AWAY);
  }

  do(command: Command): void {
    if (command.type === "open") this.#lasting.set(`thread ${command.key}`, command);
    else if (command.type === "leave") this.#lasting.delete(`thread ${command.key}`);
    else if (command.type === "list") this.#lasting.set(`list ${listKey(command.view)}`, command);
    else if (command.type === "unlist") this.#lasting.delete(`list ${command.list}`);
    if (this.#stage.name === "running") this.#stage.group.do(command);
    else this.#limbo.do(command);
  }

  /**
   * The server's HTTP routes, as whoever is here; a token that is refused is asked for once more.
   * @throws Refusal if nobody is; otherwise as `ask`
   */
  async request(method: Method, path: string, body: unknown): Promise<unknown> {
    if (this.#stage.name !== "running") throw new Refusal("unauthorized", "nobody is signed in");
    const { pass } = this.#stage;
    const { server, environment } = this.#deps;
    const attempt = async (fresh: boolean) =>
      ask(environment.fetch, { method, url: server + path, token: (await pass.get(fresh)).token, body });
    return attempt(false).catch((error: unknown) => {
      if (error instanceof HttpFault && error.status === 401) return attempt(true);
      throw error;
    });
  }

  tokenChanged(): void {
    const stage = this.#stage;
    if (stage.name === "running") void this.#compare(stage);
    else if (stage.name === "finding") this.#again();
    else if (stage === EMPTY_HANDED || stage.link.state === "refused") this.start(this.#guests);
  }

  async #find(attempt: number): Promise<void> {
    const finding = this.#enter({ name: "finding", attempt, cancel: () => {} });
    try {
      const who = await this.#identity.who(this.#guests === "create");
      if (who) await this.#inherit(who.user);
      if (this.#stage !== finding) return;
      if (who) this.#run(who);
      else if (this.#guests === "create") this.#again();
      else this.#nobody();
    } catch (error) {
      if (this.#stage !== finding) return;
      if (error instanceof Refusal) this.#refuse(error);
      else this.#retry(attempt);
    }
  }

  #retry(attempt: number): void {
    const { environment, backoff } = this.#deps;
    const delay = backoffDelay(attempt, environment.random(), backoff);
    const cancel = environment.clock.after(delay, () => void this.#find(attempt + 1));
    this.#enter({ name: "finding", attempt, cancel });
  }

  #refuse({ code, message }: Refusal): void {
    this.#stopWaking();
    this.#enter({ name: "away", link: { state: "refused", code, message } });
  }

  #run(credentials: Credentials): void {
    const { environment } = this.#deps;
    const me = credentials.user;
    const ask = () => this.#identity.who(this.#guests === "create");
    const somebodyElse = () =>
      queueMicrotask(() => this.#stage.name === "running" && this.#stage.pass === pass && this.#again());
    const pass = new Pass(credentials, environment.clock, ask, somebodyElse);
    const { locks, channel } = environment;
    const deps: CoreDeps = {
      ...this.#deps,
      ...environment,
      me,
      shelf: environment.storage.shelf(this.#scope(me)),
      token: (fresh) => pass.get(fresh),
      changed: () => this.#told(),
    };
    const group: Group =
      locks && channel
        ? new Tabs({
            ...deps,
            ...environment,
            locks,
            channel,
            scope: this.#scope(me),
            shown: { ...this.state, link: { state: "connecting" } },
            credentials: () => pass.held,
            offer: (other) => pass.offer(other),
            lasting: () => this.#lasting.values(),
          })
        : new Alone(deps);
    const stage = this.#enter({ name: "running", me, group, pass });
    for (const command of [...this.#lasting.values(), ...this.#limbo.release(me)]) stage.group.do(command);
    environment.keep.set(this.#lastName, me);
    this.#rest = undefined;
  }

  /** Nobody is signed in, and there is no guest. */
  #nobody(): void {
    this.#deps.environment.keep.delete(this.#lastName);
    this.#enter(EMPTY_HANDED);
  }

  /** The chat has changed. A guest whom the server refuses becomes a new one, once. */
  #told(): void {
    const stage = this.#stage;
    if (stage.name !== "running") return;
    const { link } = stage.group.state;
    if (link.state === "connected") this.#former = undefined;
    if (link.state === "refused" && link.code === "unauthorized" && isGuest(stage.me) && !this.#former) {
      this.#former = stage.me;
      this.#identity.forget(stage.me);
      this.#again();
    }
    this.#deps.changed();
  }

  async #compare(running: Extract<Stage, { name: "running" }>): Promise<void> {
    const who = await this.#identity.who(this.#guests === "create").catch(() => undefined);
    if (this.#stage !== running) return;
    if (who?.user !== running.me) return this.#again();
    running.pass.keep(who);
    running.group.renew();
  }

  #wake(): void {
    const stage = this.#stage;
    if (stage.name === "running") stage.group.probe();
    else if (stage.name === "finding" && stage.attempt > 0) this.#again();
  }

  /** Looks once more who is here. */
  #again(): void {
    this.#leave();
    void this.#find(0);
  }

  #leave(): void {
    if (this.#stage.name === "finding") this.#stage.cancel();
    if (this.#stage.name !== "running") return;
    this.#stage.group.leave();
    this.#limbo = this.#newLimbo();
  }

  #enter<S extends Stage>(stage: S): S {
    this.#stage = stage;
    this.#deps.changed();
    return stage;
  }

  /** What was written here before anybody was known, or by a guest whom the server forgot, is this person's now. */
  async #inherit(user: string): Promise<void> {
    const { storage } = this.#deps.environment;
    await storage.move(this.#scope(NOBODY), this.#scope(user));
    if (this.#former !== undefined && this.#former !== user && isGuest(user))
      await storage.move(this.#scope(this.#former), this.#scope(user));
  }

  /** Whose records are whose: by server, person and side. */
  #scope(user: string): string {
    return JSON.stringify([this.#deps.server, user, ...this.#deps.sides]);
  }

  #newLimbo(): Limbo {
    const { environment } = this.#deps;
    const user = environment.keep.get(this.#lastName) ?? NOBODY;
    const shelf = environment.storage.shelf(this.#scope(user));
    return new Limbo(user, shelf, { ...this.#deps, ...environment }, this.#lasting.values());
  }

  /** Where the last person's id is kept. */
  get #lastName(): string {
    return `seller-chat last ${this.#deps.server}`;
  }
}
