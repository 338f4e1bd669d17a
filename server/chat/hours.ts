/**
 * Working hours: pure rules. Days and minutes are the seller's, so everything goes through their time zone, in which a
 * day has 23 or 25 hours now and then. Moments are milliseconds since 1970.
 */
import type { SellerSettings } from "../protocol/rest";

export type Hours = NonNullable<SellerSettings["hours"]>;

/** `until`: when that changes; undefined when it never does. */
export type Shift =
  | { readonly open: true; readonly until: number }
  | { readonly open: false; readonly until: number | undefined };

interface Span {
  readonly from: number;
  readonly to: number;
}

const DAY = 86_400_000;
const MINUTE = 60_000;

/** An IANA name that this server knows; offsets such as `+03:00` don't know of daylight saving. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    clockIn(zone);
    return true;
  } catch {
    return false;
  }
}

/** Whether the seller works now, and until when that holds. */
export function shiftAt(hours: Hours, now: number): Shift {
  for (const { from, to } of spans(hours, now, now + 8 * DAY)) {
    if (now < from) return { open: false, until: from };
    if (now < to) return { open: true, until: to };
  }
  return { open: false, until: undefined };
}

/** Working time between two moments (ms). */
export function openBetween(hours: Hours, from: number, to: number): number {
  let open = 0;
  for (const span of spans(hours, from, to)) open += Math.max(0, Math.min(span.to, to) - Math.max(span.from, from));
  return open;
}

/** The days' hours that may touch the time from `from` to `to`, ascending. */
function* spans({ zone, days }: Hours, from: number, to: number): Generator<Span> {
  // Local midnights as if they were UTC: a calendar without offsets. From the day before, which may end today.
  const first = Math.floor(local(zone, from) / DAY) * DAY - DAY;
  for (let date = first; date <= to + 2 * DAY; date += DAY) {
    const weekday = (new Date(date).getUTCDay() + 6) % 7; // Monday is 0
    const open = days[weekday];
    if (open) yield { from: moment(zone, date + open.from * MINUTE), to: moment(zone, date + open.to * MINUTE) };
  }
}

/**
 * The moment at which clocks in `zone` show `shown` (as if it were UTC). A time that is skipped in spring is as much
 * later as clocks were moved; of a time that comes twice in autumn it is the first.
 */
function moment(zone: string, shown: number): number {
  const offsets = [shown - DAY, shown + DAY].map((at) => local(zone, at) - at);
  const moments = offsets.map((offset) => shown - offset).sort((a, b) => a - b);
  return moments.find((at) => local(zone, at) === shown) ?? shown - (offsets[0] ?? 0);
}

/** What clocks in `zone` show at a moment, as if it were UTC. */
function local(zone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of clockIn(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once a zone: making one takes longer than everything else here. @throws RangeError for a zone nobody knows */
function clockIn(zone: string): Intl.DateTimeFormat {
  const name = zone.toLowerCase(); // zones are looked up without their case, and a seller could send each spelling
  const known = clocks.get(name);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    calendar: "gregory",
    hourCycle: "h23",
    ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" },
  });
  clocks.set(name, clock);
  return clock;
}
