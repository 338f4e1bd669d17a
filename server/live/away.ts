/** Who writes outside a seller's hours is told the away text: once in a closed period, and not while somebody is there. */
import type { Parties } from "../chat/parties";
import { insertAway } from "../db/settings";
import { lineOf } from "../protocol/limits";
import type { Live } from "./live";
import type { SellerTimes } from "./times";

/** Conversations that are known to have been told; the database knows of all. */
const MOST = 10_000;

export class Away {
  /** By conversation, the closed period in which it was told last. */
  readonly #told = new Map<string, number>();

  constructor(readonly live: Live) {}

  /** A buyer's message was stored. Nobody waits for what follows; with no hours it is a look into a map. */
  answer(parties: Parties, conversation: string): void {
    const times = this.live.times.find(parties.seller);
    const telling =
      times instanceof Promise
        ? times.then((found) => this.#tell(parties, conversation, found))
        : this.#tell(parties, conversation, times);
    telling?.catch((err: unknown) => this.live.log.warn({ err, conversation }, "the away text can't be told"));
  }

  #tell({ seller }: Parties, conversation: string, { work }: SellerTimes): Promise<void> | undefined {
    if (!work?.away || work.shift.open || this.live.presence.online(seller)) return undefined;
    const period = work.shift.until ?? 0; // a closed period has one end; one without is one for good
    if (this.#told.get(conversation) === period) return undefined;
    if (this.#told.size >= MOST) this.#told.clear();
    return this.#say(seller, conversation, work.away, period).then(() => void this.#told.set(conversation, period));
  }

  /** Two servers may come here at once: the database takes the first. */
  async #say(seller: string, conversation: string, text: string, period: number): Promise<void> {
    const id = Bun.randomUUIDv7();
    const line = lineOf({ text, attachments: [] });
    const place = { conversation, seller, period: new Date(period) };
    const said = await insertAway(this.live.db.writes, { ...place, id, text, line });
    if (!said) return;
    const { seq, rev, at, ...parties } = said;
    const from = { side: "system", sender: { id: "", name: "" } } as const;
    this.live.publish(parties, conversation, { id, seq, rev, ...from, text, attachments: [], at: at.toISOString() });
    this.live.log.debug({ conversation, id, seq }, "away text told");
  }
}
