/**
 * What lets a notification act for its person without their token, which a service worker doesn't have: one conversation,
 * up to one message, for one subscription, for a day. It says nothing of the person; who that is, and whether the browser
 * is still subscribed, is looked up when it is used.
 */
import { ChatError } from "../errors";
import { ACT_LASTS } from "../protocol/limits";
import { isSignatureOf, signatureOf } from "./signature";

interface Act {
  readonly subscription: string;
  readonly conversation: string;
  /** The newest message that the notification speaks of. */
  readonly seq: number;
}

export class Acts {
  constructor(
    readonly key: Uint8Array,
    readonly now: () => number = Date.now,
  ) {}

  make({ subscription, conversation, seq }: Act): string {
    const said = [subscription, conversation, seq, Math.ceil((this.now() + ACT_LASTS) / 1000)].join(".");
    return `${said}.${signatureOf(this.key, said)}`;
  }

  /** @throws ChatError `unauthorized` */
  check(token: string): Act {
    const [, said = "", subscription = "", conversation = "", seq, expires, signature = ""] =
      /^(([0-9a-f-]{36})\.([0-9a-f-]{36})\.(\d+)\.(\d+))\.([\w-]{43})$/.exec(token) ?? [];
    if (!isSignatureOf(this.key, said, signature) || Number(expires) * 1000 <= this.now()) throw ended();
    return { subscription, conversation, seq: Number(seq) };
  }
}

const ended = () => new ChatError("unauthorized", "This notification has ended; open the conversation instead.");
