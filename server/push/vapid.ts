/** Who we are to a push service (RFC 8292): a pair of keys, made once, and a token for each service. */
import webPush from "web-push";
import type { VapidKeys } from "../config";
import type { Statements } from "../db/client";
import { keep } from "../db/subscriptions";

/** A token lasts for 12 hours, and is used for the first six of them. */
const LASTS = 12 * 3_600_000;

export class Vapid {
  #keys: Promise<VapidKeys> | undefined;
  readonly #tokens = new Map<string, { readonly header: string; readonly expires: number }>();

  /** `given`: the operator's; without, a pair is made and kept in the database. `subject`: https or mailto. */
  constructor(
    readonly options: {
      readonly sql: Statements;
      readonly given: VapidKeys | undefined;
      readonly subject: string;
      /** The real time: the push service compares it with its own. */
      readonly now?: () => number;
    },
  ) {}

  /** @throws what the database throws, and asks it again the next time */
  keys(): Promise<VapidKeys> {
    const { given, sql } = this.options;
    this.#keys ??= given ? Promise.resolve(given) : keep(sql, "vapid", webPush.generateVAPIDKeys());
    this.#keys.catch(() => {
      this.#keys = undefined;
    });
    return this.#keys;
  }

  /** The `Authorization` for a push service. */
  async header(origin: string): Promise<string> {
    const { subject, now = Date.now } = this.options;
    const known = this.#tokens.get(origin);
    if (known && known.expires - now() > LASTS / 2) return known.header;
    const { publicKey, privateKey } = await this.keys();
    const expires = now() + LASTS;
    const { Authorization: header } = webPush.getVapidHeaders(
      origin,
      subject,
      publicKey,
      privateKey,
      "aes128gcm",
      Math.floor(expires / 1000),
    );
    this.#tokens.set(origin, { header, expires });
    return header;
  }
}
