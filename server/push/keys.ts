/** The two keys of a subscription (RFC 8291): what is no key would be found out only when somebody is to be notified. */
import { ECDH } from "node:crypto";
import { ChatError } from "../errors";

/** @throws ChatError `bad_frame` unless `p256dh` is a point of P-256 (65 bytes) and `auth` has 16 bytes, both base64url. */
export function assertKeys({ p256dh, auth }: { p256dh: string; auth: string }): void {
  if (!isPoint(p256dh)) throw new ChatError("bad_frame", "`keys.p256dh` is not a public key of P-256 in base64url.");
  if (!isBytes(auth, 16)) throw new ChatError("bad_frame", "`keys.auth` is not 16 bytes in base64url.");
}

const isBytes = (text: string, length: number): boolean =>
  /^[\w-]+$/.test(text) && Buffer.from(text, "base64url").length === length;

function isPoint(text: string): boolean {
  if (!isBytes(text, 65)) return false;
  try {
    ECDH.convertKey(text, "prime256v1", "base64url", "base64url", "uncompressed");
    return text.startsWith("B"); // 0x04: uncompressed
  } catch {
    return false;
  }
}
