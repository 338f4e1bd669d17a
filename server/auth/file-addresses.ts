/**
 * Addresses of files. An `<img>` can't show a token, so the address itself is signed: for one variant of one file, and
 * for a while. Whoever is given it may see that file until then (S7).
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { ChatError } from "../errors";

/** `file`: as it is sent; `small`: a picture of at most 512 pixels, where the picture itself is larger. */
export const FILE_VARIANTS = ["file", "small"] as const;
export type FileVariant = (typeof FILE_VARIANTS)[number];

/** An address holds for one to two of these (ms). It stays the same within one, so that the browser's cache is of use. */
export const ADDRESS_FOR = 900_000;

export class FileAddresses {
  /** `base`: an origin, or nothing for paths from the root. */
  constructor(
    readonly key: Uint8Array,
    readonly base: string,
    readonly now: () => number = Date.now,
  ) {}

  /** When an address that is made now ends: milliseconds since 1970, a whole second. */
  expiry(): number {
    return (Math.floor(this.now() / ADDRESS_FOR) + 2) * ADDRESS_FOR;
  }

  make(id: string, variant: FileVariant, expires: number): string {
    const query = new URLSearchParams({
      variant,
      expires: String(expires / 1000),
      signature: this.#sign(id, variant, String(expires / 1000)).toString("base64url"),
    });
    return `${this.base}/v1/attachments/${id}?${query}`;
  }

  /**
   * What a request for file `id` may have, and for how many milliseconds yet.
   * @throws ChatError `forbidden` when the address is not one of ours, or has ended
   */
  check(id: string, query: URLSearchParams): { variant: FileVariant; left: number } {
    const variant = FILE_VARIANTS.find((name) => name === query.get("variant"));
    const expires = query.get("expires") ?? "";
    const signature = Buffer.from(query.get("signature") ?? "", "base64url");
    if (variant === undefined) throw refusal();
    const due = this.#sign(id, variant, expires);
    if (signature.length !== due.length || !timingSafeEqual(signature, due)) throw refusal();
    const left = Number(expires) * 1000 - this.now();
    if (left <= 0) throw refusal();
    return { variant, left };
  }

  #sign(id: string, variant: FileVariant, expires: string): Buffer {
    return createHmac("sha256", this.key).update(`${id} ${variant} ${expires}`).digest();
  }
}

const refusal = () => new ChatError("forbidden", "This address has ended or is not whole; ask for a new one.");
