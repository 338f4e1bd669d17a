/** One push to one browser: encrypted by web-push, sent by us, since web-push has no time limit of its own and can't be stopped. */
import webPush from "web-push";
import type { Letter } from "../db/pushes";
import type { PushPayload } from "../protocol/push";
import { isTrusted, leadsToPublic, type Resolve } from "./hosts";
import { judge, KEPT, type Sent } from "./outcome";
import { encode, SMALL } from "./payload";
import type { Vapid } from "./vapid";

interface SenderOptions {
  readonly vapid: Vapid;
  /** PUSH_HOSTS. */
  readonly hosts: readonly string[];
  readonly resolve: Resolve;
  readonly now: () => number;
  /** Milliseconds that a push service has to answer. */
  readonly patience?: number;
}

type Address = Pick<Letter, "endpoint" | "p256dh" | "auth">;

export class Sender {
  constructor(readonly options: SenderOptions) {}

  /** `stopped` ends it. Never rejects for what a push service does, or the way to it. @throws where nothing can be made for it */
  async send(to: Address, payload: PushPayload, stopped?: AbortSignal): Promise<Sent> {
    const sent = await this.#deliver(to, payload, encode(payload), stopped);
    if (sent.outcome !== "too_large") return sent;
    return this.#deliver(to, payload, encode(payload, SMALL), stopped);
  }

  async #deliver(to: Address, { tag }: PushPayload, body: Buffer, stopped: AbortSignal | undefined): Promise<Sent> {
    const { vapid, hosts, resolve, now, patience = 10_000 } = this.options;
    // The list may have become shorter since the browser subscribed.
    if (!isTrusted(to.endpoint, hosts)) return { outcome: "untrusted" };
    const made = request(to, tag, body, await vapid.header(new URL(to.endpoint).origin));
    const late = AbortSignal.timeout(patience);
    try {
      if (!(await leadsToPublic(to.endpoint, hosts, resolve))) return { outcome: "untrusted" };
      const response = await fetch(to.endpoint, {
        method: "POST",
        redirect: "manual", // S6: wherever it leads, nobody has looked at it
        signal: stopped ? AbortSignal.any([late, stopped]) : late,
        ...made,
      });
      await response.body?.cancel();
      return judge(response.status, response.headers.get("retry-after"), now());
    } catch {
      return { outcome: "unreachable" };
    }
  }
}

function request({ endpoint, p256dh, auth }: Address, tag: string, payload: Buffer, authorization: string) {
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
    vapidDetails: null,
    headers: { Authorization: authorization },
    TTL: KEPT / 1000,
    urgency: "high",
    topic: topicOf(tag),
  });
  return { headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]), body };
}

/** 32 characters that say nothing: a newer push about a conversation replaces one that still waits at the service. */
const topicOf = (tag: string): string => new Bun.CryptoHasher("sha256").update(tag).digest("base64url").slice(0, 32);
