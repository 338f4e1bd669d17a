/**
 * Addresses of files. An `<img>` can't show a token, so the address itself is signed: for one variant of one file, and
 * for a while. Whoever is given it may see that file until then (S7).
 */
import { ChatError } from "../errors";
import { isSignatureOf, signatureOf } from "./signature";

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
    const seconds = String(expires / 1000);
    const signature = signatureOf(this.key, said(id, variant, seconds));
    const query = new URLSearchParams({ variant, expires: seconds, signature });
    return `${this.base}/v1/attachments/${id}?${query}`;
  }

  /**
   * What a request for file `id` may have, and for how many milliseconds yet.
   * @throws ChatError `forbidden` when the address is not one of ours, or has ended
   */
  check(id: string, query: URLSearchParams): { variant: FileVariant; left: number } {
    const variant = FILE_VARIANTS.find((name) => name === query.get("variant"));
    const expires = query.get("expires") ?? "";
    const signature = query.get("signature") ?? "";
    if (variant === undefined || !isSignatureOf(this.key, said(id, variant, expires), signature)) throw refusal();
    const left = Number(expires) * 1000 - this.now();
    if (left <= 0) throw refusal();
    return { variant, left };
  }
}

const said = (id: string, variant: FileVariant, seconds: string): string => `${id} ${variant} ${seconds}`;

const refusal = () => new ChatError("forbidden", "This address has ended or is not whole; ask for a new one.");
