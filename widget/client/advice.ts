/** A sentence for whoever builds the page, where only they can help. It names what the server said, never a token. */
import type { ErrorCode } from "../../server/protocol/codes";
import type { Clock } from "./clock";
import type { Link } from "./state";

/** Without an answer for so long something is wrong, also on a phone (ms). */
const PATIENCE = 15_000;

interface AdviceDeps {
  readonly server: string;
  /** The page's own. */
  readonly origin: string;
  readonly clock: Clock;
  readonly warn: (sentence: string) => void;
}

/** Hears of each state of the link, and says each sentence once. */
export class Advice {
  readonly #deps: AdviceDeps;
  readonly #said = new Set<string>();
  #cancel: (() => void) | undefined;

  constructor(deps: AdviceDeps) {
    this.#deps = deps;
  }

  hear(link: Link): void {
    if (link.state === "connecting") {
      this.#cancel ??= this.#deps.clock.after(PATIENCE, () => this.#say(this.#silence()));
      return;
    }
    this.#cancel?.();
    this.#cancel = undefined;
    if (link.state === "refused") this.#say(this.#refusal(link.code, link.message));
  }

  #say(sentence: string): void {
    if (this.#said.has(sentence)) return;
    this.#said.add(sentence);
    this.#deps.warn(sentence);
  }

  /** A browser doesn't tell a page why it may not read an answer, so the two can't be told apart. */
  #silence(): string {
    const { server, origin } = this.#deps;
    return `seller-chat: no answer from ${server}. Either it is down, or ALLOWED_ORIGINS there doesn’t name this page’s origin, ${origin}.`;
  }

  #refusal(code: ErrorCode, message: string): string {
    const { server, origin } = this.#deps;
    const said = `seller-chat: ${server} refused this page (${message.replace(/\.$/, "")}).`;
    switch (code) {
      case "forbidden":
        return `${said} ALLOWED_ORIGINS there must name its origin, ${origin}; who isn’t signed in needs GUESTS=on.`;
      case "unauthorized":
        return `${said} Its tokens must be signed with the server’s AUTH_SECRET, or a key of AUTH_JWKS_URL, and not be expired.`;
      default:
        return said;
    }
  }
}
