/**
 * A closed loop: each busy socket has one message under way, and sends the next as soon as that is acked, in the next of
 * its conversations. The other side of every conversation is connected; when the message reaches it, it is delivered.
 */
import { type Person, TEXT } from "../stage/cast";
import { type Cores, countCores, type Watched } from "../stage/probe";
import { Ledger } from "./ledger";
import { LINKS, type Link, type LinkKind } from "./links/link";
import { type Percentiles, percentiles } from "./percentiles";

export interface TalkOrder {
  readonly do: "talk";
  readonly link: LinkKind;
  readonly url: string;
  /** All are connected; the first `busy` of them talk. */
  readonly people: readonly Person[];
  readonly busy: number;
  /** Milliseconds. */
  readonly warmUp: number;
  readonly window: number;
  readonly watched: Omit<Watched, "load">;
}

export interface Talk {
  /** Messages that were acked and delivered, each second of the window. */
  readonly rate: number;
  readonly ack: Percentiles;
  readonly delivery: Percentiles;
  /** In the window. */
  readonly cores: Cores;
  /** In all, every one of them acked and delivered. */
  readonly sent: number;
}

const AT_ONCE = 100;
/** Until the last message has arrived: longer than two rounds of polling. */
const PATIENCE = 15_000;

export async function talk({ link, url, people, busy, warmUp, window, watched }: TalkOrder): Promise<Talk> {
  const began = performance.now();
  // Connecting takes its own time, so the window opens later; nothing is sent before `talking`.
  let ledger = new Ledger({ from: 0, to: 0 });
  let talking = false;
  const links: Link[] = [];
  const next = people.map(() => 0);

  const say = (who: number) => {
    const { conversations } = people[who] ?? { conversations: [] };
    const turn = next[who] ?? 0;
    const id = crypto.randomUUID();
    next[who] = turn + 1;
    ledger.send(id, performance.now());
    links[who]?.send(id, conversations[turn % conversations.length] ?? "", TEXT);
  };
  await inParallel(people, AT_ONCE, async (person, who) => {
    links[who] = await LINKS[link](url, person, {
      acked: (id) => {
        ledger.acked(id, performance.now());
        if (talking) say(who);
      },
      delivered: (id) => ledger.delivered(id, performance.now()),
    });
  });
  if (performance.now() - began > 45_000)
    throw new Error("Connecting took so long that the first sockets fell silent.");

  const from = performance.now() + warmUp;
  ledger = new Ledger({ from, to: from + window });
  talking = true;
  for (let who = 0; who < busy; who++) say(who);
  await Bun.sleep(warmUp);
  const cores = countCores({ ...watched, load: process.pid });
  await Bun.sleep(from + window - performance.now());
  const used = cores();
  talking = false;

  for (const giveUp = performance.now() + PATIENCE; ledger.open > 0; await Bun.sleep(20)) {
    if (performance.now() > giveUp) throw new Error(`${ledger.open} of ${ledger.sent} messages never arrived.`);
  }
  for (const each of links) each.close();
  return {
    rate: (ledger.done / window) * 1000,
    ack: percentiles(ledger.ackedAfter),
    delivery: percentiles(ledger.deliveredAfter),
    cores: used,
    sent: ledger.sent,
  };
}

/** Runs `work` for each, `most` at a time. */
export async function inParallel<T>(
  items: readonly T[],
  most: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) await work(item, index);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
