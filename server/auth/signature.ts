/** What we sign for ourselves: short texts that somebody brings back (HMAC-SHA-256, base64url). */
import { createHmac, timingSafeEqual } from "node:crypto";

export const signatureOf = (key: Uint8Array, said: string): string =>
  createHmac("sha256", key).update(said).digest("base64url");

/** Takes the same time wherever they differ. */
export function isSignatureOf(key: Uint8Array, said: string, signature: string): boolean {
  const [given, due] = [Buffer.from(signature), Buffer.from(signatureOf(key, said))];
  return given.length === due.length && timingSafeEqual(given, due);
}
