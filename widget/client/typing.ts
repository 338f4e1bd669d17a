import type { Clock } from "./clock";

/** A sign of typing is shown this long. */
const SHOWN = 5_000;
/** And sent at most this often: often enough to last. */
const SENT = 3_000;

/** Who of the other side is writing, by conversation; and when one's own typing was last told. */
export class Typing {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #shown = new Map<string, { readonly name: string; readonly cancel: () => void }>();
  readonly #told = new Map<string, number>();

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** The name of whoever writes there right now. */
  name(conversation: string): string | undefined {
    return this.#shown.get(conversation)?.name;
  }

  heard(conversation: string, name: string): void {
    this.ended(conversation);
    const cancel = this.#clock.after(SHOWN, () => {
      this.#shown.delete(conversation);
      this.#changed();
    });
    this.#shown.set(conversation, { name, cancel });
  }

  /** The message is there, or the link is gone. */
  ended(conversation: string): void {
    this.#shown.get(conversation)?.cancel();
    this.#shown.delete(conversation);
  }

  endedAll(): void {
    for (const conversation of [...this.#shown.keys()]) this.ended(conversation);
  }

  /** One's own typing goes out unless it did a moment ago. `send` says whether it could. */
  tell(conversation: string, send: () => boolean): void {
    const now = this.#clock.now();
    const told = this.#told.get(conversation);
    const due = told === undefined || Math.abs(now - told) >= SENT;
    if (due && send()) this.#told.set(conversation, now);
  }

  /** A message went out: the next key stroke is news again. */
  sent(conversation: string): void {
    this.#told.delete(conversation);
  }
}
