/** Readers of one variable each. @throws StartError whose sentence names it */
import { StartError } from "../errors";

export type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as unset, as compose files leave them. */
export const text = (env: Environment, name: string): string | undefined => env[name]?.trim() || undefined;

export function integer(env: Environment, name: string, fallback: number, least: number, most: number): number {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new StartError(`${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}.`);
}

export function choice<const T extends string>(env: Environment, name: string, options: readonly T[], fallback: T): T {
  const value = text(env, name);
  if (value === undefined) return fallback;
  const found = options.find((option) => option === value);
  if (found !== undefined) return found;
  throw new StartError(`${name} must be one of ${options.join(", ")}, not ${JSON.stringify(value)}.`);
}

export const flag = (env: Environment, name: string, fallback: boolean): boolean =>
  choice(env, name, ["on", "off"], fallback ? "on" : "off") === "on";

/** All of them, in this order, or none: half of what belongs together would be found out with its first use. */
export function together(env: Environment, names: readonly string[]): string[] | undefined {
  const values = names.map((name) => text(env, name) ?? "");
  const missing = names.filter((_, index) => values[index] === "");
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) throw new StartError(`${missing.join(", ")}: set all of ${names.join(", ")}, or none.`);
  return values;
}

export function url(env: Environment, name: string, schemes: readonly string[]): URL | undefined {
  const value = text(env, name);
  if (value === undefined) return undefined;
  // The value may hold a password, so the sentence doesn't repeat it.
  if (!URL.canParse(value) || !schemes.includes(new URL(value).protocol)) {
    throw new StartError(`${name} must be a URL that begins with ${schemes.map((s) => `${s}//`).join(" or ")}.`);
  }
  return new URL(value);
}

/** Whoever stands between could answer with keys of their own. */
export function safeUrl(env: Environment, name: string): string | undefined {
  const value = url(env, name, ["https:", "http:"]);
  if (value?.protocol === "http:" && !isLoopback(value.hostname))
    throw new StartError(`${name} must begin with https://; http:// is for loopback only.`);
  return value?.href;
}

/** Of this server (`/token`), or anybody's. */
export function pathOrUrl(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value === undefined || /^\/(?!\/)[^\s"<>]*$/.test(value)) return value;
  return url(env, name, ["http:", "https:"])?.href;
}

export function secret(env: Environment, name: string): string | undefined {
  const value = text(env, name);
  if (value !== undefined && Buffer.byteLength(value) < 32) {
    throw new StartError(`${name} must be at least 32 bytes long; \`openssl rand -base64 32\` makes one.`);
  }
  return value;
}

/** A host of this machine alone; an IPv6 address as it is, or as URLs have it. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|::1|\[::1\])$/.test(host);

export function origins(env: Environment, name: string): string[] | undefined {
  const value = text(env, name);
  return value?.split(/[\s,]+/).map((entry) => {
    const origin = entry.toLowerCase().replace(/\/$/, ""); // as copied from the address bar
    if (URL.canParse(origin) && new URL(origin).origin === origin) return origin;
    throw new StartError(`${name} must list exact origins such as https://shop.example, not ${JSON.stringify(entry)}.`);
  });
}
