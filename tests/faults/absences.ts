/**
 * D8 while everything dies: buyers are away, a seller writes to them, and server or database are killed somewhere between
 * the message and the note that its push was accepted. Whatever happens, each absence sounds once.
 */
import { signUser } from "../../server/auth/tokens";
import { startPushService } from "../support/push-service";
import { Wire } from "../support/wire";
import { Dice } from "./dice";
import { House } from "./house";

/** Where in the way of a push the server is killed. */
export const DEATHS = ["between message and claim", "while it is sent", "between push and its note"] as const;
export type Death = (typeof DEATHS)[number];

export interface AbsencesOptions {
  readonly seed: number;
  /** So many buyers are away at once, each once a round. */
  readonly buyers: number;
  readonly deaths: readonly Death[];
  /** Ends the run before its next round. */
  readonly signal?: AbortSignal;
  readonly say?: (line: string) => void;
}

export interface AbsencesReport {
  readonly absences: number;
  /** Attempts that a device shows as the notification that it has already. */
  readonly repeated: number;
  readonly violations: readonly string[];
}

/** A claim that ran out is noticed within a minute, and its push comes after that. */
const PATIENCE = 150_000;
/** What may still come when nothing should: longer than a message has to be received, and one look. */
const QUIET = 7_000;

export async function runAbsences({
  seed,
  buyers,
  deaths,
  signal,
  say = () => {},
}: AbsencesOptions): Promise<AbsencesReport> {
  const service = await startPushService();
  const house = await House.open({ env: { PUSH_HOSTS: service.origin } });
  try {
    const run = new Absences(house, service, new Dice(seed));
    await run.settle(buyers);
    for (const [round, death] of deaths.entries()) {
      signal?.throwIfAborted();
      say(`${round + 1}: killed ${death}`);
      await run.round(round, death);
    }
    return { ...run.report(), violations: [...house.surprises, ...run.report().violations] };
  } finally {
    await house.close();
    await service.stop();
  }
}

interface Buyer {
  readonly id: string;
  readonly browser: string;
  conversation: string;
}

class Absences {
  readonly #buyers: Buyer[] = [];
  readonly #violations: string[] = [];
  #absences = 0;
  #repeated = 0;

  constructor(
    readonly house: House,
    readonly service: Awaited<ReturnType<typeof startPushService>>,
    readonly dice: Dice,
  ) {}

  report() {
    return { absences: this.#absences, repeated: this.#repeated, violations: this.#violations };
  }

  /** Buyers come, say something, let themselves be notified, and go. */
  async settle(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const id = `away-${n}`;
      const { id: browser, endpoint, keys } = this.service.subscribe();
      const wire = await this.#signIn({ sub: id, name: id });
      const { conversation } = await wire.open("lumen");
      await wire.say(conversation.id, "Is it still there?");
      wire.close();
      const answer = await fetch(`${this.house.url}/v1/push/subscriptions`, {
        method: "POST",
        headers: { authorization: `Bearer ${await signUser(this.house.keys, { sub: id })}` },
        body: JSON.stringify({ endpoint, keys, side: "buyer" }),
      });
      if (answer.status !== 204) throw new Error(`not subscribed: ${await answer.text()}`);
      this.#buyers.push({ id, browser, conversation: conversation.id });
    }
  }

  /** Everybody is written to while they are away, the server dies on the way, and everybody comes back. */
  async round(round: number, death: Death): Promise<void> {
    const before = this.service.pushes.length;
    this.service.usually(death === "while it is sent" ? "hang" : 201);
    const heard = this.service.happening();
    const clerk = await this.#signIn({ sub: "clerk", sellers: [{ id: "lumen", name: "Lumen" }] });
    await Promise.all(this.#buyers.map(({ conversation }) => clerk.say(conversation, `round ${round}`)));
    if (death === "between message and claim") await Bun.sleep(this.dice.between(0, 4_000));
    else await heard;
    if (this.dice.chance(0.5)) this.house.killDatabase();
    await this.house.end("SIGKILL");
    clerk.close();
    this.service.usually(201);
    await Bun.sleep(this.dice.between(0, 1_000));
    await this.house.start();
    await this.house.ready();
    await this.#everybodyTold(before);
    await Bun.sleep(QUIET);
    this.#judge(round, before);
    for (const { id, conversation } of this.#buyers) await this.#comesBack(id, conversation);
  }

  async #everybodyTold(before: number): Promise<void> {
    const until = Date.now() + PATIENCE;
    const told = () => new Set(this.#accepted(before).map(({ browser }) => browser)).size;
    while (told() < this.#buyers.length && Date.now() < until) await Bun.sleep(50);
  }

  /** As devices do: the same tag and absence is the same notification, which doesn't sound again. */
  #judge(round: number, before: number): void {
    for (const { id, browser, conversation } of this.#buyers) {
      const shown = this.#accepted(before).filter((push) => push.browser === browser);
      const sounds = new Set(shown.map(({ payload }) => `${payload.tag} ${payload.absence}`)).size;
      const stray = shown.filter(
        ({ payload }) => payload.conversation !== conversation || payload.body !== `round ${round}`,
      );
      this.#absences += 1;
      this.#repeated += shown.length - sounds;
      if (sounds !== 1) this.#violations.push(`${id} was notified ${sounds} times in round ${round}`);
      if (stray.length > 0)
        this.#violations.push(`${id} was told of what wasn't theirs, or not new, in round ${round}`);
      if (new Set(shown.map(({ headers }) => headers.get("topic"))).size > 1)
        this.#violations.push(`a repetition for ${id} would not replace the first in round ${round}`);
    }
    for (const fault of this.service.faults.splice(0)) this.#violations.push(`a push that nobody can read: ${fault}`);
  }

  #accepted(from: number) {
    return this.service.pushes.slice(from).filter(({ status }) => status === 201);
  }

  /** One of their devices receives what there is, and goes. */
  async #comesBack(id: string, conversation: string): Promise<void> {
    const wire = await this.#signIn({ sub: id, name: id });
    const { messages } = await wire.ask({ type: "history", conversation }, "page");
    const [phone, seq] = [await this.#signIn({ sub: id, name: id }), messages.at(-1)?.seq ?? 0];
    wire.send({ type: "received", conversation, seq });
    await phone.next("receipt", (frame) => frame.conversation === conversation && frame.received === seq);
    phone.close();
    wire.close();
  }

  async #signIn(claims: Parameters<typeof signUser>[1]): Promise<Wire> {
    const wire = await Wire.open(`${this.house.url.replace("http", "ws")}/v1/ws`);
    wire.send({ type: "hello", v: 1, token: await signUser(this.house.keys, claims) });
    await wire.next("welcome");
    return wire;
  }
}
