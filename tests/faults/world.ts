/** Who is there: the same people for every seed. */
import type { Side, Topic } from "../../server/protocol/model";

/** A conversation, before anybody has opened it. Its topic is nobody else's, so it is known by that. */
export interface Talk {
  readonly buyer: string;
  readonly seller: string;
  readonly topic: Topic;
}

/** One browser of one person. */
export interface DeviceSpec {
  /** `anna/2` is Anna's second one. */
  readonly name: string;
  readonly side: Side;
  /** Absent: a guest of this browser. */
  readonly person?: string;
  /** For whom they act. */
  readonly sellers: readonly string[];
  /** Places in `World.talks`. */
  readonly talks: readonly number[];
}

export interface World {
  readonly talks: readonly Talk[];
  readonly devices: readonly DeviceSpec[];
  /** The talk of the real browsers: a buyer with two tabs, and an agent's inbox. */
  readonly paged: number;
}

/** How many there are: in a long run, and in the short one. */
export const MANY = { buyers: 12, sellers: 4 };
export const FEW = { buyers: 6, sellers: 3 };

/** Those who sit in front of a real browser. */
export const READER = "wanda";
export const CLERK = "otto";

/**
 * Every fourth buyer has two devices and the last one is a guest; every other buyer talks with two sellers. The first
 * seller has two agents, the second one agent with two devices, the others one.
 */
export function world({ buyers, sellers }: { buyers: number; sellers: number }): World {
  const shops = Array.from({ length: sellers }, (_, n) => `shop${n}`);
  const talks: Talk[] = [];
  const talk = (buyer: string, seller: string): number => {
    const n = talks.length;
    talks.push({ buyer, seller, topic: { id: `thing${n}`, title: `Thing ${n}`, url: `http://localhost/things/${n}` } });
    return n;
  };
  const buyersDevices = Array.from({ length: buyers }, (_, n): DeviceSpec[] => {
    const name = `buyer${n}`;
    const first = shops[n % sellers] ?? "";
    const second = shops[(n + 1) % sellers] ?? "";
    const own = n % 2 === 0 ? [talk(name, first), talk(name, second)] : [talk(name, first)];
    const spec = { name, side: "buyer", sellers: [], talks: own } as const;
    if (n === buyers - 1) return [{ ...spec, name: "guest" }];
    const signedIn = { ...spec, person: name };
    return n % 4 === 0 ? [signedIn, { ...signedIn, name: `${name}/2` }] : [signedIn];
  }).flat();
  const paged = talk(READER, shops[0] ?? "");
  const agents = shops.flatMap((shop, n): DeviceSpec[] => {
    const theirs = talks.flatMap(({ seller }, place) => (seller === shop ? [place] : []));
    const spec = { side: "seller", sellers: [shop], talks: theirs } as const;
    const one = { ...spec, name: `agent${n}`, person: `agent${n}` };
    if (n === 0) return [one, { ...spec, name: "agent0b", person: "agent0b" }];
    return n === 1 ? [one, { ...one, name: "agent1/2" }] : [one];
  });
  return { talks, devices: [...buyersDevices, ...agents], paged };
}
