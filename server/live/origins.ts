/** S1: which pages may talk to us. A program that is no browser sends no Origin, and needs a token like everyone. */
import type { Config } from "../config";
import { isLoopback } from "../config/variables";

export type OriginRule = (origin: string | null) => boolean;

/** Exact origins; with none given, loopback alone. The server's own address always counts. */
export function originRule({ allowedOrigins, publicUrl }: Pick<Config, "allowedOrigins" | "publicUrl">): OriginRule {
  const exact = new Set([...(allowedOrigins ?? []), ...(publicUrl ? [publicUrl] : [])]);
  return (origin) => {
    if (origin === null || exact.has(origin)) return true;
    return allowedOrigins === undefined && isHere(origin);
  };
}

/** A web address that somebody handed in, where its origin may be shown. */
export function allowedUrl(address: string | undefined, allows: OriginRule): URL | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return (url.protocol === "https:" || url.protocol === "http:") && allows(url.origin) ? url : undefined;
}

function isHere(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname } = new URL(origin);
  return (protocol === "http:" || protocol === "https:") && isLoopback(hostname);
}
