/**
 * D4, D2, D3: whatever happens to the frames on their way, a client ends with the same view as a fresh load, and on the way
 * there it never shows a message out of its place.
 */
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { threadKey } from "../../widget/client/state";
import { MemoryStorage } from "../../widget/client/storage";
import { FakeClock, flush } from "./support/clock";
import { type ModelLink, ModelServer } from "./support/model-server";
import { type Person, person } from "./support/people";
import { fakeToken } from "./support/tokens";

const ANN = { id: "ann", name: "Ann" };
const SHOP = { id: "lamps-agent", name: "Agent" };
const KEY = threadKey("lamps");

type Step =
  | {
      readonly do:
        | "their-message"
        | "cut"
        | "lose"
        | "repeat"
        | "swap"
        | "older"
        | "send"
        | "reload"
        | "check"
        | "burst"
        | "overtake";
    }
  | { readonly do: "rewrite" | "own-rewrite"; readonly which: number; readonly removed: boolean }
  | { readonly do: "up" | "down"; readonly count: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant("their-message" as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("send" as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom("rewrite" as const, "own-rewrite" as const),
        which: fc.nat(20),
        removed: fc.boolean(),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constantFrom("up" as const, "down" as const),
        count: fc.integer({ min: 1, max: 6 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constantFrom("cut" as const, "repeat" as const, "swap" as const, "older" as const),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom("reload" as const, "check" as const, "lose" as const) }),
    },
  ),
  { minLength: 10, maxLength: 60 },
);

class Run {
  readonly clock = new FakeClock();
  readonly server = new ModelServer();
  readonly storage = new MemoryStorage();
  readonly submitted: string[] = [];
  readonly ids: string[] = [];
  readonly id: string;
  ann: Person;
  #uuids = 0;
  /** By seq, the highest rev that was ever shown. */
  #shown = new Map<number, number>();

  constructor() {
    this.id = this.server.ensure(ANN, "lamps").conversation.id;
    this.ann = this.#load();
  }

  #load(): Person {
    const ann = person(
      {
        server: "http://model",
        sides: ["buyer"],
        token: () => fakeToken({ sub: "ann" }),
        transports: { websocket: this.server.transport(ANN) },
      },
      { clock: this.clock, random: () => 0.5, storage: this.storage, uuid: () => this.#uuid() },
    );
    ann.chat.open("lamps");
    ann.chat.start();
    return ann;
  }

  #theirs(): void {
    this.server.write(this.id, "seller", { id: this.#uuid(), text: `theirs ${this.#uuids}`, sender: SHOP });
  }

  #uuid(): string {
    return `10000000-0000-4000-8000-${String(++this.#uuids).padStart(12, "0")}`;
  }

  get link(): ModelLink | undefined {
    return [...this.server.links].at(-1);
  }

