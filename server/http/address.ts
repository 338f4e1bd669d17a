import { isIPv6 } from "node:net";

/**
 * Whose request it is, for limits and logs. A proxy's word counts only where the operator says so (TRUST_PROXY). Of an
 * IPv6 address the first 64 bits: whoever has one has the other 2^64, too.
 */
export function addressOf(
  request: Request,
  server: { requestIP(request: Request): { address: string } | null } | null,
  trustProxy: boolean,
): string {
  const forwarded = trustProxy ? request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() : undefined;
  return networkOf(forwarded || server?.requestIP(request)?.address || "unknown");
}

export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped || !isIPv6(address)) return mapped ?? address;
  const [head = "", tail] = new URL(`http://[${address.replace(/%.*/, "")}]`).hostname.slice(1, -1).split("::");
  const groups = head === "" ? [] : head.split(":");
  const last = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - last.length;
  return `${[...groups, ...Array(zeros).fill("0"), ...last].slice(0, 4).join(":")}::/64`;
}
