/** The environment, parsed once. Every fault names its variable. */
import { createECDH } from "node:crypto";
import {
  choice,
  type Environment,
  flag,
  integer,
  isLoopback,
  origins,
  pathOrUrl,
  safeUrl,
  secret,
  text,
  together,
  url,
} from "./config/variables";
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
type LogLevel = (typeof LOG_LEVELS)[number];

export type ContactGuard = (typeof CONTACT_RULES)[number];

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
    guests: flag(env, "GUESTS", true),
    sellers: choice(env, "SELLERS", ["any", "known"], "any"),
    demo: flag(env, "DEMO", !production && isLoopback(host)), // it hands out tokens: where others reach it, it must be asked for
    rateLimits: flag(env, "RATE_LIMITS", true),
    maxText: integer(env, "MAX_TEXT", TEXT_LENGTH, 1, 100_000),
    trustProxy: flag(env, "TRUST_PROXY", false),
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

function s3(env: Environment): S3Settings | undefined {
  const set = together(env, ["S3_ENDPOINT", "S3_BUCKET", "S3_REGION", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"]);
  if (!set) return undefined;
  const [, bucket = "", region = "", accessKeyId = "", secretAccessKey = ""] = set;
  const endpoint = url(env, "S3_ENDPOINT", ["http:", "https:"])?.href ?? "";
  return { endpoint, bucket, region, accessKeyId, secretAccessKey };
}

/** A pair: with two halves of different ones, every push service would refuse us. */
function vapid(env: Environment): VapidKeys | undefined {
  const names = ["VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"] as const;
  const set = together(env, names);
  if (!set) return undefined;
  const [publicKey = "", privateKey = ""] = set;
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
