/**
 * The public keys of whoever signs the store's people in (RFC 7517), read from AUTH_JWKS_URL. Our own instead of jose's
 * `createRemoteJWKSet`, which forgets its keys when they are old and the key server doesn't answer.
 */
import { type CryptoKey, createLocalJWKSet, errors, type JWTHeaderParameters } from "jose";
import { ChatError } from "../errors";
import type { Log } from "../log";

/** Keys are read again when they are older (ms): one that was withdrawn counts no longer than this. */
const FRESH = 600_000;
/** But not more often than this, whatever tokens name: an unknown `kid` costs its sender nothing. */
const COOLDOWN = 5_000;
const PATIENCE = 3_000;
const MOST_BYTES = 256 * 1024;

interface KeySetDeps {
  readonly log: Pick<Log, "info" | "warn">;
  readonly now?: () => number;
  /** How long the key server may take (ms). */
  readonly patience?: number;
}

type Find = (header: JWTHeaderParameters) => Promise<CryptoKey>;

export class KeySet {
  readonly #url: string;
  readonly #log: KeySetDeps["log"];
  readonly #now: () => number;
  readonly #patience: number;
  /** The last set that was read; it stays in use while the key server is away. */
  #known: Find = async () => {
    throw new errors.JWKSNoMatchingKey();
  };
  #readAt = Number.NEGATIVE_INFINITY;
  #asked = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;

  constructor(url: string, { log, now = Date.now, patience = PATIENCE }: KeySetDeps) {
    this.#url = url;
    this.#log = log;
    this.#now = now;
    this.#patience = patience;
  }

  /**
   * The key that a token's header names. Only `alg` and `kid` of the header are looked at.
   * @throws JWKSNoMatchingKey when a set read since the question has no such key; ChatError `unavailable` when that can't
   * be known yet, since whoever comes back later may be let in
   */
  async find({ alg, kid }: JWTHeaderParameters): Promise<CryptoKey> {
    const began = this.#now();
    const header = kid === undefined ? { alg } : { alg, kid };
    if (began - this.#readAt > FRESH) await this.#refresh();
    const known = await this.#look(header);
    if (known) return known;
    await this.#refresh();
    const found = await this.#look(header);
    if (found) return found;
    if (this.#readAt >= began) throw new errors.JWKSNoMatchingKey();
    const wait = Math.max(1000, this.#asked + COOLDOWN - this.#now());
    throw new ChatError("unavailable", "The key of this token can't be looked up now; please wait a moment.", wait);
  }

  async #look(header: JWTHeaderParameters): Promise<CryptoKey | undefined> {
    try {
      return await this.#known(header);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      throw error;
    }
  }

  /** One question at a time, shared by all who wait; none while the last one is young. */
  async #refresh(): Promise<void> {
    if (!this.#asking && this.#now() - this.#asked < COOLDOWN) return;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    await this.#asking;
  }

  async #ask(): Promise<void> {
    const at = this.#now();
    this.#asked = at;
    try {
      this.#known = createLocalJWKSet(JSON.parse(await this.#read()));
      this.#readAt = at;
      this.#log.info("keys read from AUTH_JWKS_URL");
    } catch (err) {
      this.#log.warn({ err }, "AUTH_JWKS_URL can't be read");
    }
  }

  async #read(): Promise<string> {
    const signal = AbortSignal.timeout(this.#patience);
    const response = await fetch(this.#url, { signal, redirect: "error", headers: { accept: "application/json" } });
    if (!response.ok) throw new Error(`The key server answered ${response.status}.`);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body ?? []) {
      size += part.byteLength;
      if (size > MOST_BYTES) throw new Error(`The key server's answer is larger than ${MOST_BYTES} bytes.`);
      parts.push(part);
    }
    return Buffer.concat(parts).toString();
  }
}
