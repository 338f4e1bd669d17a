/** Who is asking: a store's signed token, or a guest's own. `alg` picks the key, so that none is taken for another. */
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { isBlank, isFit } from "../chat/text";
import { ChatError } from "../errors";
import { ID_LENGTH, TOKEN_LENGTH } from "../protocol/limits";
import type { KeySet } from "./key-set";
import type { Keys } from "./keys";

/** What tokens are held against. */
export interface Trust extends Keys {
  /** AUTH_JWKS_URL's; without it no asymmetric token is accepted. */
  readonly keySet?: KeySet | undefined;
  /** Of every store's token, when set. */
  readonly issuer?: string | undefined;
  readonly audience?: string | undefined;
}

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

/** What the keys of AUTH_JWKS_URL may have signed with (RFC 7518, RFC 8037). */
export const ASYMMETRIC = ["ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "EdDSA"] as const;

/** Seconds by which the clocks of the store and of this server may differ. */
const LEEWAY = 5;

/**
 * @throws ChatError `unauthorized` with a reason that helps an integrator and holds nothing of the token; `unavailable`
 * when it needs a key that can't be looked up now
 */
export async function verifyToken(token: string, trust: Trust): Promise<Identity> {
  try {
    if (token.length > TOKEN_LENGTH)
      throw new ChatError("unauthorized", `A token holds at most ${TOKEN_LENGTH} characters.`);
    const { alg, kid } = decodeProtectedHeader(token);
    const guest = alg === "HS256" && kid === GUEST_KID;
    return identity(guest ? await verifyGuest(token, trust) : await verifyUser(token, alg, trust), guest);
  } catch (error) {
    throw error instanceof ChatError ? error : new ChatError("unauthorized", refusal(error));
  }
}

const RULES = { requiredClaims: ["sub", "exp"], clockTolerance: LEEWAY };

const verifyGuest = async (token: string, { guest }: Trust): Promise<JWTPayload> =>
  (await jwtVerify(token, guest, { ...RULES, algorithms: ["HS256"] })).payload;

async function verifyUser(token: string, alg: unknown, { user, keySet, issuer, audience }: Trust): Promise<JWTPayload> {
  const rules = { ...RULES, ...(issuer ? { issuer } : {}), ...(audience ? { audience } : {}) };
  if (!ASYMMETRIC.some((name) => name === alg))
    return (await jwtVerify(token, user, { ...rules, algorithms: ["HS256"] })).payload;
  if (!keySet)
    throw new ChatError("unauthorized", "The token is signed with a key pair, and AUTH_JWKS_URL is not set.");
  return (await jwtVerify(token, (header) => keySet.find(header), { ...rules, algorithms: [...ASYMMETRIC] })).payload;
}

function refusal(error: unknown): string {
  if (error instanceof errors.JWTExpired) return "The token has expired.";
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token's claim \`${error.claim}\` is missing or wrong.`;
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return "The token was not signed with this server's secret, or not with the key that it names.";
  if (error instanceof errors.JWKSNoMatchingKey) return "The token's `kid` and `alg` name no key of AUTH_JWKS_URL.";
  if (error instanceof errors.JWKSMultipleMatchingKeys) return "The token must name its key (`kid`).";
  return "This is not a token that this server accepts.";
}

function identity(payload: JWTPayload, guest: boolean): Identity {
  const { sub, iat = 0, exp = 0, user_metadata } = payload;
  // Supabase's: what the user may change. A name and a picture at most, and never rights.
  const own = record(user_metadata);
  if (typeof sub !== "string" || sub.length === 0 || sub.length > ID_LENGTH)
    throw new ChatError("unauthorized", `The token's \`sub\` must have 1 to ${ID_LENGTH} characters.`);
  if (!isFit(sub))
    throw new ChatError("unauthorized", "The token's `sub` holds control characters or half a character.");
  if (sub.startsWith(GUEST_PREFIX) !== guest)
    throw new ChatError("unauthorized", "A `sub` that begins with `guest:` is ours to give.");
  return {
    id: sub,
    name: nameIn(payload.name) ?? nameIn(own.full_name) ?? nameIn(own.name) ?? "",
    picture: claim(payload.picture) ?? claim(own.avatar_url) ?? claim(own.picture) ?? null,
    sellers: guest ? [] : claimedSellers(payload.sellers ?? record(payload.app_metadata).sellers),
    guest,
    issuedAt: iat * 1000,
    expiresAt: exp * 1000,
  };
}

const claim = (value: unknown): string | undefined =>
  typeof value === "string" && value.length > 0 && value.length <= 2000 && isFit(value) ? value : undefined;

/**
 * Names stand in sentences, labels and notifications, where nothing keeps them apart from what stands beside them. So
 * they have nothing that turns a line around (UAX #9), and something to see.
 */
const nameIn = (value: unknown): string | undefined => {
  const name = claim(value)
    ?.replace(/[\u202a-\u202e\u2066-\u2069]/gu, "")
    .trim();
  return name && !isBlank(name) ? name : undefined;
};

/** Each once; of two entries for one seller the later counts. */
function claimedSellers(value: unknown): ClaimedSeller[] {
  if (!Array.isArray(value)) return [];
  const sellers = new Map<string, ClaimedSeller>();
  for (const entry of value.slice(0, 100)) {
    const { id, name, picture } = typeof entry === "string" ? { id: entry } : record(entry);
    const known = claim(id);
    if (known === undefined || known.length > ID_LENGTH) continue;
    const [shown, face] = [nameIn(name), claim(picture)];
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

/** What a store's backend says of a person. `iss` and `aud` where the server asks for them. */
interface UserClaims {
  readonly sub: string;
  readonly name?: string | undefined;
  readonly picture?: string | undefined;
  readonly sellers?: readonly (string | ClaimedSeller)[];
  readonly iss?: string | undefined;
  readonly aud?: string | undefined;
}

/** Signs as a store's backend would; for the demo, for trying, and the tests. `seconds`: how long it lasts. */
export const signUser = (keys: Keys, { iss, aud, ...claims }: UserClaims, seconds = 3600): Promise<string> =>
  new SignJWT({ ...claims, ...(iss ? { iss } : {}), ...(aud ? { aud } : {}) })
    .setProtectedHeader({ alg: "HS256" })
    .setIssuedAt()
    .setExpirationTime(`${seconds}s`)
    .sign(keys.user);
