import { type Credentials, Refusal, readToken } from "./credentials";
import { guestName } from "./guest-name";
import { type Fetch, HttpFault, post } from "./http";
import type { Keep } from "./keep";
import { exclusively, type Locks } from "./locks";

/** The store's token, if somebody is signed in there. Asked again when one expires or is refused. */
export type TokenSource = () => string | null | undefined | Promise<string | null | undefined>;

interface IdentityDeps {
  readonly server: string;
  readonly source: TokenSource;
  readonly fetch: Fetch;
  readonly keep: Keep;
  readonly locks?: Locks | undefined;
  /** A guest signed in: what the browser keeps for `guest` belongs to `user` from now on. Both are ids. */
  readonly claimed: (guest: string, user: string) => Promise<void>;
}

/** The server keeps this prefix for itself. */
export const isGuest = (user: string): boolean => user.startsWith("guest:");

/** Who is here: somebody whom the store signed in, or a guest of this browser. */
export class Identity {
  readonly #deps: IdentityDeps;
  readonly #name: string;

  constructor(deps: IdentityDeps) {
    this.#deps = deps;
    this.#name = guestName(deps.server);
  }

  /**
   * @param create whether to make a guest if nobody is known; else undefined says that
   * @throws Refusal if the server will not have them; anything else is worth another try
   */
  async who(create: boolean): Promise<Credentials | undefined> {
    const token = await this.#deps.source();
    if (token) {
      const user = readToken(token);
      if (this.#guest()) await exclusively(this.#deps.locks, this.#name, () => this.#claim(user));
      return user;
    }
    const guest = this.#guest();
    if (guest || !create) return guest;
    return exclusively(this.#deps.locks, this.#name, () => this.#create());
  }

  /** The server doesn't know this guest any more: signed in elsewhere, or expired. */
  forget(guest: string): void {
    if (this.#guest()?.user === guest) this.#deps.keep.delete(this.#name);
  }

  #guest(): Credentials | undefined {
    const token = this.#deps.keep.get(this.#name);
    try {
      return token === undefined ? undefined : readToken(token);
    } catch {
      return undefined; // somebody else wrote it
    }
  }

  async #create(): Promise<Credentials> {
    const other = this.#guest(); // another tab was quicker
    if (other) return other;
    const answer = await this.#post("/v1/guests", {});
    if (typeof answer !== "object" || answer === null || !("token" in answer) || typeof answer.token !== "string")
      throw new Error("the server gave no guest token");
    this.#deps.keep.set(this.#name, answer.token);
    return readToken(answer.token);
  }

  async #claim({ token, user }: Credentials): Promise<void> {
    const guest = this.#guest();
    if (!guest) return;
    try {
      await this.#post("/v1/guests/claim", { guest: guest.token, token });
    } catch (error) {
      // A server that can't do it leaves the guest for a later one, and so does a user's token that is not accepted:
      // another one is asked for soon. A guest it doesn't accept can't be claimed at all.
      if (!(error instanceof Refusal)) throw error;
      if (error.code === "not_found" || error.code === "unauthorized") return;
    }
    await this.#deps.claimed(guest.user, user);
    this.forget(guest.user);
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    try {
      return await post(this.#deps.fetch, this.#deps.server + path, body);
    } catch (error) {
      if (!(error instanceof HttpFault) || error.status >= 500 || error.status === 429) throw error;
      throw new Refusal(error.fault.code ?? (error.status === 404 ? "not_found" : "forbidden"), error.message);
    }
  }
}
