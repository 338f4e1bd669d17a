/** Signs people in with a key pair, as Supabase Auth or Auth0 do, and lists its public keys over HTTP. */
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export class KeyServer {
  /** What requests are answered with, instead of the keys. */
  answer: ((request: Request) => Response | Promise<Response> | undefined) | undefined;
  /** Requests so far. */
  asked = 0;
  listed: JWK[] = [];
  readonly #server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request) => {
      this.asked++;
      return this.answer?.(request) ?? Response.json({ keys: this.listed });
    },
  });

  get url(): string {
    return `${this.#server.url}.well-known/jwks.json`;
  }

  /** A new key, listed from now on. */
  async addKey(alg = "ES256", kid: string = crypto.randomUUID()): Promise<SigningKey> {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    this.listed.push({ ...(await exportJWK(publicKey)), kid, alg, use: "sig" });
    return { kid, alg, privateKey, publicKey };
  }

  stop(): Promise<void> {
    return this.#server.stop(true);
  }
}

/** `claims` as they are, but for an `exp` in an hour and an `iat` of now. */
export const sign = (
  { kid, alg, privateKey }: SigningKey,
  claims: Readonly<Record<string, unknown>>,
  header: object = {},
): Promise<string> =>
  new SignJWT({ iat: seconds(0), exp: seconds(3600), ...claims })
    .setProtectedHeader({ alg, kid, ...header })
    .sign(privateKey);

/** So many seconds from now, as claims count them. */
export const seconds = (fromNow: number): number => Math.floor(Date.now() / 1000) + fromNow;
