/** The environment, parsed once. Every fault names its variable. */
import { createECDH } from "node:crypto";
import { StartError } from "./errors";
import { TEXT_LENGTH } from "./protocol/limits";
import { CONTACT_RULES } from "./protocol/server-frames";

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where browsers reach this server; undefined: as they ask for it. */
  readonly publicUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** At least 32 bytes; undefined: one is generated and kept in `dataDir`. */
  readonly authSecret: string | undefined;
  /** Public keys of tokens that are signed with a key pair (Supabase Auth, Auth0, Clerk …). */
  readonly authJwksUrl: string | undefined;
  /** What `iss` and `aud` of every store's token must be; undefined: not looked at. */
  readonly authIssuer: string | undefined;
  readonly authAudience: string | undefined;
  /** For the operator's routes, at least 32 bytes; undefined: there are none. */
  readonly adminKey: string | undefined;
  /** Exact origins; undefined: loopback only. */
  readonly allowedOrigins: readonly string[] | undefined;
  /**
   * Where the store tells `/dashboard` who is signed in there: a path of this server, or an absolute address; undefined:
   * there is no dashboard.
   */
  readonly dashboardTokenUrl: string | undefined;
  readonly guests: boolean;
  readonly sellers: "any" | "known";
  readonly demo: boolean;
  readonly rateLimits: boolean;
  /** UTF-16 units. */
  readonly maxText: number;
  readonly trustProxy: boolean;
  /** What happens to a text with phone numbers, addresses or handles in it. */
  readonly contactGuard: ContactGuard;
  /** Where files lie; undefined: under `dataDir`. */
  readonly s3: S3Settings | undefined;
  /** Who we are to push services (RFC 8292); undefined: made once and kept in the database. */
  readonly vapid: VapidKeys | undefined;
  /** Where a push service can complain: `mailto:` or `https:`; undefined: at `publicUrl`. */
  readonly vapidSubject: string | undefined;
  /** Origins of further push services to trust. */
  readonly pushHosts: readonly string[];
  /** How long what is said is kept, in days; undefined: for ever. */
  readonly retentionDays: number | undefined;
  readonly logLevel: LogLevel;
  readonly logFormat: "json" | "pretty";
}

/** base64url: 65 bytes, and 32. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Of an S3-compatible store. The bucket exists, and nobody but this server reads it. */
export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type ContactGuard = (typeof CONTACT_RULES)[number];

type Environment = Readonly<Record<string, string | undefined>>;

/** The demo hands out tokens to anybody, so where others can reach it, it must be asked for. */
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "localhost", "::1"]);

/** @throws StartError whose sentence names the variable. */
export function parseConfig(env: Environment): Config {
  const production = env.NODE_ENV === "production";
  const host = text(env, "HOST") ?? "127.0.0.1";
  const config: Config = {
    port: integer(env, "PORT", 3000, 0, 65_535),
    host,
    publicUrl: url(env, "PUBLIC_URL", ["http:", "https:"])?.origin,
    databaseUrl: url(env, "DATABASE_URL", ["postgres:", "postgresql:"])?.href,
    dataDir: text(env, "DATA_DIR") ?? ".data",
    authSecret: secret(env, "AUTH_SECRET"),
    authJwksUrl: safeUrl(env, "AUTH_JWKS_URL"),
    authIssuer: text(env, "AUTH_ISSUER"),
    authAudience: text(env, "AUTH_AUDIENCE"),
    adminKey: secret(env, "ADMIN_KEY"),
    allowedOrigins: origins(env, "ALLOWED_ORIGINS"),
    dashboardTokenUrl: pathOrUrl(env, "DASHBOARD_TOKEN_URL"),
    guests: choice(env, "GUESTS", ["on", "off"], "on") === "on",
    sellers: choice(env, "SELLERS", ["any", "known"], "any"),
    demo: choice(env, "DEMO", ["on", "off"], production || !LOOPBACK.has(host) ? "off" : "on") === "on",
    rateLimits: choice(env, "RATE_LIMITS", ["on", "off"], "on") === "on",
    maxText: integer(env, "MAX_TEXT", TEXT_LENGTH, 1, 100_000),
    trustProxy: choice(env, "TRUST_PROXY", ["on", "off"], "off") === "on",
    contactGuard: choice(env, "CONTACT_GUARD", CONTACT_RULES, "off"),
    s3: s3(env),
    vapid: vapid(env),
    vapidSubject: vapidSubject(env),
    pushHosts: pushHosts(env),
    retentionDays: text(env, "RETENTION_DAYS") ? integer(env, "RETENTION_DAYS", 0, 1, 36_500) : undefined,
    logLevel: choice(env, "LOG_LEVEL", LOG_LEVELS, production ? "info" : "debug"),
    logFormat: choice(env, "LOG_FORMAT", ["json", "pretty"], production ? "json" : "pretty"),
  };
  if (production) {
    if (!config.authSecret) throw new StartError("AUTH_SECRET must be set in production (at least 32 bytes).");
    if (config.demo) throw new StartError("DEMO=on is refused in production: it hands out tokens to anybody.");
    if (!config.rateLimits) throw new StartError("RATE_LIMITS=off is refused in production.");
  }
  return config;
}

