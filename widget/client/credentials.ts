import type { ErrorCode } from "../../server/protocol/codes";

/** A token as the server takes it, and what it says of itself. `expires` is epoch milliseconds by the issuer's clock. */
export interface Credentials {
  readonly token: string;
  readonly user: string;
  readonly expires?: number;
}

/** No waiting will help: the host page, or the person, has to act. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads whose token it is and when it ends. Nothing is verified here: that is the server's part, the browser only
 * needs to know whose outbox it opens.
 *
 * @throws Refusal `unauthorized` if it isn't a JWT with a `sub`
 */
export const readToken = (token: string): Credentials => {
  const payload = parse(token.split(".")[1] ?? "");
  if (typeof payload !== "object" || payload === null || !("sub" in payload) || typeof payload.sub !== "string")
    throw new Refusal("unauthorized", "the token is not a JWT with a sub");
  const expires = "exp" in payload && typeof payload.exp === "number" ? payload.exp * 1000 : undefined;
  return { token, user: payload.sub, ...(expires !== undefined && { expires }) };
};

const parse = (part: string): unknown => {
  try {
    const bytes = Uint8Array.from(atob(part.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
};
