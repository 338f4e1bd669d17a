/** Who is asking: a store's signed token, or a guest's own. */
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { isFit } from "../chat/text";
import { ChatError } from "../errors";
import { ID_LENGTH } from "../protocol/limits";
import type { Keys } from "./keys";

/** What a token says of its person. A seller named only by id keeps the name it has. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly picture: string | null;
  readonly sellers: readonly ClaimedSeller[];
  /** We signed the token ourselves, for a visitor. */
  readonly guest: boolean;
  /** Milliseconds since 1970; 0 when the token doesn't say (`iat`). */
  readonly issuedAt: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface ClaimedSeller {
  readonly id: string;
  readonly name?: string;
  readonly picture?: string;
}

const GUEST_PREFIX = "guest:";
const GUEST_DAYS = 180;
const GUEST_KID = "guest";

/** @throws ChatError `unauthorized` with a reason that helps an integrator and holds nothing of the token. */
export async function verifyToken(token: string, keys: Keys): Promise<Identity> {
  try {
    const guest = decodeProtectedHeader(token).kid === GUEST_KID;
    const { payload } = await jwtVerify(token, guest ? keys.guest : keys.user, {
      algorithms: ["HS256"],
      requiredClaims: ["sub", "exp"],
      clockTolerance: 5,
    });
    return identity(payload, guest);
  } catch (error) {
    throw new ChatError("unauthorized", refusal(error));
  }
}

function refusal(error: unknown): string {
  if (error instanceof ChatError) return error.message;
  if (error instanceof errors.JWTExpired) return "The token has expired.";
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token's claim \`${error.claim}\` is missing or wrong.`;
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return "The token was not signed with this server's secret.";
  return "This is not a token that this server accepts.";
}

function identity(payload: JWTPayload, guest: boolean): Identity {
  const { sub = "", iat = 0, exp = 0 } = payload;
  if (sub.length === 0 || sub.length > ID_LENGTH)
    throw new ChatError("unauthorized", `The token's \`sub\` must have 1 to ${ID_LENGTH} characters.`);
  if (!isFit(sub))
    throw new ChatError("unauthorized", "The token's `sub` holds control characters or half a character.");
  if (sub.startsWith(GUEST_PREFIX) !== guest)
    throw new ChatError("unauthorized", "A `sub` that begins with `guest:` is ours to give.");
  return {
    id: sub,
    name: claim(payload.name) ?? "",
    picture: claim(payload.picture) ?? null,
    sellers: guest ? [] : claimedSellers(payload.sellers ?? record(payload.app_metadata).sellers),
    guest,
    issuedAt: iat * 1000,
    expiresAt: exp * 1000,
  };
}

const claim = (value: unknown): string | undefined =>
  typeof value === "string" && value.length > 0 && value.length <= 2000 && isFit(value) ? value : undefined;

/** Each once; of two entries for one seller the later counts. */
function claimedSellers(value: unknown): ClaimedSeller[] {
  if (!Array.isArray(value)) return [];
  const sellers = new Map<string, ClaimedSeller>();
  for (const entry of value.slice(0, 100)) {
    const { id, name, picture } = typeof entry === "string" ? { id: entry } : record(entry);
    const known = claim(id);
    if (known === undefined || known.length > ID_LENGTH) continue;
    const [shown, face] = [claim(name), claim(picture)];
    sellers.set(known, { id: known, ...(shown ? { name: shown } : {}), ...(face ? { picture: face } : {}) });
  }
  return [...sellers.values()];
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** A new guest and their token. */
export async function signGuest(keys: Keys): Promise<{ id: string; token: string; expires: string }> {
  const id = `${GUEST_PREFIX}${crypto.randomUUID()}`;
  const expires = new Date(Date.now() + GUEST_DAYS * 86_400_000);
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "HS256", kid: GUEST_KID })
    .setSubject(id)
    .setIssuedAt()
    .setExpirationTime(Math.floor(expires.getTime() / 1000))
    .sign(keys.guest);
  return { id, token, expires: expires.toISOString() };
}

/** Signs as a store's backend would; for the demo and the tests. `seconds`: how long it lasts. */
export const signUser = (
  keys: Keys,
  claims: { sub: string; name?: string; picture?: string; sellers?: readonly (string | ClaimedSeller)[] },
  seconds = 3600,
): Promise<string> =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(keys.user);
