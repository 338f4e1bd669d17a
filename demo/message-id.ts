import { createHash } from "node:crypto";

/** The same UUID for the same name, always: what is sent again is stored once (D2). */
export function messageId(name: string): string {
  const hex = createHash("sha256").update(`seller-chat demo ${name}`).digest("hex");
  // Version 8: made by a rule of one's own (RFC 9562).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
