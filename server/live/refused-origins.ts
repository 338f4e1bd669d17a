import type { Log } from "../log";

/** So many refused origins an hour have a line in the log, each one: anybody can make up more. */
const TOLD = 100;
const HOUR = 3_600_000;

/** Tells the operator of pages that may not talk to us: one that is missing in ALLOWED_ORIGINS is not found otherwise. */
export class RefusedOrigins {
  readonly #told = new Map<string, number>();

  constructor(
    readonly log: Log,
    readonly now: () => number,
  ) {}

  tell(origin: string): void {
    const now = this.now();
    for (const [told, at] of this.#told) if (now - at >= HOUR) this.#told.delete(told);
    if (this.#told.has(origin) || this.#told.size >= TOLD) return;
    this.#told.set(origin, now);
    this.log.info(
      { origin: origin.slice(0, 200) },
      "origin refused; pages that may chat are listed in ALLOWED_ORIGINS",
    );
  }
}