/** An empty variable counts as unset, as compose files leave them. */
const text = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;

function integer(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new StartError(`${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`);
}

function choice<const T extends string>(env: Environment, name: string, options: readonly T[], fallback: T): T {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const found = options.find((option) => option === value);
  if (found !== undefined) return found;
  throw new StartError(`${name} must be one of ${options.join(", ")}, not ${JSON.stringify(value)}.`);
}

function url(env: Environment, name: string, schemes: readonly string[]): URL | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  // The value may hold a password, so the sentence doesn't repeat it.
  if (!URL.canParse(value) || !schemes.includes(new URL(value).protocol)) {
    throw new StartError(`${name} must be a URL that begins with ${schemes.map((s) => `${s}//`).join(" or ")}.`);
  }
  return new URL(value);
}

/** Whoever stands between could answer with keys of their own. */
function safeUrl(env: Environment, name: string): string | undefined {
  const value = url(env, name, ["https:", "http:"]);
  if (value?.protocol === "http:" && !isLoopback(value.hostname))
    throw new StartError(`${name} must begin with https://; http:// is for loopback only.`);
  return value?.href;
}

/** Of this server (`/token`), or anybody's. */
function pathOrUrl(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined || /^\/(?!\/)[^\s"<>]*$/.test(value)) return value;
  return url(env, name, ["http:", "https:"])?.href;
}

function secret(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value !== undefined && Buffer.byteLength(value) < 32) {
    throw new StartError(`${name} must be at least 32 bytes long; \`openssl rand -base64 32\` makes one.`);
  }
  return value;
}

/** All of them or none: half a bucket would be found out with the first file. */
function s3(env: Environment): S3Settings | undefined {
  const names = ["S3_ENDPOINT", "S3_BUCKET", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
  const missing = names.filter((name) => text(env, name) === undefined);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) throw new StartError(`${missing.join(", ")}: set all of ${names.join(", ")}, or none.`);
  const [, bucket = "", region = "", accessKeyId = "", secretAccessKey = ""] = names.map((name) => text(env, name));
  const endpoint = url(env, "S3_ENDPOINT", ["http:", "https:"])?.href ?? "";
  return { endpoint, bucket, region, accessKeyId, secretAccessKey };
}

/** Both or none, and a pair: with two halves of different ones, every push service would refuse us. */
function vapid(env: Environment): VapidKeys | undefined {
  const names = ["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"] as const;
  const [publicKey, privateKey] = names.map((name) => text(env, name));
  if (publicKey === undefined && privateKey === undefined) return undefined;
  if (publicKey === undefined || privateKey === undefined)
    throw new StartError(`${publicKey === undefined ? names[0] : names[1]}: set both of ${names.join(", ")}, or none.`);
  if (!/^[\w-]{43}$/.test(privateKey)) throw new StartError(`${names[1]} must be 32 bytes in base64url.`);
  if (publicOf(privateKey) !== publicKey) throw new StartError(`${names[0]} doesn't belong to ${names[1]}.`);
  return { publicKey, privateKey };
}

function publicOf(privateKey: string): string | undefined {
  const pair = createECDH("prime256v1");
  try {
    pair.setPrivateKey(privateKey, "base64url");
    return pair.getPublicKey("base64url");
  } catch {
    return undefined; // zero, or above the curve's order
  }
}

function vapidSubject(env: Environment): string | undefined {
  const value = text(env, "VAPID_SUBJECT");
  if (value === undefined || /^mailto:[^@\s]+@[^@\s]+$/.test(value)) return value;
  return url(env, "VAPID_SUBJECT", ["https:", "mailto:"])?.href;
}

/** `push.example` or `https://push.example:8443`; plain http for this machine only. */
function pushHosts(env: Environment): string[] {
  const value = text(env, "PUSH_HOSTS");
  return (value?.split(/[\s,]+/) ?? []).map((entry) => {
    const origin = entry.includes("://") ? entry.toLowerCase() : `https://${entry.toLowerCase()}`;
    const { protocol, hostname, origin: exact } = URL.canParse(origin) ? new URL(origin) : new URL("about:blank");
    const safe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
    if (safe && exact === origin && !hostname.includes("*")) return origin;
    throw new StartError(
      `PUSH_HOSTS must list hosts such as push.example, or https://push.example:8443, not ${JSON.stringify(entry)}.`,
    );
  });
}

const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

function origins(env: Environment, name: string): string[] | undefined {
  const value = text(env, name);
  return value?.split(/[\s,]+/).map((entry) => {
    if (URL.canParse(entry) && new URL(entry).origin === entry.toLowerCase()) return entry.toLowerCase();
    throw new StartError(`${name} must list exact origins such as https://shop.example, not ${JSON.stringify(entry)}.`);
  });
}
