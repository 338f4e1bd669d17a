/** One run: people talk while things break; then all is quiet, and everything is checked. */
import { join } from "node:path";
import { signUser } from "../../server/auth/tokens";
import { check } from "./check/check";
import { holes } from "./check/wire";
import { Device, freshViews } from "./device";
import { Dice } from "./dice";
import { House } from "./house";
import type { Ledger, Seen, Stored, Violation } from "./ledger";
import { Line } from "./line";
import { Pages } from "./pages";
import { type Deed, type FaultName, plan, type Step } from "./plan";
import { readStored } from "./stored";
import { Strikes } from "./strikes";
import { CLERK, type DeviceSpec, READER, type World } from "./world";

export interface RunOptions {
  readonly seed: number;
  readonly world: World;
  /** Whether the plan ends before this step. */
  readonly ends: (step: Step) => boolean;
  /** Left out where no browser runs. */
  readonly browsers: boolean;
  /** Ends the run early, with everything that belongs to it, and with its reason as an error. */
  readonly signal?: AbortSignal;
  /** A file for all that the server says. */
  readonly serverLog?: string;
  /** Hears now and then how it goes. */
  readonly say?: (line: string) => void;
}

export interface Report {
  readonly violations: readonly Violation[];
  readonly survived: ReadonlyMap<FaultName, number>;
  readonly figures: Readonly<Record<string, number>>;
}

/** How long everybody may take, once nothing is wrong any more. Milliseconds. */
const QUIET_WITHIN = 120_000;
/** Some tokens last so long that they have to be renewed in the middle of everything; the others outlast it. Seconds. */
const SHORT_TOKEN = 60;
const LONG_TOKEN = 24 * 3_600;

export async function run(options: RunOptions): Promise<Report> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    return await perform(options, stops);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function perform({ signal, say = () => {}, ...options }: RunOptions, stops: (() => Promise<unknown>)[]) {
  const { seed, world } = options;
  const house = await House.open({ keepLog: options.serverLog });
  stops.push(() => house.close());
  const open = async () => {
    const line = await Line.open(() => house.port);
    stops.push(() => line.close());
    return line;
  };
  const dice = new Dice(seed);
  const devices: Device[] = [];
  for (const [n, spec] of world.devices.entries()) {
    devices.push(new Device(spec, n, await open(), world.talks, tokenOf(house, spec, n), dice.fork(100 + n)));
  }
  stops.push(async () => devices.map((device) => device.stop()));
  const pages = options.browsers ? await openPages(house, world, open) : undefined;
  if (pages) stops.push(() => pages.close());

  const strikes = new Strikes(house, devices, pages);
  const began = performance.now();
  let told = 0;
  for (const step of plan(seed, world)) {
    if (options.ends(step) || signal?.aborted) break;
    const early = step.at - (performance.now() - began);
    if (early > 0) await Bun.sleep(early);
    if ("fault" in step) strikes.begin(step.fault);
    else if ("deed" in step) act(devices, step.deed);
    else pages?.write(step.pageDeed.page, step.pageDeed.text);
    const minutes = Math.floor(step.at / 60_000);
    if (minutes > told) say(`${minutes} min: ${[...strikes.survived.values()].reduce((a, b) => a + b)} faults`);
    told = minutes;
  }
  if (signal?.aborted) await pages?.close(); // what they still wait for ends with them
  await strikes.end();
  signal?.throwIfAborted();
  await pages?.idle();
  say("Nothing is broken any more; waiting until all is quiet.");
  const unrest = await quiet(house, devices, pages, world);
  const stored = await look(house, world);
  const seen = await compare(house, devices, pages, world, stored);
  const ledger: Ledger = { stored, seen, devices: [...devices.map(({ log }) => log), ...(pages?.logs ?? [])] };
  const troubles = [...house.surprises, ...strikes.troubles, ...(pages?.troubles ?? [])];
  return {
    violations: [
      ...troubles.map((what) => ({ rule: "nothing breaks but what is broken", what })),
      ...unrest.map((what) => ({ rule: "everybody is back and nothing waits", what })),
      ...check(ledger),
    ],
    survived: strikes.survived,
    figures: figures(ledger),
  };
}

