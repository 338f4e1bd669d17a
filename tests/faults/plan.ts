/** What happens when: follows from the seed alone, whatever the machine makes of it. */
import { Dice } from "./dice";
import type { Direction } from "./line";
import type { World } from "./world";

/** Something that a person does. `device` and `talk` are places in the world. */
export type Deed = { readonly device: number; readonly talk: number } & (
  | { readonly do: "send"; readonly text: string }
  /** `which` of the newest own messages: at least 0, below 1. */
  | { readonly do: "edit"; readonly which: number; readonly text: string }
  | { readonly do: "remove"; readonly which: number }
  | { readonly do: "see" | "type" | "older" | "leave" }
);

/** Something that a person in front of a real browser does. */
export type PageDeed = { readonly do: "write"; readonly page: number; readonly text: string };

/** Durations are milliseconds; `devices` and `pages` are places. A line belongs to each device and each page. */
export type Fault =
  | { readonly fault: "server killed" | "server restarted" | "server and database killed"; readonly away: number }
  /** Several times in a row: it is back within a tenth of a second. */
  | { readonly fault: "database killed"; readonly times: number; readonly every: number }
  | ({ readonly fault: "cut"; readonly how: "RST" | "FIN" } & Struck)
  | ({ readonly fault: "network gone"; readonly lasts: number } & Struck)
  | ({ readonly fault: "half-open"; readonly forGood: boolean; readonly lasts: number } & Struck)
  | ({ readonly fault: "one direction only"; readonly stops: Direction; readonly lasts: number } & Struck)
  | ({ readonly fault: "delayed"; readonly delay: number; readonly lasts: number } & Struck)
  | ({ readonly fault: "throttled"; readonly rate: number; readonly lasts: number } & Struck)
  | ({ readonly fault: "WebSockets refused"; readonly lasts: number } & Struck)
  /** So soon after a message was submitted. */
  | {
      readonly fault: "client killed after a send";
      readonly device: number;
      readonly talk: number;
      readonly text: string;
      readonly after: number;
    }
  | { readonly fault: "page reloaded"; readonly device: number }
  | { readonly fault: "client frozen"; readonly device: number; readonly lasts: number; readonly wakes: boolean }
  | { readonly fault: "tab closed"; readonly page: number; readonly text: string; readonly after: number };

/** Whose lines are struck. */
export interface Struck {
  readonly devices: readonly number[];
  readonly pages: readonly number[];
}

export type FaultName = Fault["fault"];

/** How often each comes in a round. */
export const EACH_ROUND: Readonly<Record<FaultName, number>> = {
  "server killed": 2,
  "server restarted": 1,
  "database killed": 2,
  "server and database killed": 1,
  cut: 2,
  "network gone": 1,
  "half-open": 2,
  "one direction only": 2,
  delayed: 1,
  throttled: 1,
  "WebSockets refused": 1,
  "client killed after a send": 3,
  "page reloaded": 1,
  "client frozen": 1,
  "tab closed": 2,
};

export const FAULTS = Object.keys(EACH_ROUND) as readonly FaultName[];

export type Step = { /** Milliseconds since the start. */ readonly at: number; readonly round: number } & (
  | { readonly deed: Deed }
  | { readonly pageDeed: PageDeed }
  | { readonly fault: Fault }
);

/** Real browsers: two tabs of a buyer, and a seller's inbox. */
export const PAGES = 3;
export const INBOX_PAGE = 2;

const CALM_BEFORE = 1_000;

/** Goes on without an end. */
export function* plan(seed: number, { devices }: World): Generator<Step, never> {
  const dice = new Dice(seed);
  const words = texts(dice.fork(1));
  let at = 0;
  for (let round = 1; ; round++) {
    let next = at + CALM_BEFORE;
    const deck = dice.shuffled(FAULTS.flatMap((name) => Array<FaultName>(EACH_ROUND[name]).fill(name)));
    while (deck.length > 0) {
      at += dice.between(5, 45);
      if (at >= next) {
        const name = deck.pop();
        if (name) yield { at, round, fault: strike(name) };
        next = at + dice.between(700, 2_300);
      } else if (dice.chance(0.03)) yield { at, round, pageDeed: { do: "write", page: aPage(), text: words() } };
      else yield { at, round, deed: deed() };
    }
  }

  function aDevice(): number {
    return dice.between(0, devices.length - 1);
  }

  function aPage(): number {
    return dice.between(0, PAGES - 1);
  }

  function aTalkOf(device: number): number {
    const own = devices[device]?.talks ?? [];
    return own[dice.between(0, own.length - 1)] ?? 0;
  }

  function deed(): Deed {
    const device = aDevice();
    const talk = aTalkOf(device);
    const share = dice.next();
    if (share < 0.55) return { do: "send", device, talk, text: words() };
    if (share < 0.65) return { do: "edit", device, talk, which: dice.next(), text: words() };
    if (share < 0.7) return { do: "remove", device, talk, which: dice.next() };
    if (share < 0.85) return { do: "see", device, talk };
    return { do: dice.pick(["type", "older", "leave"]), device, talk };
  }

  function struck(): Struck {
    const all = devices.map((_, n) => n);
    if (dice.chance(0.15)) return { devices: all, pages: Array.from({ length: PAGES }, (_, n) => n) };
    const some = dice.shuffled(all).slice(0, dice.between(1, 4));
    return { devices: some, pages: dice.chance(0.3) ? [aPage()] : [] };
  }

  function strike(fault: FaultName): Fault {
    const lasts = dice.between(1_000, 6_000);
    switch (fault) {
      case "server killed":
      case "server restarted":
      case "server and database killed":
        return { fault, away: dice.between(0, 2_000) };
      case "database killed":
        return { fault, times: dice.between(1, 6), every: dice.between(50, 400) };
      case "cut":
        return { fault, how: dice.pick(["RST", "FIN"]), ...struck() };
      case "network gone":
        return { fault, lasts, ...struck() };
      case "half-open":
        return { fault, forGood: dice.chance(0.5), lasts: dice.between(4_000, 12_000), ...struck() };
      case "one direction only":
        return { fault, stops: dice.pick(["up", "down"]), lasts: dice.between(4_000, 12_000), ...struck() };
      case "delayed":
        return { fault, delay: dice.between(50, 800), lasts, ...struck() };
      case "throttled":
        return { fault, rate: dice.between(500, 5_000), lasts, ...struck() };
      case "WebSockets refused":
        return { fault, lasts: dice.between(5_000, 12_000), ...struck() };
      case "client killed after a send": {
        const device = aDevice();
        return { fault, device, talk: aTalkOf(device), text: words(), after: dice.pick([0, 0, 1, 3, 8, 20]) };
      }
      case "page reloaded":
        return { fault, device: aDevice() };
      case "client frozen":
        return { fault, device: aDevice(), lasts, wakes: dice.chance(0.5) };
      case "tab closed":
        return { fault, page: aPage(), text: words(), after: dice.between(0, 300) };
    }
  }
}

/** No text comes twice, so that a message can be known by it. One in twelve is long. */
function texts(dice: Dice): () => string {
  let count = 0;
  return () => {
    count++;
    const filler = "да, и ещё: ".repeat(dice.chance(1 / 12) ? dice.between(20, 300) : 0);
    return `№ ${count} ${dice.pick(["ок", "сколько стоит?", "hello there", "🙂", "a\nb"])} ${filler}`.trim();
  };
}
