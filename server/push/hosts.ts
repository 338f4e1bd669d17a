/**
 * S6: an endpoint is an address that somebody hands us, and we send there. So it is one of the push services that browsers
 * use, or one that the operator names, and its name leads to no private address.
 */
import { lookup } from "node:dns/promises";
import { BlockList, isIP, isIPv6 } from "node:net";

/** Where Chrome, Edge, Opera and Samsung, Firefox, and Safari have theirs. */
const SERVICES: ReadonlySet<string> = new Set([
  "fcm.googleapis.com",
  "updates.push.services.mozilla.com",
  "web.push.apple.com",
]);
/** Services of many hosts; the first dot is part of the rule. */
const FAMILIES = [".push.apple.com", ".notify.windows.com"] as const;

/**
 * Whether we would send there: an address in its canonical form, over https at its usual port, of a known service; or of an
 * origin in `listed` (PUSH_HOSTS).
 */
export function isTrusted(endpoint: string, listed: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { href, origin, protocol, hostname, port, username, password, hash } = new URL(endpoint);
  // What the parser had to put right (a decimal IP, a tab in the name, a port that goes without saying) is no browser's.
  if (href !== endpoint || username || password || hash) return false;
  if (listed.includes(origin)) return true;
  if (protocol !== "https:" || port) return false;
  return SERVICES.has(hostname) || FAMILIES.some((family) => hostname.endsWith(family));
}

export type Resolve = (hostname: string) => Promise<readonly string[]>;

export const resolveHost: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address);

/** At send time: a name leads where its owner says at this moment. @throws what `resolve` throws */
export async function leadsToPublic(endpoint: string, listed: readonly string[], resolve: Resolve): Promise<boolean> {
  const { hostname, origin } = new URL(endpoint);
  if (listed.includes(origin)) return true; // the operator's own network, if they want
  const addresses = await resolve(hostname);
  return addresses.length > 0 && addresses.every(isPublic);
}

/** IANA's special-purpose registries: what isn't globally reachable, and what wraps another address. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ] as const),
  ...([
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
  ] as const),
  ...([
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 3],
  ] as const),
] as const)
  PRIVATE.addSubnet(net, bits, "ipv4");
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  PRIVATE.addSubnet(net, bits, "ipv6");
const GLOBAL = new BlockList();
GLOBAL.addSubnet("2000::", 3, "ipv6");

export function isPublic(address: string): boolean {
  if (isIPv6(address)) return GLOBAL.check(address, "ipv6") && !PRIVATE.check(address, "ipv6");
  return isIP(address) === 4 && !PRIVATE.check(address, "ipv4");
}