const tokenOf = (house: House, { person, sellers }: DeviceSpec, n: number) =>
  person === undefined
    ? undefined
    : () =>
        signUser(house.keys, { sub: person, name: person, sellers: [...sellers] }, n % 2 ? SHORT_TOKEN : LONG_TOKEN);

async function openPages(house: House, world: World, open: () => Promise<Line>): Promise<Pages> {
  const talk = world.talks[world.paged];
  if (!talk) throw new Error("the world has no talk for the browsers");
  const [buyer, seller] = await Promise.all([
    signUser(house.keys, { sub: READER, name: READER }, LONG_TOKEN),
    signUser(house.keys, { sub: CLERK, name: CLERK, sellers: [talk.seller] }, LONG_TOKEN),
  ]);
  const lines = { buyer: await open(), seller: await open() };
  const widget = join(house.traces.folder, "widget");
  return Pages.open({ lines, talk, place: world.paged, tokens: { buyer, seller }, widget });
}

function act(devices: readonly Device[], deed: Deed): void {
  const device = devices[deed.device];
  if (deed.do === "send") device?.send(deed.talk, deed.text);
  else if (deed.do === "edit") device?.rewrite(deed.talk, deed.which, deed.text);
  else if (deed.do === "remove") device?.rewrite(deed.talk, deed.which, undefined);
  else device?.[deed.do](deed.talk);
}

const look = (house: House, world: World): Promise<Stored[]> => house.look((tx) => readStored(tx, world.talks));

/** Resolves when everybody is connected and has everything, or after a long wait with what is missing. */
async function quiet(house: House, devices: readonly Device[], pages: Pages | undefined, world: World) {
  const giveUpAt = Date.now() + QUIET_WITHIN;
  const unrest = async (stored: readonly Stored[]): Promise<string[]> => {
    const own = devices.map((device) => device.unrest(stored)?.replace(/^/, `${device.spec.name}: `));
    return [...own, await pages?.unrest(stored)].filter((each) => each !== undefined);
  };
  for (;;) {
    let missing = await unrest([]);
    if (missing.length === 0) missing = await unrest(await look(house, world));
    if (missing.length === 0 || Date.now() > giveUpAt) return missing;
    await Bun.sleep(100);
  }
}

/** What each shows, beside what a new client of the same person loads. */
async function compare(
  house: House,
  devices: readonly Device[],
  pages: Pages | undefined,
  world: World,
  stored: readonly Stored[],
): Promise<Seen[]> {
  const fresh = async (spec: DeviceSpec, token: string | undefined) => {
    const talks = spec.talks.filter((place) => stored.some(({ talk, lastSeq }) => talk === place && lastSeq > 0));
    const options = { server: house.url, ...(token !== undefined && { token: () => token }) };
    return freshViews({ ...spec, talks }, world.talks, options, QUIET_WITHIN);
  };
  // All are looked at first: whoever loads a conversation has received it, and others hear of that.
  const pageViews = (await pages?.views()) ?? [];
  const deviceViews = devices.map((device) => device.views().filter(({ conversation }) => conversation.lastSeq > 0));
  const seen: Seen[] = [];
  for (const [n, device] of devices.entries()) {
    const loaded = await fresh(device.spec, await device.credentials());
    seen.push({ device: device.spec.name, views: deviceViews[n] ?? [], fresh: loaded });
  }
  for (const [n, views] of pageViews.entries()) {
    const [spec, token] = pages?.person(n) ?? [];
    if (spec) seen.push({ device: spec.name, views, fresh: await fresh(spec, token) });
  }
  return seen;
}

function figures({ stored, devices }: Ledger): Record<string, number> {
  const count = (is: string) =>
    devices.flatMap(({ lives }) => lives.flatMap(({ entries }) => entries.filter((entry) => entry.is === is))).length;
  return {
    "messages submitted": count("submitted"),
    "messages stored": stored.reduce((sum, { messages }) => sum + messages.length, 0),
    "edits and removals": stored.reduce((sum, { versions }) => sum + versions.length, 0),
    acks: count("acked"),
    "messages heard": count("message"),
    "holes that clients closed": devices.reduce(
      (sum, { lives }) => sum + lives.reduce((n, life) => n + holes(life), 0),
      0,
    ),
    "links and polls": count("linked"),
    lives: devices.reduce((sum, { lives }) => sum + lives.length, 0),
  };
}
