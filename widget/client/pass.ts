import type { Clock } from "./clock";
import { type Credentials, Refusal } from "./credentials";

/** A token that ends sooner than this is no use for a new link. */
const TOO_SHORT = 10_000;

/** One person's token over time: the host page's, or the one of another tab that has a newer page. */
export class Pass {
  readonly #clock: Clock;
  readonly #ask: () => Promise<Credentials | undefined>;
  readonly #somebodyElse: () => void;
  #held: Credentials;
  #offered: Credentials | undefined;

  /**
   * @param ask who is here now, with a token as new as can be had
   * @param somebodyElse called if it is not the same person any more
   */
  constructor(first: Credentials, clock: Clock, ask: () => Promise<Credentials | undefined>, somebodyElse: () => void) {
    this.#held = first;
    this.#clock = clock;
    this.#ask = ask;
    this.#somebodyElse = somebodyElse;
  }

  get held(): Credentials {
    return this.#held;
  }

  /** The host page has a newer one. */
  keep(credentials: Credentials): void {
    this.#held = credentials;
  }

  /** Keeps a token of the same person for when the own one is refused or ends. */
  offer(credentials: Credentials): void {
    if (credentials.user === this.#held.user) this.#offered = credentials;
  }

  /**
   * @param fresh the one held was refused, or is about to end
   * @throws Refusal if it is somebody else by now
   */
  async get(fresh: boolean): Promise<Credentials> {
    if (!fresh && this.#ends(this.#held) - this.#clock.now() > TOO_SHORT) return this.#held;
    const own = await this.#ask();
    const offered = this.#offered;
    this.#offered = undefined;
    if (own?.user === this.#held.user) {
      this.#held = offered && this.#ends(offered) > this.#ends(own) ? offered : own;
    } else if (offered) {
      this.#held = offered;
    } else {
      this.#somebodyElse();
      throw new Refusal("unauthorized", "somebody else is signed in now");
    }
    return this.#held;
  }

  #ends({ expires = Number.POSITIVE_INFINITY }: Credentials): number {
    return expires;
  }
}