  async step(step: Step): Promise<void> {
    const { link } = this;
    const live = link?.down.findIndex((down) => down.live) ?? -1;
    switch (step.do) {
      case "burst": // more than a resume carries
        for (let i = 0; i < 10; i++) this.#theirs();
        break;
      case "overtake": {
        // A live message passes an answer that was read before it.
        const before = link?.down[live - 1];
        if (link && before && !before.live && (before.frame.type === "page" || before.frame.type === "opened"))
          link.down.splice(live - 1, 2, ...link.down.slice(live, live + 1), before);
        break;
      }
      case "their-message":
        this.#theirs();
        break;
      case "send": {
        const text = `mine ${this.submitted.length}`;
        this.submitted.push(text);
        this.ann.chat.send(KEY, text);
        this.ids.push(`10000000-0000-4000-8000-${String(this.#uuids).padStart(12, "0")}`);
        break;
      }
      case "rewrite": {
        const { length } = this.server.log(this.id);
        if (length > 0) this.server.rewrite(this.id, (step.which % length) + 1, step.removed ? undefined : "rewritten");
        break;
      }
      case "own-rewrite": {
        const { length } = this.server.log(this.id);
        const seq = (step.which % Math.max(1, length)) + 1;
        if (step.removed) this.ann.chat.remove(KEY, seq);
        else this.ann.chat.edit(KEY, seq, "rewritten by me");
        break;
      }
      case "up":
        for (let i = 0; i < step.count; i++) link?.receive();
        break;
      case "down":
        for (let i = 0; i < step.count; i++) {
          link?.deliver();
          await flush();
          this.checkShown();
        }
        break;
      case "cut":
        link?.cut();
        await this.clock.pass(500);
        break;
      case "lose":
        if (link && live >= 0) link.down.splice(live, 1);
        break;
      case "repeat":
        if (link && live >= 0) link.down.push(...link.down.slice(live, live + 1));
        break;
      case "swap": {
        const [one, two] = link?.down.slice(live, live + 2) ?? [];
        if (link && live >= 0 && one && two?.live) link.down.splice(live, 2, two, one);
        break;
      }
      case "older":
        this.ann.chat.older(KEY);
        break;
      case "reload":
        this.ann.chat.stop();
        this.#shown = new Map();
        this.ann = this.#load();
        break;
      case "check":
        await this.pass(61_000);
        break;
    }
    await flush();
    this.checkShown();
  }

  /** Time goes by on a link that answers. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1_000) {
      await this.deliverAll();
      await this.clock.pass(1_000);
    }
  }

  async deliverAll(): Promise<void> {
    for (let idle = 0; idle < 3; idle++) {
      const { link } = this;
      while (link && link.up.length + link.down.length > 0) {
        link.receive();
        link.deliver();
        idle = 0;
      }
      await flush();
    }
  }

  get stored() {
    const thread = this.ann.chat.state.threads.get(KEY);
    return (thread?.messages ?? []).flatMap((shown) => (shown.kind === "stored" ? [shown.message] : []));
  }

  /** In every moment: no hole, no repeat, no way back to an older version, and nothing that was submitted is gone. */
  checkShown(): void {
    const oldest = this.stored[0]?.seq ?? Number.POSITIVE_INFINITY;
    const above = this.server.log(this.id).filter(({ seq }) => seq < oldest);
    const shown = this.ann.thread(KEY).messages.map((one) => (one.kind === "stored" ? one.message.id : one.id));
    expect(this.ids.filter((id) => !shown.includes(id) && !above.some((message) => message.id === id))).toEqual([]);
    const seqs = this.stored.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, i) => (seqs[0] ?? 0) + i));
    for (const { seq, rev } of this.stored) {
      expect(rev).toBeGreaterThanOrEqual(this.#shown.get(seq) ?? 0);
      this.#shown.set(seq, rev);
    }
  }

  /** @param lost whether only the check of the position, once a minute, can tell that something is missing */
  async settle(lost: boolean): Promise<void> {
    await this.pass(lost ? 61_000 : 3_000);
    await this.deliverAll();
  }
}

const isMine = (text: string) => text.startsWith("mine ");

describe("state equality", () => {
  test("D4 any interleaving of frames, losses, repeats, holes, cuts and reloads ends as a fresh load", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const run = new Run();
        for (const step of all) await run.step(step);
        await run.settle(all.some((step) => step.do === "lose"));
        const log = run.server.log(run.id);
        // D2, D3: stored once each, in the order in which they were submitted.
        const ids = log.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(log.length - log.filter(({ side }) => side === "seller").length).toBe(run.submitted.length);
        const mine = log.map(({ text }) => text).filter(isMine);
        expect(mine).toEqual(run.submitted.filter((text) => mine.includes(text)));
        // The view: the end of the log as it is now, and nothing that still waits.
        expect(run.ann.thread(KEY).messages.filter(({ kind }) => kind === "waiting")).toEqual([]);
        expect(run.stored).toEqual(log.slice(log.length - run.stored.length));
        expect(run.stored.length).toBeGreaterThanOrEqual(Math.min(3, log.length));
        run.ann.chat.stop();
        expect(run.clock.timers).toBe(0);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
