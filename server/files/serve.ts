/** A stored file as an answer, with the headers that keep it from being anything else (S7). */
import { PICTURE } from "./accept";
import type { StoredFile } from "./store";

interface Served {
  readonly name: string;
  readonly type: string;
  /** Milliseconds for which its address holds. */
  readonly left: number;
  /** The request's `range`. */
  readonly range: string | null;
}

export function serve({ blob, size }: StoredFile, { name, type, left, range }: Served): Response {
  const part = range === null ? undefined : parseRange(range, size);
  const headers = {
    "content-type": type,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "content-disposition": `${type === PICTURE ? "inline" : "attachment"}; filename*=UTF-8''${encoded(name)}`,
    "cross-origin-resource-policy": "cross-origin",
    "cache-control": `private, max-age=${Math.floor(left / 1000)}, immutable`,
    "referrer-policy": "no-referrer",
    "accept-ranges": "bytes",
  };
  if (part === "unfit")
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
  if (!part) return new Response(blob.stream(), { headers: { ...headers, "content-length": String(size) } });
  const { from, to } = part;
  return new Response(blob.slice(from, to + 1).stream(), {
    status: 206,
    headers: {
      ...headers,
      "content-length": String(to - from + 1),
      "content-range": `bytes ${from}-${to}/${size}`,
    },
  });
}

/** RFC 9110, 14.1.2, one range; undefined for what isn't understood, and may be ignored. Both ends are included. */
function parseRange(range: string, size: number): { from: number; to: number } | "unfit" | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== "" && last !== "" && Number(last) < from) return undefined;
  return from < size && from <= to ? { from, to } : "unfit";
}

/** RFC 8187: what `encodeURIComponent` leaves alone and isn't an attr-char. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
